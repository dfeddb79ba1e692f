#include "layout/start/placement.h"
#include "layout/random.h"
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <optional>

namespace weir::layout {

namespace {

constexpr std::uint32_t unknown = std::numeric_limits<std::uint32_t>::max();
constexpr float pi = std::numbers::pi_v<float>;
constexpr int medianTurns = 12;                         // after which it is within a spacing or so
constexpr double goldenAngle = 2.399963229728653;       // pi (3 - sqrt 5): spirals by it leave no gaps

Point inDisc(float radius, std::uint64_t key)
{
    const float distance = radius * std::sqrt(unitFloat(scattered(2 * key)));
    const float angle = 2 * pi * unitFloat(scattered(2 * key + 1));
    return {distance * std::cos(angle), distance * std::sin(angle)};
}

Point onSpiral(double radius, std::uint64_t turn)
{
    const double angle = std::fmod(goldenAngle * static_cast<double>(turn), 2 * std::numbers::pi);
    return {static_cast<float>(radius * std::cos(angle)), static_cast<float>(radius * std::sin(angle))};
}

/// Where springs of a constant pull to the placed neighbours are in balance, their geometric median (Weiszfeld 1937): beside most
/// of them and not between those and a few far ones. Nothing: none is placed.
std::optional<Point> middleOfPlaced(const SpringGraph& graph, NodeIndex node, std::span<const Point> places,
                                    std::span<const std::uint8_t> placed, float spacing)
{
    double x = 0, y = 0;
    for (int turn = 0; turn <= medianTurns; ++turn) {
        double sumX = 0, sumY = 0, weights = 0;
        for (const auto& spring : graph.springs(node)) {
            if (placed[spring.other] == 0)
                continue;
            const Point at = places[spring.other];
            // The first turn takes the mean; within an edge's length the pull fades as a spring's does.
            const double weight = turn == 0 ? double{spring.weight} : spring.weight / std::hypot(at.x - x, at.y - y, double{spacing});
            sumX += weight * at.x;
            sumY += weight * at.y;
            weights += weight;
        }
        if (!(weights > 0))
            return std::nullopt;
        x = sumX / weights;
        y = sumY / weights;
    }
    return Point{static_cast<float>(x), static_cast<float>(y)};
}

} // namespace

Components components(const SpringGraph& graph)
{
    Components result;
    result.of.assign(graph.size(), unknown);
    std::vector<NodeIndex> queue;
    for (NodeIndex start = 0; start < graph.size(); ++start) {
        if (result.of[start] != unknown)
            continue;
        const auto component = static_cast<std::uint32_t>(result.masses.size());
        double mass = 0;
        queue.assign(1, start);
        result.of[start] = component;
        while (!queue.empty()) {
            const NodeIndex node = queue.back();
            queue.pop_back();
            mass += graph.masses()[node];
            for (const auto& spring : graph.springs(node)) {
                if (result.of[spring.other] == unknown) {
                    result.of[spring.other] = component;
                    queue.push_back(spring.other);
                }
            }
        }
        result.masses.push_back(static_cast<float>(mass));
        if (mass > result.masses[result.heaviest])
            result.heaviest = component;
    }
    return result;
}

std::vector<std::uint8_t> Components::inHeaviest() const
{
    std::vector<std::uint8_t> result(of.size());
    std::ranges::transform(of, result.begin(), [this](std::uint32_t component) { return component == heaviest ? 1 : 0; });
    return result;
}

std::vector<Point> packedPlaces(const SpringGraph& graph, const Components& of, float areaPerMass, std::uint64_t seed)
{
    std::vector<std::uint32_t> order(of.masses.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return of.masses[a] > of.masses[b]; });
    std::vector<Point> centres(order.size());
    double area = 0;
    float firstRadius = 0;
    for (std::size_t k = 0; k < order.size(); ++k) {
        const float own = of.masses[order[k]] * areaPerMass;
        const float radius = std::sqrt(own / pi);
        if (k == 0)
            firstRadius = radius;
        else
            centres[order[k]] = onSpiral(std::max<double>(firstRadius + radius, std::sqrt((area + own / 2) / pi)), k);
        area += own;
    }
    std::vector<Point> places(graph.size());
    for (NodeIndex node = 0; node < graph.size(); ++node) {
        const std::uint32_t component = of.of[node];
        const Point offset = inDisc(std::sqrt(of.masses[component] * areaPerMass / pi), seed ^ (std::uint64_t{node} << 8));
        places[node] = {centres[component].x + offset.x, centres[component].y + offset.y};
    }
    return places;
}

void placeBesideNeighbours(const SpringGraph& graph, std::span<Point> places, std::span<std::uint8_t> placed, float spacing,
                           std::uint64_t seed)
{
    std::vector<NodeIndex> queue;
    double radius = 0;
    for (NodeIndex node = 0; node < graph.size(); ++node) {
        if (placed[node] == 0)
            continue;
        radius = std::max(radius, std::hypot(double{places[node].x}, double{places[node].y}));
        for (const auto& spring : graph.springs(node)) {
            if (placed[spring.other] == 0)
                queue.push_back(spring.other);
        }
    }
    NodeIndex nextLone = 0;
    std::uint64_t lone = 0;
    double loneArea = radius * radius;
    for (std::size_t head = 0;; ++head) {
        if (head == queue.size()) {
            while (nextLone < graph.size() && placed[nextLone] != 0)
                ++nextLone;
            if (nextLone == graph.size())
                return;
            queue.push_back(nextLone);
        }
        const NodeIndex node = queue[head];
        if (placed[node] != 0)
            continue;
        for (const auto& spring : graph.springs(node)) {
            if (placed[spring.other] == 0)
                queue.push_back(spring.other);
        }
        const Point jitter = inDisc(spacing, seed ^ (std::uint64_t{node} << 8));
        if (const auto middle = middleOfPlaced(graph, node, places, placed, spacing)) {
            places[node] = {middle->x + jitter.x, middle->y + jitter.y};
        } else {
            loneArea += double{spacing} * spacing;
            const Point spiral = onSpiral(std::sqrt(loneArea), lone++);
            places[node] = {spiral.x + jitter.x, spiral.y + jitter.y};
        }
        placed[node] = 1;
    }
}

} // namespace weir::layout
