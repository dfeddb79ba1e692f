#include "weir-bench/layout_stability.h"
#include "base/clock.h"
#include "layout/force_layout.h"
#include "layout/random.h"
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <algorithm>
#include <cmath>
#include <cstdio>

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
    std::ranges::sort(lengths);
    return lengths;
}

/// `share` from 0 to 1; 0 where there is none.
double quantile(std::span<const double> sorted, double share)
{
    return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
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
    const double median = std::max(quantile(lengthsOf(before, graph.edges), 0.5), 1e-9);

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
    const std::vector<double> lengths = lengthsOf(forces.positions(), std::span(larger.edges).subspan(graph.edges.size()));
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
    line.insert(QStringLiteral("new_edge_median_of_median"), quantile(lengths, 0.5) / median);
    const auto within = std::ranges::upper_bound(lengths, 3 * median) - lengths.begin();
    line.insert(QStringLiteral("new_edges_within_three_medians_share"),
                lengths.empty() ? 1 : static_cast<double>(within) / static_cast<double>(lengths.size()));
    std::puts(QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    return 0;
}

} // namespace weir::bench
