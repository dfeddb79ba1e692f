#include "layout/start/coarsening.h"
#include "layout/random.h"
#include <algorithm>
#include <limits>
#include <numeric>

namespace weir::layout {

namespace {

constexpr NodeIndex none = std::numeric_limits<NodeIndex>::max();
constexpr std::uint8_t largestGroup = 8;

/// Low degrees first, so that leaves find their only neighbour before it is full; chance among equals.
std::vector<NodeIndex> visitingOrder(const SpringGraph& graph, std::uint64_t seed)
{
    std::vector<std::pair<std::uint64_t, NodeIndex>> keyed(graph.size());
    for (NodeIndex node = 0; node < graph.size(); ++node)
        keyed[node] = {(std::uint64_t{graph.degree(node)} << 32) | (scattered(seed ^ node) >> 32), node};
    std::sort(keyed.begin(), keyed.end());
    std::vector<NodeIndex> order(graph.size());
    std::transform(keyed.begin(), keyed.end(), order.begin(), [](const auto& entry) { return entry.second; });
    return order;
}

class Grouping final {
public:
    explicit Grouping(const SpringGraph& graph)
        : m_graph(graph), m_group(graph.size(), none), m_orphanGroup(graph.size(), none)
    {
        const auto masses = graph.masses();
        const double mean = std::accumulate(masses.begin(), masses.end(), 0.0) / static_cast<double>(graph.size());
        m_largestMass = static_cast<float>(mean * 1.5 * largestGroup);
    }

    void visit(NodeIndex node)
    {
        if (m_group[node] != none)
            return;
        NodeIndex best = none;
        NodeIndex nearest = none;
        float bestScore = 0;
        float nearestWeight = 0;
        for (const auto& spring : m_graph.springs(node)) {
            if (spring.weight > nearestWeight) {
                nearestWeight = spring.weight;
                nearest = spring.other;
            }
            const NodeIndex group = m_group[spring.other];
            const float mass = group == none ? m_graph.masses()[spring.other] : m_masses[group];
            if (!fits(node, group, mass))
                continue;
            const float score = spring.weight / mass;
            if (score > bestScore) {
                bestScore = score;
                best = spring.other;
            }
        }
        if (best != none)
            join(node, m_group[best] == none ? found(best) : m_group[best]);
        else if (nearest != none)
            joinOrphans(node, nearest);
        else
            found(node);
    }

    [[nodiscard]] std::vector<NodeIndex> takeGroups() { return std::move(m_group); }
    [[nodiscard]] std::vector<float> takeMasses() { return std::move(m_masses); }

private:
    [[nodiscard]] bool fits(NodeIndex node, NodeIndex group, float mass) const
    {
        return (group == none || m_members[group] < largestGroup) && mass + m_graph.masses()[node] <= m_largestMass;
    }

    NodeIndex found(NodeIndex node)
    {
        m_group[node] = static_cast<NodeIndex>(m_masses.size());
        m_masses.push_back(m_graph.masses()[node]);
        m_members.push_back(1);
        return m_group[node];
    }

    void join(NodeIndex node, NodeIndex group)
    {
        m_group[node] = group;
        m_masses[group] += m_graph.masses()[node];
        ++m_members[group];
    }

    void joinOrphans(NodeIndex node, NodeIndex nearest)
    {
        const NodeIndex group = m_orphanGroup[nearest];
        if (group != none && fits(node, group, m_masses[group]))
            join(node, group);
        else
            m_orphanGroup[nearest] = found(node);
    }

    const SpringGraph& m_graph;
    std::vector<NodeIndex> m_group;         // by node
    std::vector<NodeIndex> m_orphanGroup;   // by node: the group of those neighbours that found every place taken
    std::vector<float> m_masses;            // by group
    std::vector<std::uint8_t> m_members;    // by group
    float m_largestMass;
};

} // namespace

CoarserGraph coarsened(const SpringGraph& fine, std::uint64_t seed)
{
    if (fine.size() == 0)
        return {};
    Grouping grouping(fine);
    for (const NodeIndex node : visitingOrder(fine, seed))
        grouping.visit(node);
    std::vector<NodeIndex> parents = grouping.takeGroups();
    std::vector<float> masses = grouping.takeMasses();

    std::vector<std::uint32_t> firstMember(masses.size() + 1, 0);
    for (const NodeIndex parent : parents)
        ++firstMember[parent + 1];
    std::partial_sum(firstMember.begin(), firstMember.end(), firstMember.begin());
    std::vector<NodeIndex> members(fine.size());
    std::vector<std::uint32_t> next(firstMember.begin(), firstMember.end() - 1);
    for (NodeIndex node = 0; node < fine.size(); ++node)
        members[next[parents[node]]++] = node;

    std::vector<std::uint32_t> first{0};
    first.reserve(masses.size() + 1);
    std::vector<SpringGraph::Spring> springs;
    springs.reserve(fine.springCount() / 2);
    std::vector<std::uint32_t> place(masses.size(), 0);     // where this group's spring to a group stands, plus 1
    for (NodeIndex group = 0; group < masses.size(); ++group) {
        for (std::uint32_t m = firstMember[group]; m < firstMember[group + 1]; ++m) {
            for (const auto& spring : fine.springs(members[m])) {
                const NodeIndex other = parents[spring.other];
                if (other == group)
                    continue;
                if (place[other] > first.back()) {
                    springs[place[other] - 1].weight += spring.weight;
                } else {
                    springs.push_back({other, spring.weight});
                    place[other] = static_cast<std::uint32_t>(springs.size());
                }
            }
        }
        first.push_back(static_cast<std::uint32_t>(springs.size()));
    }
    return {SpringGraph(std::move(first), std::move(springs), std::move(masses)), std::move(parents)};
}

} // namespace weir::layout
