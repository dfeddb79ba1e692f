#pragma once
#include "graph/columns/column.h"
#include "graph/limits.h"
#include <array>
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

    [[nodiscard]] std::uint32_t degree(Slot node) const   ///< loops count twice
    {
        const Node& at = m_nodes[node];
        return at.isHub() ? m_hubs[at.hub()].degree : at.degree();
    }
    void link(Slot edge, Slot source, Slot target);
    /// Fetches what link() of an edge at this node will look at.
    void prefetch(Slot node) const { m_nodes.prefetch(node); }
    void unlink(Slot edge, Slot source, Slot target);

    /// Calls `visit(edge)` for each edge that leaves `node`, or comes in; a loop does both. No edge may come or go meanwhile.
    template <typename Visit>
    void forEachOut(Slot node, Visit&& visit) const
    {
        forEach(node, out, visit);
    }
    template <typename Visit>
    void forEachIn(Slot node, Visit&& visit) const
    {
        forEach(node, in, visit);
    }

    static constexpr std::size_t nodeBytes = 8;
    static constexpr std::size_t edgeBytes = 8 + 24;   ///< at most: its links, and its share of the lists of hubs at both ends

private:
    using Direction = std::size_t;
    static constexpr Direction out = 0, in = 1;
    static constexpr std::uint32_t hubDegree = 64;     // from which on a node has many lists
    static constexpr std::uint32_t edgesPerList = 8;   // when they are made

    /// The first edges of both lists, and the degree in the bits that the slots of edges leave; or, of a hub, its number.
    class Node final {
    public:
        [[nodiscard]] bool isHub() const { return (m_words[out] & slotMask) == hubMark; }
        [[nodiscard]] std::uint32_t hub() const { return m_words[in]; }
        void setHub(std::uint32_t hub) { m_words = {hubMark, hub}; }

        // Of one that is no hub.
        [[nodiscard]] Slot first(Direction direction) const   ///< noSlot: the list is empty
        {
            const Slot slot = m_words[direction] & slotMask;
            return slot == slotMask ? noSlot : slot;
        }
        void setFirst(Direction direction, Slot edge) { m_words[direction] = (m_words[direction] & ~slotMask) | (edge & slotMask); }
        [[nodiscard]] std::uint32_t degree() const { return m_words[out] >> slotBits << countBits | m_words[in] >> slotBits; }
        void setDegree(std::uint32_t degree)   ///< below hubDegree
        {
            m_words[out] = degree >> countBits << slotBits | (m_words[out] & slotMask);
            m_words[in] = degree << slotBits | (m_words[in] & slotMask);
        }

    private:
        static constexpr unsigned slotBits = 29, countBits = 32 - slotBits;
        static constexpr std::uint32_t slotMask = (1U << slotBits) - 1;   // as a slot: none
        static constexpr std::uint32_t hubMark = slotMask - 1;
        static_assert(maxEdgeSlots <= hubMark && hubDegree <= 1U << 2 * countBits);

        std::array<std::uint32_t, 2> m_words{slotMask, slotMask};
    };
    struct Links {
        std::array<Slot, 2> next{noSlot, noSlot};
    };
    struct Hub {
        std::array<std::vector<Slot>, 2> firsts;       // first edges of equally many lists
        std::uint32_t degree = 0;
    };
    static_assert(sizeof(Node) == nodeBytes);

    template <typename Visit>
    void forEach(Slot node, Direction direction, Visit&& visit) const
    {
        const auto follow = [&](Slot edge) {
            for (; edge != noSlot; edge = m_edges[edge].next[direction])
                visit(edge);
        };
        const Node& at = m_nodes[node];
        if (!at.isHub())
            return follow(at.first(direction));
        for (const Slot edge : m_hubs[at.hub()].firsts[direction])
            follow(edge);
    }

    [[nodiscard]] static std::size_t listOf(Slot edge, std::size_t lists) { return (edge * 0x9e37'79b1U) >> (32 - std::bit_width(lists - 1)); }
    void push(Slot edge, Slot node, Direction direction);
    void take(Slot edge, Slot node, Direction direction);
    void takeFrom(Slot& first, Slot edge, Direction direction);
    void changeDegree(Slot node, std::uint32_t by);
    void rebuild(Slot node, std::size_t lists);

    Column<Node> m_nodes;
    Column<Links> m_edges;
    std::vector<Hub> m_hubs;
    std::vector<std::uint32_t> m_freeHubs;
};

} // namespace weir::graph
