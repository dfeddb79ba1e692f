#pragma once
#include "base/ids.h"
#include <cstdint>
#include <vector>

namespace weir::source {

/// Which edges a node has, so that they can go with it: a doubly linked list through the edges, one a node.
/// Nodes and edges are dense numbers. Linking and unlinking take constant time. Loops and parallel edges are allowed.
/// Not thread-safe.
class EdgeLinks final {
public:
    static constexpr std::uint32_t none = 0xffff'ffffU;

    struct Ends {
        std::uint32_t source = none, target = none;   // none: no such edge
    };

    /// Room for so many: growing takes the memory of half as many more for a while.
    void reserve(std::uint32_t nodes, std::uint32_t edges)
    {
        m_first.reserve(nodes);
        m_edges.reserve(edges);
    }

    void link(Slot edge, std::uint32_t source, std::uint32_t target)
    {
        if (edge >= m_edges.size())
            m_edges.resize(edge + 1);
        growTo(source);
        growTo(target);
        m_edges[edge].ends = {source, target};
        linkEnd(2 * edge, source);
        linkEnd(2 * edge + 1, target);
    }

    /// `edge` must be linked.
    void unlink(Slot edge)
    {
        unlinkEnd(2 * edge, m_edges[edge].ends.source);
        unlinkEnd(2 * edge + 1, m_edges[edge].ends.target);
        m_edges[edge].ends = {};
    }

    [[nodiscard]] bool linked(Slot edge) const { return edge < m_edges.size() && m_edges[edge].ends.source != none; }
    [[nodiscard]] Ends ends(Slot edge) const { return m_edges[edge].ends; }

    /// Any edge of `node`, noSlot if it has none: take and unlink until nothing is left.
    [[nodiscard]] Slot anyEdge(std::uint32_t node) const
    {
        return node < m_first.size() && m_first[node] != none ? m_first[node] / 2 : noSlot;
    }

    /// Whether `test(edge)` holds for an edge of `node`; a loop is asked about twice.
    template <typename Test>
    [[nodiscard]] bool any(std::uint32_t node, Test&& test) const
    {
        for (std::uint32_t at = node < m_first.size() ? m_first[node] : none; at != none; at = next(at)) {
            if (test(at / 2))
                return true;
        }
        return false;
    }

    /// The memory of an edge, to be fetched before it is needed.
    [[nodiscard]] const void* memory(Slot edge) const { return &m_edges[edge]; }

private:
    struct Edge {
        Ends ends;
        std::uint32_t next[2] = {none, none},
                      previous[2] = {none, none};   // ends of edges: 2 * edge, + 1 for the target
    };

    [[nodiscard]] std::uint32_t& next(std::uint32_t at) { return m_edges[at / 2].next[at & 1U]; }
    [[nodiscard]] std::uint32_t next(std::uint32_t at) const { return m_edges[at / 2].next[at & 1U]; }
    [[nodiscard]] std::uint32_t& previous(std::uint32_t at) { return m_edges[at / 2].previous[at & 1U]; }

    void growTo(std::uint32_t node)
    {
        if (node >= m_first.size())
            m_first.resize(node + 1, none);
    }

    void linkEnd(std::uint32_t at, std::uint32_t node)
    {
        const std::uint32_t first = m_first[node];
        next(at) = first;
        previous(at) = none;
        if (first != none)
            previous(first) = at;
        m_first[node] = at;
    }

    void unlinkEnd(std::uint32_t at, std::uint32_t node)
    {
        const std::uint32_t after = next(at), before = previous(at);
        if (before != none)
            next(before) = after;
        else
            m_first[node] = after;
        if (after != none)
            previous(after) = before;
    }

    std::vector<Edge> m_edges;
    std::vector<std::uint32_t> m_first;   // by node
};

} // namespace weir::source
