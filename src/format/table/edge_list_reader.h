#pragma once
#include "format/table/csv_reader.h"
#include "format/table/edge_table.h"
#include "format/text_input.h"
#include "format/graph_sink.h"

namespace weir::format {

/// Reads a table of edges, or of nodes with their neighbours, into a sink. What the table is was found in its first
/// 64 KiB; a row that is wrong costs itself and is told in the graph's report. Not thread-safe.
class EdgeListReader final {
public:
    EdgeListReader(FileInput& input, GraphSink& graph, NamedColumns named = {})
        : m_input(input), m_graph(graph), m_named(std::move(named))
    {}

    /// Error: "LINE: cause"; the table is none of edges.
    [[nodiscard]] std::expected<void, Error> read();

private:
    using Cells = std::vector<std::string>;

    void takeNeighbours(const Cells& cells);
    void takeEdge(const Cells& cells);
    void takeNode(const Cells& cells);
    void passOverColumns(const Cells& cells);
    [[nodiscard]] bool hasRightSize(const Cells& cells);
    [[nodiscard]] graph::Category kindOf(const std::string& name);
    [[nodiscard]] float weightOf(const Cells& cells);
    struct End {
        const std::string& key;
        std::optional<Slot> slot;   // nothing: the node is not there yet
    };
    [[nodiscard]] std::optional<End> endOf(const std::string& key, std::string_view kind);
    void connect(const End& source, const End& target, GraphSink::Edge edge);
    void leaveOut(std::string_view cause) { m_graph.report().leaveOut("row", m_line, cause); }

    TextInput m_input;
    GraphSink& m_graph;
    NamedColumns m_named;
    EdgeTable m_table;
    std::uint64_t m_line = 0;
    std::vector<bool> m_passedOver;   // columns of which the report knows
    bool m_nodesTaken = false;
};

} // namespace weir::format
