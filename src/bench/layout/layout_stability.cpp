#include "bench/layout/layout_stability.h"
#include "base/clock.h"
#include "layout/force/force_layout.h"
#include "layout/random.h"
#include "bench/rig/percentile.h"
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace weir::bench {

namespace {

using layout::Point;

constexpr std::size_t addedShare = 100;         // one new node for so many old ones
constexpr std::size_t neighboursOfOne = 2;

EdgeList grown(const EdgeList& graph)
{
    std::vector<std::vector<std::uint32_t>> neighbours(graph.nodes);
    for (const auto& [a, b] : graph.edges) {
        if (a != b) {
            neighbours[a].push_back(b);
            neighbours[b].push_back(a);
        }
    }
    EdgeList larger = graph;
    const std::size_t added = std::max<std::size_t>(1, graph.nodes / addedShare);
    for (std::uint64_t k = 0; k < added; ++k) {
        const auto node = static_cast<std::uint32_t>(larger.nodes++);
        const auto chosen = static_cast<std::uint32_t>(layout::scattered(k) % graph.nodes);
        larger.edges.emplace_back(node, chosen);
        for (std::size_t i = 0; i < std::min(neighboursOfOne, neighbours[chosen].size()); ++i)
            larger.edges.emplace_back(node, neighbours[chosen][layout::scattered((k << 8) + i) % neighbours[chosen].size()]);
    }
    return larger;
}

std::shared_ptr<const layout::Topology> topologyOf(const EdgeList& graph)
{
    auto topology = std::make_shared<layout::Topology>();
    topology->live.assign(graph.nodes, 1);
    for (const auto& [source, target] : graph.edges)
        topology->edges.push_back({source, target});
    return topology;
}

double diagonalOf(std::span<const Point> places)
{
    const auto [left, right] = std::ranges::minmax(places, {}, &Point::x);
    const auto [top, bottom] = std::ranges::minmax(places, {}, &Point::y);
    return std::hypot(double{right.x} - left.x, double{bottom.y} - top.y);
}

std::vector<double> lengthsOf(std::span<const Point> places, std::span<const std::pair<std::uint32_t, std::uint32_t>> edges)
{
    std::vector<double> lengths;
    lengths.reserve(edges.size());
    for (const auto& [a, b] : edges) {
        if (a != b)
            lengths.push_back(std::hypot(double{places[a].x} - places[b].x, double{places[a].y} - places[b].y));
    }
    return lengths;
}

/// The radius of the smallest circle round up to three points.
double enclosingRadius(std::span<const Point> points)
{
    const auto distance = [&](std::size_t a, std::size_t b) {
        return std::hypot(double{points[a].x} - points[b].x, double{points[a].y} - points[b].y);
    };
    if (points.size() < 2)
        return 0;
    if (points.size() == 2)
        return distance(0, 1) / 2;
    std::array<double, 3> sides{distance(0, 1), distance(1, 2), distance(2, 0)};
    std::ranges::sort(sides);
    const auto [a, b, c] = sides;
    if (a * a + b * b <= c * c)
        return c / 2;   // obtuse
    const double half = (a + b + c) / 2;
    return a * b * c / (4 * std::sqrt(half * (half - a) * (half - b) * (half - c)));
}

/// Of the edges of one new node at most so many can be as short as `reach`, wherever it lies: its neighbours stay where they are.
std::size_t mostWithin(double reach, std::span<const Point> neighbours)
{
    std::size_t most = 0;
    for (unsigned chosen = 1; chosen < 1U << neighbours.size(); ++chosen) {
        std::vector<Point> points;
        for (std::size_t i = 0; i < neighbours.size(); ++i) {
            if ((chosen >> i & 1U) != 0)
                points.push_back(neighbours[i]);
        }
        if (points.size() > most && enclosingRadius(points) <= reach)
            most = points.size();
    }
    return most;
}

/// The sum of that over the new nodes, whose edges come last and one node after the other.
std::size_t mostNewWithin(double reach, std::span<const Point> places, std::span<const std::pair<std::uint32_t, std::uint32_t>> newEdges)
{
    std::size_t sum = 0;
    for (std::size_t i = 0; i < newEdges.size();) {
        const std::uint32_t node = newEdges[i].first;
        std::vector<Point> neighbours;
        for (; i < newEdges.size() && newEdges[i].first == node; ++i)
            neighbours.push_back(places[newEdges[i].second]);
        sum += mostWithin(reach, neighbours);
    }
    return sum;
}

double mean(std::span<const double> values)
{
    return values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

} // namespace

int runLayoutStability(const EdgeList& graph, unsigned threads)
{
    layout::ForceLayout forces({.threads = threads});
    forces.setTopology(topologyOf(graph));
    while (forces.step()) {
    }
    const std::vector<Point> before(forces.positions().begin(), forces.positions().end());
    const double diagonal = std::max(diagonalOf(before), 1e-9);
    const double median = std::max(percentile(lengthsOf(before, graph.edges), 0.5), 1e-9);

    const EdgeList larger = grown(graph);
    const auto topology = topologyOf(larger);
    const auto begin = Clock::now();
    forces.setTopology(topology);
    const double adopted = milliseconds(Clock::now() - begin);
    std::size_t rounds = 0;
    while (forces.step())
        ++rounds;
    const double settled = milliseconds(Clock::now() - begin) / 1000;

    double moved = 0;
    double furthest = 0;
    for (std::size_t node = 0; node < before.size(); ++node) {
        const Point now = forces.positions()[node];
        const double way = std::hypot(double{now.x} - before[node].x, double{now.y} - before[node].y);
        moved += way / static_cast<double>(before.size());
        furthest = std::max(furthest, way);
    }
    const auto newEdges = std::span(larger.edges).subspan(graph.edges.size());
    const std::vector<double> lengths = lengthsOf(forces.positions(), newEdges);
    QJsonObject line;
    line.insert(QStringLiteral("bench"), QStringLiteral("layout_stability"));
    line.insert(QStringLiteral("nodes"), static_cast<qint64>(graph.nodes));
    line.insert(QStringLiteral("added_nodes"), static_cast<qint64>(larger.nodes - graph.nodes));
    line.insert(QStringLiteral("added_edges"), static_cast<qint64>(larger.edges.size() - graph.edges.size()));
    line.insert(QStringLiteral("adopt_ms"), adopted);
    line.insert(QStringLiteral("iterations"), static_cast<qint64>(rounds));
    line.insert(QStringLiteral("settle_s"), settled);
    line.insert(QStringLiteral("moved_mean_of_diagonal"), moved / diagonal);
    line.insert(QStringLiteral("moved_most_of_diagonal"), furthest / diagonal);
    line.insert(QStringLiteral("new_edge_mean_of_median"), mean(lengths) / median);
    line.insert(QStringLiteral("new_edge_median_of_median"), percentile(lengths, 0.5) / median);
    const auto shareOfNew = [&](std::size_t count) { return static_cast<double>(count) / static_cast<double>(lengths.size()); };
    const auto within = static_cast<std::size_t>(std::ranges::count_if(lengths, [&](double length) { return length <= 3 * median; }));
    line.insert(QStringLiteral("new_edges_within_three_medians_share"), shareOfNew(within));
    // No layout that leaves the old nodes where they are does better.
    line.insert(QStringLiteral("new_edges_within_three_medians_possible"), shareOfNew(mostNewWithin(3 * median, forces.positions(), newEdges)));
    std::puts(QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    return 0;
}

} // namespace weir::bench
