#pragma once
#include "graph/column.h"
#include <bit>
#include <vector>

namespace weir::graph {

/// Which edges are at a node: a list of those that leave it and one of those that come in, linked through the edges in one
/// direction only, which is half the memory of both. To take an edge out its predecessor is looked for, so a node with many
/// edges has many short lists, chosen by the edge's number. Knows no ends: those are passed in. Not thread-safe.
class Adjacency final {
public:
    void makeRoomForNode(Slot node) { m_nodes.makeRoomFor(node); }
    void makeRoomForEdge(Slot edge) { m_edges.makeRoomFor(edge); }
    /// A node that is born, without edges.
    void clearNode(Slot node) { m_nodes[node] = {}; }

    [[nodiscard]] std::uint32_t degree(Slot node) const { return m_nodes[node].degree; }   ///< loops count twice
    void link(Slot edge, Slot source, Slot target);
    void unlink(Slot edge, Slot source, Slot target);

    /// Calls `visit(edge)` for each edge that leaves `node`, or comes in; a loop does both. No edge may come or go meanwhile.
    template <typename Visit>
    void forEachOut(Slot node, Visit&& visit) const
    {
        forEach(node, &Node::firstOut, &Hub::out, &Links::nextOut, visit);
    }
    template <typename Visit>
    void forEachIn(Slot node, Visit&& visit) const
    {
        forEach(node, &Node::firstIn, &Hub::in, &Links::nextIn, visit);
    }

    static constexpr std::size_t nodeBytes = 12;
    static constexpr std::size_t edgeBytes = 8 + 24;   ///< at most: its links, and its share of the lists of hubs at both ends

private:
    struct Node {
        Slot firstOut = noSlot, firstIn = noSlot;      // isHub: the lists are those of m_hubs[firstIn]
        std::uint32_t degree = 0;
    };
    struct Links {
        Slot nextOut = noSlot, nextIn = noSlot;
    };
    struct Hub {
        std::vector<Slot> out, in;                     // first edges of equally many lists
    };
    static_assert(sizeof(Node) == nodeBytes);

    static constexpr Slot isHub = noSlot - 1;
    static constexpr std::uint32_t hubDegree = 64;     // from which on a node has many lists
    static constexpr std::uint32_t edgesPerList = 8;   // when they are made

    template <typename Visit>
    void forEach(Slot node, Slot Node::*first, std::vector<Slot> Hub::*firsts, Slot Links::*next, Visit&& visit) const
    {
        const auto follow = [&](Slot edge) {
            for (; edge != noSlot; edge = m_edges[edge].*next)
                visit(edge);
        };
        if (m_nodes[node].firstOut != isHub)
            return follow(m_nodes[node].*first);
        for (const Slot edge : m_hubs[m_nodes[node].firstIn].*firsts)
            follow(edge);
    }

    [[nodiscard]] static std::size_t listOf(Slot edge, std::size_t lists) { return (edge * 0x9e37'79b1U) >> (32 - std::bit_width(lists - 1)); }
    [[nodiscard]] Slot& firstOf(Slot node, Slot edge, Slot Node::*first, std::vector<Slot> Hub::*firsts);
    void take(Slot edge, Slot& first, Slot Links::*next);
    void setDegree(Slot node, std::uint32_t degree);
    void rebuild(Slot node, std::size_t lists);

    Column<Node> m_nodes;
    Column<Links> m_edges;
    std::vector<Hub> m_hubs;
    std::vector<std::uint32_t> m_freeHubs;
};

} // namespace weir::graph
