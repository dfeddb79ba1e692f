#include "layout/quality.h"
#include "layout/start/communities.h"
#include "layout/random.h"
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace weir::layout {

namespace {

constexpr std::size_t sampledPairs = 200'000;
constexpr std::size_t searches = 50;
constexpr std::size_t pairsPerSearch = 2'000;
constexpr std::size_t sampledNeighbourhoods = 1'000;
constexpr std::size_t nearby = 8;

double distance(Point a, Point b) { return std::hypot(double{a.x} - b.x, double{a.y} - b.y); }

/// Each node's different neighbours, in the order in which the edges name them: searches then meet nodes in the order of the
/// programs that this is compared with, and sample the same pairs.
class Neighbours final {
public:
    Neighbours(std::size_t nodes, EdgeSpan edges) : m_rows(nodes)
    {
        const std::vector<std::uint32_t> first = rowStarts(nodes, edges);
        m_all = edgeRows(first, edges, [](std::uint32_t, std::uint32_t other) { return other; });
        std::vector<std::size_t> seenBy(nodes, nodes);
        for (std::size_t i = 0; i < nodes; ++i) {
            const std::span row(m_all.data() + first[i], m_all.data() + first[i + 1]);
            const auto repeated = std::remove_if(row.begin(), row.end(), [&](std::uint32_t other) { return std::exchange(seenBy[other], i) == i; });
            m_rows[i] = row.first(static_cast<std::size_t>(repeated - row.begin()));
        }
    }

    [[nodiscard]] std::span<const std::uint32_t> of(std::size_t node) const { return m_rows[node]; }
    [[nodiscard]] std::size_t size() const { return m_rows.size(); }

private:
    std::vector<std::uint32_t> m_all;
    std::vector<std::span<const std::uint32_t>> m_rows;
};

std::size_t spreadEvenly(std::size_t k, std::size_t count, std::size_t nodes)
{
    return static_cast<std::size_t>((static_cast<double>(k) + 0.5) * static_cast<double>(nodes) / static_cast<double>(count));
}

double median(std::vector<double>& values)
{
    if (values.empty())
        return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double medianEdgeLength(std::span<const Point> places, EdgeSpan edges)
{
    std::vector<double> lengths;
    lengths.reserve(edges.size());
    for (const auto& [a, b] : edges) {
        if (a != b)
            lengths.push_back(distance(places[a], places[b]));
    }
    return median(lengths);
}

double medianPairDistance(std::span<const Point> places)
{
    std::vector<double> lengths;
    if (places.size() < 2)
        return 0;
    for (std::uint64_t k = 0; k < sampledPairs; ++k) {
        const std::size_t a = scattered(2 * k) % places.size();
        const std::size_t b = (a + 1 + scattered(2 * k + 1) % (places.size() - 1)) % places.size();
        lengths.push_back(distance(places[a], places[b]));
    }
    return median(lengths);
}

double stress(std::span<const Point> places, const Neighbours& neighbours)
{
    std::vector<std::pair<double, double>> pairs;       // distance in the graph and in the plane
    std::vector<std::int32_t> depths;
    std::vector<std::uint32_t> queue;
    double sumLinear = 0;
    double sumSquare = 0;
    for (std::size_t k = 0; k < searches && !places.empty(); ++k) {
        const std::size_t source = spreadEvenly(k, searches, places.size());
        depths.assign(places.size(), -1);
        depths[source] = 0;
        queue.assign(1, static_cast<std::uint32_t>(source));
        for (std::size_t q = 0; q < queue.size(); ++q) {
            for (const std::uint32_t next : neighbours.of(queue[q])) {
                if (depths[next] < 0) {
                    depths[next] = depths[queue[q]] + 1;
                    queue.push_back(next);
                }
            }
        }
        for (std::size_t q = 1; q < queue.size(); q += std::max<std::size_t>(1, queue.size() / pairsPerSearch)) {
            const double steps = depths[queue[q]];
            const double length = distance(places[queue[q]], places[source]);
            pairs.emplace_back(steps, length);
            sumLinear += length / steps;
            sumSquare += length * length / (steps * steps);
        }
    }
    if (pairs.empty())
        return 0;
    const double scale = sumSquare > 0 ? sumLinear / sumSquare : 0;
    double sum = 0;
    for (const auto& [steps, length] : pairs)
        sum += std::pow(1 - scale * length / steps, 2);
    return sum / static_cast<double>(pairs.size());
}

using Near = std::pair<double, std::uint32_t>;      // squared distance in the plane, node

/// The `count` nodes nearest to `node`, of which there must be as many; `scratch` holds the answer.
std::span<const Near> nearestTo(std::size_t node, std::size_t count, std::span<const Point> places, std::vector<Near>& scratch)
{
    scratch.clear();
    for (std::uint32_t other = 0; other < places.size(); ++other) {
        const double dx = double{places[other].x} - places[node].x;
        const double dy = double{places[other].y} - places[node].y;
        if (other != node)
            scratch.emplace_back(dx * dx + dy * dy, other);
    }
    std::nth_element(scratch.begin(), scratch.begin() + static_cast<std::ptrdiff_t>(count - 1), scratch.end());
    return std::span(scratch).first(count);
}

double neighbourhoodPreservation(std::span<const Point> places, const Neighbours& neighbours)
{
    std::vector<Near> near;
    std::vector<std::uint32_t> wanted;
    double kept = 0;
    std::size_t asked = 0;
    for (std::size_t k = 0; k < sampledNeighbourhoods && !places.empty(); ++k) {
        const std::size_t node = spreadEvenly(k, sampledNeighbourhoods, places.size());
        const auto around = neighbours.of(node);
        if (around.empty())
            continue;
        wanted.assign(around.begin(), around.end());
        std::ranges::sort(wanted);
        const auto nearest = nearestTo(node, wanted.size(), places, near);
        const auto both = std::ranges::count_if(nearest, [&](const auto& entry) { return std::ranges::binary_search(wanted, entry.second); });
        kept += static_cast<double>(both) / static_cast<double>(2 * wanted.size() - static_cast<std::size_t>(both));
        ++asked;
    }
    return asked == 0 ? 0 : kept / static_cast<double>(asked);
}

} // namespace

Quality quality(std::span<const Point> places, EdgeSpan edges)
{
    Quality result;
    result.medianEdgeLength = medianEdgeLength(places, edges);
    result.medianPairDistance = medianPairDistance(places);
    if (result.medianPairDistance > 0)
        result.edgeToPairRatio = result.medianEdgeLength / result.medianPairDistance;
    const Neighbours neighbours(places.size(), edges);
    result.stress = stress(places, neighbours);
    result.neighbourhoodPreservation = neighbourhoodPreservation(places, neighbours);
    return result;
}

CommunityPicture communityPicture(std::span<const Point> places, EdgeSpan edges)
{
    CommunityPicture result;
    const Communities found = communities(places.size(), edges);
    result.communities = found.count;
    result.modularity = found.modularity;
    if (places.size() <= nearby)
        return result;
    std::vector<std::vector<std::uint32_t>> members(found.count);
    for (std::uint32_t node = 0; node < places.size(); ++node)
        members[found.of[node]].push_back(node);
    std::vector<double> within;
    for (std::uint64_t k = 0; k < sampledPairs; ++k) {
        const std::size_t node = scattered(2 * k) % places.size();
        const auto& others = members[found.of[node]];
        const std::uint32_t other = others[scattered(2 * k + 1) % others.size()];
        if (other != node)
            within.push_back(distance(places[node], places[other]));
    }
    const double any = medianPairDistance(places);
    result.distanceRatio = any > 0 ? median(within) / any : 0;

    std::vector<Near> near;
    for (std::size_t k = 0; k < sampledNeighbourhoods; ++k) {
        const std::size_t node = spreadEvenly(k, sampledNeighbourhoods, places.size());
        const auto own = found.of[node];
        const auto same = std::ranges::count_if(nearestTo(node, nearby, places, near),
                                                [&](const Near& entry) { return found.of[entry.second] == own; });
        result.nearbyShare += static_cast<double>(same) / nearby / sampledNeighbourhoods;
        result.nearbyShareOfChance += static_cast<double>(members[own].size() - 1) / static_cast<double>(places.size() - 1)
            / sampledNeighbourhoods;
    }
    return result;
}

} // namespace weir::layout
