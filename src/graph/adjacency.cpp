#include "graph/adjacency.h"
#include <cassert>
#include <utility>

namespace weir::graph {

void Adjacency::link(Slot edge, Slot source, Slot target)
{
    push(edge, source, out);
    push(edge, target, in);
    changeDegree(source, 1);
    changeDegree(target, 1);
}

void Adjacency::unlink(Slot edge, Slot source, Slot target)
{
    take(edge, source, out);
    take(edge, target, in);
    changeDegree(source, -1U);
    changeDegree(target, -1U);
}

void Adjacency::push(Slot edge, Slot node, Direction direction)
{
    Node& at = m_nodes[node];
    if (!at.isHub()) {
        m_edges[edge].next[direction] = at.first(direction);
        return at.setFirst(direction, edge);
    }
    auto& firsts = m_hubs[at.hub()].firsts[direction];
    m_edges[edge].next[direction] = std::exchange(firsts[listOf(edge, firsts.size())], edge);
}

void Adjacency::take(Slot edge, Slot node, Direction direction)
{
    Node& at = m_nodes[node];
    if (at.isHub()) {
        auto& firsts = m_hubs[at.hub()].firsts[direction];
        return takeFrom(firsts[listOf(edge, firsts.size())], edge, direction);
    }
    Slot first = at.first(direction);
    takeFrom(first, edge, direction);
    at.setFirst(direction, first);
}

void Adjacency::takeFrom(Slot& first, Slot edge, Direction direction)
{
    Slot* link = &first;
    while (*link != edge) {
        assert(*link != noSlot);
        link = &m_edges[*link].next[direction];
    }
    *link = m_edges[edge].next[direction];
}

void Adjacency::changeDegree(Slot node, std::uint32_t by)
{
    Node& at = m_nodes[node];
    if (!at.isHub()) {
        const std::uint32_t degree = at.degree() + by;
        if (degree < hubDegree)
            return at.setDegree(degree);
        rebuild(node, std::bit_floor(degree / edgesPerList));
        m_hubs[at.hub()].degree = degree;
        return;
    }
    Hub& hub = m_hubs[at.hub()];
    const std::uint32_t degree = hub.degree += by;
    const std::size_t lists = hub.firsts[out].size();
    if (degree < hubDegree / 2) {
        rebuild(node, 1);
        at.setDegree(degree);
    } else if (degree >= 4 * edgesPerList * lists || degree * 4 < edgesPerList * lists) {
        rebuild(node, std::bit_floor(degree / edgesPerList));
    }
}

void Adjacency::rebuild(Slot node, std::size_t lists)
{
    std::array<std::vector<Slot>, 2> edges;
    for (const Direction direction : {out, in})
        forEach(node, direction, [&](Slot edge) { edges[direction].push_back(edge); });
    Node& at = m_nodes[node];
    if (lists == 1) {
        m_hubs[at.hub()] = {};
        m_freeHubs.push_back(at.hub());
        at = {};
    } else {
        if (!at.isHub() && m_freeHubs.empty()) {
            m_freeHubs.push_back(static_cast<std::uint32_t>(m_hubs.size()));
            m_hubs.emplace_back();
        }
        if (!at.isHub()) {
            at.setHub(m_freeHubs.back());
            m_freeHubs.pop_back();
        }
        m_hubs[at.hub()].firsts = {std::vector<Slot>(lists, noSlot), std::vector<Slot>(lists, noSlot)};
    }
    for (const Direction direction : {out, in}) {
        for (const Slot edge : edges[direction])
            push(edge, node, direction);
    }
}

} // namespace weir::graph
