#include "layout/force/spring_graph.h"
#include <algorithm>

namespace weir::layout {

SpringGraph::SpringGraph(std::size_t nodes, EdgeSpan edges, const ForceModel& model) : m_first(rowStarts(nodes, edges)), m_masses(nodes)
{
    // Degrees repeat: a table saves two powers an edge.
    std::size_t largest = 0;
    for (NodeIndex node = 0; node < nodes; ++node) {
        m_masses[node] = model.mass(static_cast<float>(degree(node)));
        largest = std::max(largest, degree(node));
    }
    std::vector<float> weightOf(largest + 1, 1.0F);
    for (std::size_t of = 1; of <= largest; ++of)
        weightOf[of] = model.weight(static_cast<float>(of));
    m_springs = edgeRows(m_first, edges, [&](NodeIndex own, NodeIndex other) { return Spring{other, weightOf[std::max(degree(own), degree(other))]}; });
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
