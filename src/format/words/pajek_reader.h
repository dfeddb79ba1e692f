#pragma once
#include "format/words/element_fields.h"
#include "format/words/line_input.h"
#include "format/words/numbered_nodes.h"
#include <map>
#include <vector>

namespace weir::format {

/// Reads a network of Pajek into a sink: nodes by their numbers, labelled; of several relations each is a kind of edge. Partitions and
/// vectors beside it are named. A line that is wrong costs itself and is told in the report. Not thread-safe. Memory: a line, and eight
/// bytes a node that lies in the corner.
class PajekReader final {
public:
    /// Both outlive this.
    PajekReader(FileInput& input, GraphSink& graph) : m_lines(input, graph), m_graph(graph), m_fields(graph), m_nodes(graph) {}

    /// Error: "LINE: cause"; the file is none of a network.
    [[nodiscard]] std::expected<void, Error> read();

private:
    enum class Section {
        None,
        Vertices,
        Arcs,
        Edges,
        ArcsList,
        EdgesList,
        Matrix,
        Other
    };

    [[nodiscard]] std::expected<void, Error> takeSection();
    [[nodiscard]] std::expected<void, Error> takeVertex();
    void takeEdge();
    void takeList();
    void takeMatrixRow();
    void takeParameters(LineWords& words);
    void takePlaces();
    [[nodiscard]] graph::Category relationOf(std::string_view number, std::string_view name);
    [[nodiscard]] std::optional<Slot> nodeIn(std::string_view word, std::string_view what);

    LineInput m_lines;
    GraphSink& m_graph;
    ElementFields m_fields;
    NumberedNodes m_nodes;
    Section m_section = Section::None;
    std::uint64_t m_networks = 0, m_named = 0, m_verticesSeen = 0, m_born = 0;
    std::optional<std::uint64_t> m_firstMode;                  // nodes of the first kind, in a network of two
    graph::Category m_relation = 0;
    std::map<std::string, graph::Category, std::less<>> m_relations;   // by number
    std::uint64_t m_cell = 0;                                  // of a matrix, row by row
    AttributeList m_list;
    std::vector<std::uint64_t> m_inCorner;                     // nodes at 0, 0: programs write that of nodes without a place
    bool m_placed = false;                                     // some node is elsewhere
};

} // namespace weir::format
