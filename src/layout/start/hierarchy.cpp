#include "layout/start/hierarchy.h"
#include "layout/random.h"
#include <algorithm>
#include <numeric>

namespace weir::layout {

namespace {

constexpr std::size_t fewNodes = 30;
constexpr double leastShrinking = 0.85;

std::size_t connectedNodes(const SpringGraph& graph)
{
    std::size_t count = 0;
    for (NodeIndex node = 0; node < graph.size(); ++node)
        count += graph.degree(node) > 0;
    return count;
}

} // namespace

bool Hierarchy::addLevel(std::uint64_t seed)
{
    const SpringGraph& coarsest = graph(levels() - 1);
    const std::size_t before = connectedNodes(coarsest);      // lone nodes cannot be drawn together and do not count
    if (before <= fewNodes)
        return false;
    CoarserGraph next = coarsened(coarsest, seed + levels());
    if (static_cast<double>(connectedNodes(next.graph)) > leastShrinking * static_cast<double>(before))
        return false;
    m_coarser.push_back(std::move(next));
    return true;
}

std::vector<NodeIndex> Hierarchy::ancestors(std::size_t level) const
{
    std::vector<NodeIndex> result(m_finest->size());
    std::iota(result.begin(), result.end(), NodeIndex{0});
    for (std::size_t below = 0; below < level; ++below) {
        for (NodeIndex& node : result)
            node = parents(below)[node];
    }
    return result;
}

std::vector<Point> Hierarchy::refined(std::span<const Point> coarser, std::size_t level, float spread, std::uint64_t seed) const
{
    const auto holders = parents(level);
    std::vector<Point> result(holders.size());
    for (NodeIndex node = 0; node < holders.size(); ++node) {
        const std::uint64_t chance = scattered(seed ^ (std::uint64_t{node} << 8) ^ level);
        const Point parent = coarser[holders[node]];
        result[node] = {parent.x + spread * (2 * unitFloat(chance) - 1),
                        parent.y + spread * (2 * unitFloat(scattered(chance)) - 1)};
    }
    return result;
}

} // namespace weir::layout
