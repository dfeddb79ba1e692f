#include "layout/spring_graph.h"
#include <algorithm>

namespace weir::layout {

SpringGraph::SpringGraph(std::size_t nodes, std::span<const std::pair<NodeIndex, NodeIndex>> edges, const ForceModel& model)
    : m_first(nodes + 1, 0), m_masses(nodes)
{
    for (const auto& [a, b] : edges) {
        if (a != b) {
            ++m_first[a + 1];
            ++m_first[b + 1];
        }
    }
    // Degrees repeat: a table saves two powers an edge.
    const std::uint32_t largest = nodes == 0 ? 0 : *std::max_element(m_first.begin(), m_first.end());
    std::vector<float> weightOf(largest + 1, 1.0F);
    for (std::uint32_t degree = 1; degree <= largest; ++degree)
        weightOf[degree] = model.weight(static_cast<float>(degree));
    std::vector<std::uint32_t> degrees(m_first.begin() + 1, m_first.end());
    for (std::size_t node = 0; node < nodes; ++node) {
        m_masses[node] = model.mass(static_cast<float>(degrees[node]));
        m_first[node + 1] += m_first[node];
    }
    m_springs.resize(m_first.back());
    std::vector<std::uint32_t> next(m_first.begin(), m_first.end() - 1);
    for (const auto& [a, b] : edges) {
        if (a != b) {
            const float weight = weightOf[std::max(degrees[a], degrees[b])];
            m_springs[next[a]++] = {b, weight};
            m_springs[next[b]++] = {a, weight};
        }
    }
}

SpringGraph::SpringGraph(std::vector<std::uint32_t> first, std::vector<Spring> springs, std::vector<float> masses)
    : m_first(std::move(first)), m_springs(std::move(springs)), m_masses(std::move(masses))
{
}

std::pair<NodeIndex, NodeIndex> SpringGraph::ends(std::size_t spring) const
{
    const auto after = std::upper_bound(m_first.begin(), m_first.end(), static_cast<std::uint32_t>(spring));
    return {static_cast<NodeIndex>(after - m_first.begin() - 1), m_springs[spring].other};
}

} // namespace weir::layout
