#include "graph/adjacency.h"
#include <algorithm>
#include <cassert>
#include <utility>

namespace weir::graph {

Slot& Adjacency::firstOf(Slot node, Slot edge, Slot Node::*first, std::vector<Slot> Hub::*firsts)
{
    Node& at = m_nodes[node];
    if (at.firstOut != isHub)
        return at.*first;
    auto& lists = m_hubs[at.firstIn].*firsts;
    return lists[listOf(edge, lists.size())];
}

void Adjacency::link(Slot edge, Slot source, Slot target)
{
    Links& links = m_edges[edge];
    links.nextOut = std::exchange(firstOf(source, edge, &Node::firstOut, &Hub::out), edge);
    links.nextIn = std::exchange(firstOf(target, edge, &Node::firstIn, &Hub::in), edge);
    setDegree(source, m_nodes[source].degree + 1);
    setDegree(target, m_nodes[target].degree + 1);
}

void Adjacency::unlink(Slot edge, Slot source, Slot target)
{
    take(edge, firstOf(source, edge, &Node::firstOut, &Hub::out), &Links::nextOut);
    take(edge, firstOf(target, edge, &Node::firstIn, &Hub::in), &Links::nextIn);
    setDegree(source, m_nodes[source].degree - 1);
    setDegree(target, m_nodes[target].degree - 1);
}

void Adjacency::take(Slot edge, Slot& first, Slot Links::*next)
{
    Slot* at = &first;
    while (*at != edge) {
        assert(*at != noSlot);
        at = &(m_edges[*at].*next);
    }
    *at = m_edges[edge].*next;
}

void Adjacency::setDegree(Slot node, std::uint32_t degree)
{
    Node& at = m_nodes[node];
    at.degree = degree;
    if (at.firstOut != isHub) {
        if (degree >= hubDegree)
            rebuild(node, std::bit_floor(degree / edgesPerList));
        return;
    }
    const std::size_t lists = m_hubs[at.firstIn].out.size();
    if (degree < hubDegree / 2)
        rebuild(node, 1);
    else if (degree >= 4 * edgesPerList * lists || degree * 4 < edgesPerList * lists)
        rebuild(node, std::bit_floor(degree / edgesPerList));
}

void Adjacency::rebuild(Slot node, std::size_t lists)
{
    std::vector<Slot> out, in;
    forEachOut(node, [&](Slot edge) { out.push_back(edge); });
    forEachIn(node, [&](Slot edge) { in.push_back(edge); });
    Node& at = m_nodes[node];
    if (lists == 1) {
        m_hubs[at.firstIn] = {};
        m_freeHubs.push_back(at.firstIn);
        at.firstOut = at.firstIn = noSlot;
    } else {
        if (at.firstOut != isHub && m_freeHubs.empty()) {
            m_freeHubs.push_back(static_cast<std::uint32_t>(m_hubs.size()));
            m_hubs.emplace_back();
        }
        if (at.firstOut != isHub) {
            at.firstOut = isHub;
            at.firstIn = m_freeHubs.back();
            m_freeHubs.pop_back();
        }
        m_hubs[at.firstIn] = {std::vector<Slot>(lists, noSlot), std::vector<Slot>(lists, noSlot)};
    }
    for (const Slot edge : out)
        m_edges[edge].nextOut = std::exchange(firstOf(node, edge, &Node::firstOut, &Hub::out), edge);
    for (const Slot edge : in)
        m_edges[edge].nextIn = std::exchange(firstOf(node, edge, &Node::firstIn, &Hub::in), edge);
}

} // namespace weir::graph
