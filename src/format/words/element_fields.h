#pragma once
#include "format/words/attribute_list.h"
#include "format/words/element_columns.h"

namespace weir::format {

/// What of an element's attributes a graph has a place of its own for, by their names in any case; and columns for all others. Not
/// thread-safe. What such a place cannot hold stays an attribute where it is a text, and is told where it is a figure that is none.
class ElementFields final {
public:
    /// `graph` outlives this.
    explicit ElementFields(GraphSink& graph) : m_graph(graph), m_nodes(graph, ElementKind::Node), m_edges(graph, ElementKind::Edge) {}

    /// label (or else name), x and y, size, color, or r, g and b, and category.
    void takeNode(AttributeList& list, GraphSink::Node& node, std::uint64_t line);
    /// weight, directed, and the kind of edge: category, kind, relation or type, whichever the file has first.
    void takeEdge(AttributeList& list, GraphSink::Edge& edge, std::uint64_t line);
    /// All that nobody took.
    void setColumns(const AttributeList& list, ElementKind kind, Slot slot);

    [[nodiscard]] ElementColumns& columns(ElementKind kind) { return kind == ElementKind::Node ? m_nodes : m_edges; }

    /// `text` as a label: without blanks at its ends; where it is longer than one may be its end is left out, and told.
    [[nodiscard]] std::string label(std::string_view text, std::uint64_t line);

private:
    [[nodiscard]] std::optional<float> figure(AttributeList& list, std::optional<std::size_t> entry, std::string_view what,
                                              std::uint64_t line);

    GraphSink& m_graph;
    ElementColumns m_nodes, m_edges;
    std::string m_kindOfEdge;   // what the attribute is called; "": the file had none so far
};

} // namespace weir::format
