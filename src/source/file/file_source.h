#pragma once
#include "source/file/file_graph.h"
#include "source/catalogue.h"

namespace weir::source {

/// `file`: a graph from an edge list or a GraphML document, read once; then nothing changes. What begins like XML is
/// GraphML. What stood before a fault stays.
class FileSource final : public Source {
public:
    static const SourceKind kind;

    explicit FileSource(std::string path);

    [[nodiscard]] const graph::Schema& schema() const override { return m_schema; }
    [[nodiscard]] std::expected<void, Error> run(ChangeSink& sink, std::stop_token stop) override;

private:
    std::string m_path;
    graph::Schema m_schema;
};

} // namespace weir::source
