#pragma once
#include "format/graph_sink.h"
#include "format/table/column_attributes.h"
#include "format/table/csv_reader.h"
#include "format/table/edge_table.h"
#include "format/text_input.h"
#include <utility>
#include <vector>

namespace weir::format {

/// Reads a table into a sink: of edges, perhaps with nodes among them, of nodes with their neighbours, or of nodes alone. What the table is
/// was found in its first 64 KiB; a row that is wrong costs itself and is told in the sink's report. Not thread-safe.
class EdgeListReader final {
public:
    EdgeListReader(FileInput& input, GraphSink& graph, NamedColumns named = {})
        : m_input(input),
          m_graph(graph),
          m_named(std::move(named)),
          m_edgeColumns(ElementKind::Edge, graph),
          m_nodeColumns(ElementKind::Node, graph)
    {}

    /// Error: "LINE: cause"; the table is neither of edges nor of nodes.
    [[nodiscard]] std::expected<void, Error> read();

private:
    using Cells = std::vector<std::string_view>;

    void findAttributes();
    void takeNeighbours(const Cells& cells);
    void takeEdge(const Cells& cells);
    void takeNode(const Cells& cells);
    [[nodiscard]] bool hasRightSize(const Cells& cells);
    [[nodiscard]] graph::Category kindOf(std::string_view name);
    [[nodiscard]] bool isDirected(std::string_view word);
    [[nodiscard]] std::optional<float> weightIn(std::string_view text);
    struct End {
        std::string_view key;
        std::optional<Slot> slot;   // nothing: the node is not there yet
    };
    [[nodiscard]] std::optional<End> endOf(std::string_view key, std::optional<Slot> there, std::string_view kind);
    [[nodiscard]] Slot connect(const End& source, const End& target, GraphSink::Edge edge);
    void leaveOut(std::string_view cause) { m_graph.report().leaveOut("row", m_line, cause); }

    TextInput m_input;
    GraphSink& m_graph;
    NamedColumns m_named;
    EdgeTable m_table;
    ColumnAttributes m_edgeColumns, m_nodeColumns;
    std::vector<std::pair<std::string, DirectionWord>> m_directions;   // words that were met
    std::uint64_t m_line = 0;
};

}   // namespace weir::format
