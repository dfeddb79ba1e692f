#include "layout/start/communities.h"
#include <algorithm>
#include <limits>
#include <numeric>

namespace weir::layout {

namespace {

constexpr int mostPasses = 16;
constexpr std::uint32_t unnumbered = std::numeric_limits<std::uint32_t>::max();

/// Nodes with what ties them, each tie at both of its ends; what lies within a node counts in its strength alone.
struct Ties {
    std::vector<std::uint32_t> first{0};
    std::vector<std::pair<std::uint32_t, double>> all;
    std::vector<double> strengths;      // by node: its ties and twice what lies within it

    [[nodiscard]] std::size_t size() const { return strengths.size(); }
    [[nodiscard]] std::span<const std::pair<std::uint32_t, double>> of(std::size_t node) const
    {
        return {all.data() + first[node], all.data() + first[node + 1]};
    }
};

Ties tiesOf(std::size_t nodes, EdgeSpan edges)
{
    Ties ties{rowStarts(nodes, edges), {}, std::vector<double>(nodes)};
    for (std::size_t node = 0; node < nodes; ++node)
        ties.strengths[node] = ties.first[node + 1] - ties.first[node];
    ties.all = edgeRows(ties.first, edges, [](std::uint32_t, std::uint32_t other) { return std::pair(other, 1.0); });
    return ties;
}

/// Sums of weights by community that are cheap to start again.
class Sums final {
public:
    explicit Sums(std::size_t communities) : m_sums(communities, 0) {}

    void add(std::uint32_t community, double weight)
    {
        if (m_sums[community] == 0)
            m_touched.push_back(community);
        m_sums[community] += weight;
    }
    void clear()
    {
        for (const std::uint32_t community : m_touched)
            m_sums[community] = 0;
        m_touched.clear();
    }
    [[nodiscard]] std::span<const std::uint32_t> touched() const { return m_touched; }
    [[nodiscard]] double operator[](std::uint32_t community) const { return m_sums[community]; }

private:
    std::vector<double> m_sums;
    std::vector<std::uint32_t> m_touched;
};

/// Moves single nodes as long as that pays. The answer is dense from 0; `moved` says whether any did.
std::vector<std::uint32_t> grouped(const Ties& ties, double total, bool& moved)
{
    std::vector<std::uint32_t> group(ties.size());
    std::iota(group.begin(), group.end(), 0U);
    std::vector<double> strengths = ties.strengths;     // by group
    Sums sums(ties.size());
    moved = false;
    std::size_t changes = 1;
    for (int pass = 0; pass < mostPasses && changes > 0; ++pass) {
        changes = 0;
        for (std::uint32_t node = 0; node < ties.size(); ++node) {
            const std::uint32_t own = group[node];
            const double strength = ties.strengths[node];
            sums.clear();
            for (const auto& [other, weight] : ties.of(node))
                sums.add(group[other], weight);
            strengths[own] -= strength;
            std::uint32_t best = own;
            double bestGain = sums[own] - strengths[own] * strength / total;
            for (const std::uint32_t candidate : sums.touched()) {
                const double gain = sums[candidate] - strengths[candidate] * strength / total;
                if (gain > bestGain + 1e-9) {
                    bestGain = gain;
                    best = candidate;
                }
            }
            strengths[best] += strength;
            group[node] = best;
            changes += best != own;
        }
        moved |= changes > 0;
    }
    std::vector<std::uint32_t> number(ties.size(), unnumbered);
    std::uint32_t count = 0;
    for (std::uint32_t& of : group) {
        if (number[of] == unnumbered)
            number[of] = count++;
        of = number[of];
    }
    return group;
}

Ties drawnTogether(const Ties& fine, std::span<const std::uint32_t> group)
{
    const std::size_t count = *std::ranges::max_element(group) + std::size_t{1};
    std::vector<std::vector<std::uint32_t>> members(count);
    for (std::uint32_t node = 0; node < group.size(); ++node)
        members[group[node]].push_back(node);
    Ties ties;
    ties.strengths.assign(count, 0);
    Sums sums(count);
    for (std::uint32_t own = 0; own < count; ++own) {
        sums.clear();
        for (const std::uint32_t node : members[own]) {
            ties.strengths[own] += fine.strengths[node];
            for (const auto& [other, weight] : fine.of(node)) {
                if (group[other] != own)
                    sums.add(group[other], weight);
            }
        }
        for (const std::uint32_t other : sums.touched())
            ties.all.emplace_back(other, sums[other]);
        ties.first.push_back(static_cast<std::uint32_t>(ties.all.size()));
    }
    return ties;
}

} // namespace

Communities communities(std::size_t nodes, EdgeSpan edges)
{
    Communities result;
    result.of.resize(nodes);
    std::iota(result.of.begin(), result.of.end(), 0U);
    result.count = static_cast<std::uint32_t>(nodes);
    Ties ties = tiesOf(nodes, edges);
    const double total = std::accumulate(ties.strengths.begin(), ties.strengths.end(), 0.0);      // every edge twice
    if (total == 0)
        return result;
    for (bool moved = true; moved;) {
        const std::vector<std::uint32_t> group = grouped(ties, total, moved);
        if (!moved)
            break;
        for (std::uint32_t& of : result.of)
            of = group[of];
        ties = drawnTogether(ties, group);
    }
    result.count = static_cast<std::uint32_t>(ties.size());
    for (std::size_t community = 0; community < ties.size(); ++community) {
        double outward = 0;
        for (const auto& [other, weight] : ties.of(community))
            outward += weight;
        const double share = ties.strengths[community] / total;
        result.modularity += (ties.strengths[community] - outward) / total - share * share;
    }
    return result;
}

} // namespace weir::layout
