#pragma once
#include "source/debian/package_graph.h"
#include "source/catalogue.h"

namespace weir::source {

/// `debian`: the package graph of apt's lists, with what is installed marked. Once a second it looks at dpkg's status
/// file, and when that changed it is read again and the differences are sent; the lists are read once.
/// No positions. The file may be written while it is read; dpkg replaces it whole, so it is never half.
class DebianSource final : public Source {
public:
    static const SourceKind kind;

    /// `root`: see AptCatalogue::read.
    explicit DebianSource(std::string root) : m_root(std::move(root)) {}

    [[nodiscard]] const graph::Schema& schema() const override { return m_schema; }
    [[nodiscard]] std::expected<void, Error> run(ChangeSink& sink, std::stop_token stop) override;

private:
    std::string m_root;
    graph::Schema m_schema = PackageGraph::schema();
};

} // namespace weir::source
