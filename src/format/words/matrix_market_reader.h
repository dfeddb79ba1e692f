#pragma once
#include "format/words/element_columns.h"
#include "format/words/line_input.h"
#include "format/words/numbered_nodes.h"

namespace weir::format {

/// Reads a matrix of Matrix Market in coordinates into a sink: an entry is an edge from its row's node to its column's, with its value as
/// weight. Rows and columns of a matrix that is not square are nodes of two kinds. A line that is wrong costs itself and is told in the
/// report. Not thread-safe. Memory: a line.
class MatrixMarketReader final {
public:
    /// Both outlive this.
    MatrixMarketReader(FileInput& input, GraphSink& graph)
        : m_lines(input, graph), m_graph(graph), m_columnsOfEdges(graph, ElementKind::Edge), m_columnsOfNodes(graph, ElementKind::Node)
    {}

    /// Error: "LINE: cause"; the file is no matrix that is a graph.
    [[nodiscard]] std::expected<void, Error> read();

private:
    [[nodiscard]] std::expected<void, Error> takeHeader();
    [[nodiscard]] std::expected<void, Error> takeSize();
    void takeEntry(NumberedNodes& rows, NumberedNodes& columns);
    [[nodiscard]] std::optional<Slot> node(NumberedNodes& nodes, std::uint64_t number, std::uint64_t& born, double mode);

    LineInput m_lines;
    GraphSink& m_graph;
    ElementColumns m_columnsOfEdges, m_columnsOfNodes;
    bool m_pattern = false, m_complex = false, m_directed = true;
    std::uint64_t m_rows = 0, m_columns = 0, m_entries = 0;   // as the file says
    std::uint64_t m_seen = 0, m_rowsBorn = 0, m_columnsBorn = 0;
};

} // namespace weir::format
