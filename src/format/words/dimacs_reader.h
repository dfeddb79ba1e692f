#pragma once
#include "format/words/element_columns.h"
#include "format/words/line_input.h"
#include "format/words/numbered_nodes.h"

namespace weir::format {

/// Reads a graph of the DIMACS challenges into a sink: colourings (edge, col), flows (max, min) and shortest paths (sp), and the places
/// that belong to the last (aux sp co). A line that is wrong costs itself and is told in the report. Not thread-safe. Memory: a line.
class DimacsReader final {
public:
    /// Both outlive this.
    DimacsReader(FileInput& input, GraphSink& graph)
        : m_lines(input, graph), m_graph(graph), m_edges(graph, ElementKind::Edge), m_nodeColumns(graph, ElementKind::Node), m_nodes(graph)
    {}

    /// Error: "LINE: cause"; the file is no graph of DIMACS.
    [[nodiscard]] std::expected<void, Error> read();

private:
    enum class Problem {
        None,
        Colouring,
        MaximumFlow,
        MinimumCost,
        ShortestPath,
        Places
    };

    [[nodiscard]] std::expected<void, Error> takeProblem();
    void takeNode();
    void takePlace();
    void takeEdge(bool directed);
    [[nodiscard]] float figure(std::string_view what, std::string_view text)
    {
        return m_graph.report().figure(what, text, m_lines.number()).value_or(1);
    }

    LineInput m_lines;
    GraphSink& m_graph;
    ElementColumns m_edges, m_nodeColumns;
    NumberedNodes m_nodes;
    Problem m_problem = Problem::None;
    std::uint64_t m_promisedEdges = 0, m_edgesSeen = 0;
};

} // namespace weir::format
