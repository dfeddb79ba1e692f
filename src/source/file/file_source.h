#pragma once
#include "format/file_format.h"
#include "format/table/edge_table.h"
#include "source/catalogue.h"
#include "source/file/file_graph.h"

namespace weir::source {

/// `file`: a graph from an edge list or a GraphML document, read once; then nothing changes. What the file is is told by
/// what is in it, and another format is named in the error. What stood before a fault stays; what was left out is
/// reported in a sentence at the end.
class FileSource final : public Source {
public:
    /// What is said behind the path.
    struct Options {
        format::NamedColumns columns;
        std::string nodes;   ///< path of a table of nodes beside that of edges; "": there is none
    };

    static const SourceKind kind;

    explicit FileSource(std::string path, Options options = {});

    [[nodiscard]] const graph::Schema& schema() const override { return m_schema; }
    [[nodiscard]] std::expected<void, Error> run(ChangeSink& sink, std::stop_token stop) override;

private:
    std::string m_path;
    Options m_options;
    graph::Schema m_schema;
};

} // namespace weir::source
