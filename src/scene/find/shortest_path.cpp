#include "scene/find/shortest_path.h"
#include <algorithm>
#include <array>
#include <utility>

namespace weir::scene {

namespace {

template <typename Visit>
void forEachEdge(const Scene& scene, Visit&& visit)
{
    for (Slot first = 0; first < scene.edgeSlots; first += pageSize) {
        const EdgePage& page = *scene.edges[first / pageSize];
        const std::uint32_t count = std::min(pageSize, scene.edgeSlots - first);
        for (std::uint32_t i = 0; i < count; ++i) {
            const SceneEdge edge = page.edges[i];
            if (edge.source < scene.nodeSlots && edge.target < scene.nodeSlots)
                visit(first + i, edge);
        }
    }
}

/// The neighbours of node n are others[ends[n - 1]] to others[ends[n] - 1]; parallel edges are there as often, loops not at all.
class Adjacency final {
public:
    explicit Adjacency(const Scene& scene) : m_ends(scene.nodeSlots + std::size_t{1})
    {
        const auto isLoop = [](SceneEdge edge) { return edge.source == edge.target; };
        forEachEdge(scene, [&](Slot, SceneEdge edge) {
            if (isLoop(edge))
                return;
            ++m_ends[edge.source + 1];
            ++m_ends[edge.target + 1];
        });
        for (std::size_t i = 1; i < m_ends.size(); ++i)
            m_ends[i] += m_ends[i - 1];
        m_others.resize(m_ends.back());
        // While they are filled in, ends[n] says where the next neighbour of n goes: it begins where those of n - 1 end.
        forEachEdge(scene, [&](Slot, SceneEdge edge) {
            if (isLoop(edge))
                return;
            m_others[m_ends[edge.source]++] = edge.target;
            m_others[m_ends[edge.target]++] = edge.source;
        });
    }

    template <typename Visit>
    void forEachNeighbour(Slot node, Visit&& visit) const
    {
        for (std::uint32_t i = node == 0 ? 0 : m_ends[node - 1]; i < m_ends[node]; ++i) {
            if (!visit(m_others[i]))
                return;
        }
    }

private:
    std::vector<std::uint32_t> m_ends;
    std::vector<Slot> m_others;
};

/// Both searches, a step at a time, the narrower one first.
class Search final {
public:
    Search(const Adjacency& adjacency, std::uint32_t nodes, Slot from, Slot to) : m_adjacency(adjacency), m_before(nodes, noSlot), m_sides(nodes, nobody)
    {
        m_fronts[0] = {from};
        m_fronts[1] = {to};
        m_sides[from] = 0;
        m_sides[to] = 1;
    }

    /// The nodes of the path; none: there is none.
    std::vector<Slot> run()
    {
        while (!m_fronts[0].empty() && !m_fronts[1].empty()) {
            const std::uint8_t side = m_fronts[0].size() <= m_fronts[1].size() ? 0 : 1;
            // All that the other search has reached at less than its front was seen when it was reached: so the first meeting
            // is as short as any.
            if (const auto meeting = step(side))
                return joined(*meeting, side);
        }
        return {};
    }

private:
    static constexpr std::uint8_t nobody = 2;

    struct Meeting {
        Slot here = noSlot, there = noSlot;   // neighbours, of the search that made the step and of the other
    };

    std::optional<Meeting> step(std::uint8_t side)
    {
        std::optional<Meeting> meeting;
        std::vector<Slot> next;
        for (const Slot node : m_fronts[side]) {
            m_adjacency.forEachNeighbour(node, [&](Slot other) {
                if (m_sides[other] == side)
                    return true;
                if (m_sides[other] != nobody) {
                    meeting = {node, other};
                    return false;
                }
                m_sides[other] = side;
                m_before[other] = node;
                next.push_back(other);
                return true;
            });
            if (meeting)
                return meeting;
        }
        m_fronts[side] = std::move(next);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Slot> joined(Meeting meeting, std::uint8_t side) const
    {
        if (side == 1)
            std::swap(meeting.here, meeting.there);
        std::vector<Slot> nodes;
        for (Slot node = meeting.here; node != noSlot; node = m_before[node])
            nodes.push_back(node);
        std::ranges::reverse(nodes);
        for (Slot node = meeting.there; node != noSlot; node = m_before[node])
            nodes.push_back(node);
        return nodes;
    }

    const Adjacency& m_adjacency;
    std::array<std::vector<Slot>, 2> m_fronts;
    std::vector<Slot> m_before;             // the node from which one was reached
    std::vector<std::uint8_t> m_sides;      // by which search
};

/// The edges between one node and the next.
std::vector<Slot> edgesAlong(const Scene& scene, const std::vector<Slot>& nodes)
{
    std::vector<std::uint32_t> places(scene.nodeSlots, noSlot);
    for (std::uint32_t i = 0; i < nodes.size(); ++i)
        places[nodes[i]] = i;
    std::vector<Slot> edges(nodes.size() - 1, noSlot);
    forEachEdge(scene, [&](Slot slot, SceneEdge edge) {
        const std::uint32_t a = places[edge.source], b = places[edge.target];
        if (a == noSlot || b == noSlot || std::max(a, b) - std::min(a, b) != 1)
            return;
        Slot& taken = edges[std::min(a, b)];
        taken = std::min(taken, slot);
    });
    return edges;
}

} // namespace

std::optional<Path> shortestPath(const Scene& scene, Slot from, Slot to)
{
    for (const Slot end : {from, to}) {
        if (end >= scene.nodeSlots || !scene.style(end).live)
            return std::nullopt;
    }
    if (from == to)
        return Path{{from}, {}};
    Path path;
    {
        const Adjacency adjacency(scene);
        path.nodes = Search(adjacency, scene.nodeSlots, from, to).run();
    }
    if (path.nodes.empty())
        return std::nullopt;
    path.edges = edgesAlong(scene, path.nodes);
    return path;
}

} // namespace weir::scene
