#include "scene/find/pick_index.h"
#include "base/wide_clones.h"
#include "scene/node_size.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace weir::scene {

namespace {

constexpr float steps = 65535;
constexpr std::size_t samples = 256;
constexpr std::size_t mostShaped = 4000;   // edges that pass by: as many take about a quarter of a millisecond
constexpr std::size_t mostHits = 4;   // of the samples, in the boxes of a block: what is looked up for nothing stays below some thousand edges

/// Rounded ends of edges, one array a coordinate.
struct RoundedEnds {
    const std::uint16_t *ax, *ay, *bx, *by;
};

/// Squared distances of (x, y) from `count` segments, all in steps, and how many are at most `limit`: without branches, so
/// that it becomes vector code; the sieve is read at twice the speed where vectors are twice as wide.
WEIR_WIDE_CLONES int squaredDistances(const RoundedEnds& ends, std::uint32_t count, float x, float y, float limit, float* distances)
{
    int within = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto ax = static_cast<float>(ends.ax[i]);
        const auto ay = static_cast<float>(ends.ay[i]);
        const float dx = static_cast<float>(ends.bx[i]) - ax;
        const float dy = static_cast<float>(ends.by[i]) - ay;
        const float px = x - ax;
        const float py = y - ay;
        const float t = (px * dx + py * dy) / (dx * dx + dy * dy + 1e-6F);
        const float above = t > 0 ? t : 0;
        const float cut = above < 1 ? above : 1;
        const float gapX = px - cut * dx;
        const float gapY = py - cut * dy;
        distances[i] = gapX * gapX + gapY * gapY;
        within += distances[i] <= limit ? 1 : 0;
    }
    return within;
}

/// Points where a pointer is likely: at nodes, evenly over all blocks.
std::vector<Point> samplesOf(const Scene& scene, const SpatialOrder& nodes)
{
    std::vector<Point> points;
    for (std::size_t i = 0; i < samples && !nodes.sequence.empty(); ++i) {
        const SpatialBlock& block = *nodes.blocks[nodes.sequence[i * nodes.sequence.size() / samples]];
        if (block.count > 0)
            points.push_back(scene.position(block.slots[i * 7919 % block.count]));
    }
    return points;
}

/// From the nearest point of the segment a to b to `point`.
std::pair<double, double> wayToSegment(Point point, Point a, Point b)
{
    const double dx = double{b.x} - a.x;
    const double dy = double{b.y} - a.y;
    const double px = double{point.x} - a.x;
    const double py = double{point.y} - a.y;
    const double length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? std::clamp((px * dx + py * dy) / length2, 0.0, 1.0) : 0.0;
    return {px - t * dx, py - t * dy};
}

bool near(const Box& box, Point at, float reach)
{
    // Without a branch: nearly every box is far away in a way that nobody can foresee.
    return (box.left - reach <= at.x) & (box.right + reach >= at.x) & (box.top - reach <= at.y) & (box.bottom + reach >= at.y);
}

/// Not below `reach`, also where single precision has to round at the place `at`.
float safeReach(double reach, Point at)
{
    return static_cast<float>(reach * 1.000001 + 1e-6 * (std::abs(double{at.x}) + std::abs(double{at.y})));
}

/// Whether a bow is surely farther than `reach` from the origin: over its chord it is a graph whose slope is bounded.
bool beyondBow(Point a, Point b, float length, float aside, float reach)
{
    if (!(length > 0))
        return false;
    const float dx = (b.x - a.x) / length;
    const float dy = (b.y - a.y) / length;
    const float t = std::clamp((-a.x * dx - a.y * dy) / length, 0.0F, 1.0F);
    const float left = a.y * dx - a.x * dy;   // how far the origin is to the left of the chord, y down
    const float slope = 4 * aside / length;
    constexpr float rounding = 1.01F;         // of single precision, and of straight pieces
    return std::abs(left - aside * 4 * t * (1 - t)) > (reach + 0.5F) * rounding * std::sqrt(1 + slope * slope);
}

} // namespace

double distanceToSegment(Point point, Point a, Point b)
{
    const auto [x, y] = wayToSegment(point, a, b);
    return std::hypot(x, y);
}

PickIndex::PickIndex(std::shared_ptr<const Scene> scene, std::shared_ptr<const SpatialIndex> index)
    : m_scene(std::move(scene)), m_index(std::move(index)), m_bounds(boundsOf(*m_scene))
{
}

std::shared_ptr<const PickIndex> PickIndex::build(std::shared_ptr<const Scene> scene, std::shared_ptr<const SpatialIndex> index)
{
    std::shared_ptr<PickIndex> pick(new PickIndex(std::move(scene), std::move(index)));
    const Scene& of = *pick->m_scene;
    pick->m_nodes = boxesOf(pick->m_index->nodes, [&of](Slot node) {
        Box box;
        box.add(of.position(node));
        return box;
    });
    for (const auto& block : pick->m_index->nodes.blocks) {
        float largest = 0;
        for (std::uint32_t i = 0; i < block->count; ++i)
            largest = std::max(largest, relativeRadius(of.style(block->slots[i]).radius));
        pick->m_largestRadius.push_back(largest);
        pick->m_largestOfAll = std::max(pick->m_largestOfAll, largest);
    }
    pick->m_edges = boxesOf(pick->m_index->edges, [&pick](Slot edge) { return edgeBox(*pick->m_scene, edge); });
    pick->makeSieve();
    return pick;
}

template <typename BoxOf>
PickIndex::Boxes PickIndex::boxesOf(const SpatialOrder& order, BoxOf&& boxOf)
{
    Boxes boxes;
    boxes.ofBlocks.resize(order.blocks.size());
    boxes.ofGroups.resize(order.blocks.size());
    for (std::size_t block = 0; block < order.blocks.size(); ++block) {
        const SpatialBlock& of = *order.blocks[block];
        for (std::uint32_t i = 0; i < of.count; ++i)
            boxes.ofGroups[block][i / groupSize].add(boxOf(of.slots[i]));
        for (const Box& group : boxes.ofGroups[block])
            boxes.ofBlocks[block].add(group);
    }
    return boxes;
}

template <typename Reach, typename Visit>
void PickIndex::Boxes::forEachNear(const SpatialOrder& order, Point at, float farthest, Reach&& reach, Visit&& visit) const
{
    for (std::uint32_t block = 0; block < ofBlocks.size(); ++block) {
        if (!near(ofBlocks[block], at, farthest) || !near(ofBlocks[block], at, reach(block)))
            continue;
        const std::uint32_t count = order.blocks[block]->count;
        for (std::uint32_t first = 0; first < count; first += groupSize) {
            if (near(ofGroups[block][first / groupSize], at, reach(block)))   // less than before, where something was found
                visit(block, first, std::min(groupSize, count - first));
        }
    }
}

void PickIndex::makeSieve()
{
    const SpatialOrder& edges = m_index->edges;
    const std::vector<Point> points = samplesOf(*m_scene, m_index->nodes);
    m_sieveFrom.assign(edges.blocks.size(), noSieve);
    std::uint32_t sieved = 0;
    for (std::size_t block = 0; block < edges.blocks.size(); ++block) {
        std::size_t hits = 0;
        for (const Point point : points) {
            if (!near(m_edges.ofBlocks[block], point, 0))
                continue;
            for (const Box& group : m_edges.ofGroups[block])
                hits += near(group, point, 0) ? 1 : 0;
        }
        if (hits <= mostHits)
            continue;
        m_sieveFrom[block] = sieved;
        sieved += edges.blocks[block]->count;
    }

    m_quantum = std::max({m_bounds.all.width(), m_bounds.all.height(), 1e-6}) / steps;
    const auto rounded = [this](double value, double from) {
        return static_cast<std::uint16_t>(std::clamp((value - from) / m_quantum + 0.5, 0.0, double{steps}));
    };
    for (auto* list : {&m_ax, &m_ay, &m_bx, &m_by})
        list->resize(sieved);
    for (std::size_t block = 0; block < edges.blocks.size(); ++block) {
        for (std::uint32_t k = 0; m_sieveFrom[block] != noSieve && k < edges.blocks[block]->count; ++k) {
            const SceneEdge edge = m_scene->edge(edges.blocks[block]->slots[k]);
            const Point a = m_scene->position(edge.source);
            const Point b = m_scene->position(edge.target);
            const std::uint32_t i = m_sieveFrom[block] + k;
            m_ax[i] = rounded(a.x, m_bounds.all.left);
            m_ay[i] = rounded(a.y, m_bounds.all.top);
            m_bx[i] = rounded(b.x, m_bounds.all.left);
            m_by[i] = rounded(b.y, m_bounds.all.top);
        }
    }
}

Slot PickIndex::nearestNode(Point at, double reach, const PickView& view) const
{
    Slot nearest = noSlot;
    const double pixel = 1 / view.scale;   // world units from here on
    double nearestGap = reach * pixel;
    const auto radiusOf = [usual = view.nodeRadius * pixel, pixel](float relative) { return drawnRadius(relative, usual, pixel); };
    const auto reachOf = [&](std::uint32_t block) { return safeReach(nearestGap + radiusOf(m_largestRadius[block]), at); };
    m_nodes.forEachNear(m_index->nodes, at, safeReach(nearestGap + radiusOf(m_largestOfAll), at), reachOf, [&](std::uint32_t block, std::uint32_t first, std::uint32_t count) {
        for (const Slot node : std::span(m_index->nodes.blocks[block]->slots).subspan(first, count)) {
            const Point point = m_scene->position(node);
            const double x = double{point.x} - at.x, y = double{point.y} - at.y;
            const double farthest = nearestGap + radiusOf(m_largestRadius[block]);
            if (std::abs(x) > farthest || std::abs(y) > farthest)
                continue;
            const double gap = std::hypot(x, y) - radiusOf(m_scene->style(node).radius);
            if (gap < nearestGap || (gap == nearestGap && node < nearest)) {
                nearest = node;
                nearestGap = gap;
            }
        }
    });
    return nearest;
}

void PickIndex::look(Slot slot, Point at, NearestEdge& nearest) const
{
    const SceneEdge edge = m_scene->edge(slot);
    const auto [x, y] = wayToSegment(at, m_scene->position(edge.source), m_scene->position(edge.target));
    if (std::max(std::abs(x), std::abs(y)) > nearest.distance)
        return;
    const double exact = std::hypot(x, y);
    if (exact < nearest.distance || (exact == nearest.distance && slot < nearest.slot))
        nearest = {slot, exact};
}

void PickIndex::sieve(std::span<const Slot> slots, std::uint32_t from, Point at, NearestEdge& nearest) const
{
    // Only what may be nearer than the nearest so far is looked up exactly.
    const auto x = static_cast<float>((at.x - m_bounds.all.left) / m_quantum);
    const auto y = static_cast<float>((at.y - m_bounds.all.top) / m_quantum);
    // Each end is at most 0.71 steps from where it should be; one more for single precision.
    const auto limit = static_cast<float>(nearest.distance / m_quantum + 2);
    float distances[groupSize];
    if (squaredDistances({&m_ax[from], &m_ay[from], &m_bx[from], &m_by[from]}, static_cast<std::uint32_t>(slots.size()), x, y, limit * limit, distances) == 0)
        return;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (distances[i] <= limit * limit)
            look(slots[i], at, nearest);
    }
}

Slot PickIndex::nearestLine(Point at, double reach) const
{
    NearestEdge nearest{noSlot, reach};
    const auto reachOf = [&](std::uint32_t) { return safeReach(nearest.distance, at); };
    m_edges.forEachNear(m_index->edges, at, safeReach(reach, at), reachOf, [&](std::uint32_t block, std::uint32_t first, std::uint32_t count) {
        const auto slots = std::span(m_index->edges.blocks[block]->slots).subspan(first, count);
        if (m_sieveFrom[block] != noSieve)
            return sieve(slots, m_sieveFrom[block] + first, at, nearest);
        for (const Slot slot : slots)
            look(slot, at, nearest);
    });
    return nearest.slot;
}

std::optional<std::vector<PickIndex::NearLine>> PickIndex::linesNear(Point at, double reach) const
{
    std::vector<NearLine> found;
    const auto x = static_cast<float>((at.x - m_bounds.all.left) / m_quantum);
    const auto y = static_cast<float>((at.y - m_bounds.all.top) / m_quantum);
    const auto limit = static_cast<float>(reach / m_quantum + 2);   // as in sieve()
    const float farthest = safeReach(reach, at);
    m_edges.forEachNear(m_index->edges, at, farthest, [farthest](std::uint32_t) { return farthest; }, [&](std::uint32_t block, std::uint32_t first, std::uint32_t count) {
        if (found.size() > mostShaped)
            return;
        const auto slots = std::span(m_index->edges.blocks[block]->slots).subspan(first, count);
        float distances[groupSize];
        const bool sieved = m_sieveFrom[block] != noSieve;
        const std::uint32_t from = m_sieveFrom[block] + first;
        if (sieved && squaredDistances({&m_ax[from], &m_ay[from], &m_bx[from], &m_by[from]}, count, x, y, limit * limit, distances) == 0)
            return;
        for (std::uint32_t i = 0; i < count; ++i) {
            if (!sieved || distances[i] <= limit * limit)
                found.push_back({slots[i]});
        }
    });
    if (found.size() > mostShaped)
        return std::nullopt;
    // In rounds, so that the many places in memory that edges lead to are waited for together.
    for (NearLine& line : found)
        line.ends = m_scene->edge(line.edge);
    for (NearLine& line : found) {
        line.a = m_scene->position(line.ends.source);
        line.b = m_scene->position(line.ends.target);
    }
    std::erase_if(found, [at, reach](const NearLine& line) {
        const auto [wayX, wayY] = wayToSegment(at, line.a, line.b);
        return wayX * wayX + wayY * wayY > reach * reach;
    });
    return found;
}

double PickIndex::distanceTo(const NearLine& line, std::uint32_t lane, Point at, const PickView& view, double nearest) const
{
    const auto pixelOf = [&](Point world) {   // from the point
        return Point{static_cast<float>((double{world.x} - at.x) * view.scale), static_cast<float>((double{world.y} - at.y) * view.scale)};
    };
    const Point a = pixelOf(line.a);
    if (line.ends.source == line.ends.target) {
        const Loop loop = loopOf(a, static_cast<float>(drawnRadius(m_scene->style(line.ends.source).radius, view.nodeRadius)), lane, view.edges, 1);
        return std::abs(std::hypot(double{loop.centre.x}, double{loop.centre.y}) - loop.radius);
    }
    const Point b = pixelOf(line.b);
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    const float aside = asideOf(line.ends, lane, length, view.edges, 1);
    if (beyondBow(a, b, length, aside, static_cast<float>(nearest)))
        return std::numeric_limits<double>::max();
    const int pieces = piecesOfBow(aside);
    double distance = std::numeric_limits<double>::max();
    Point from = a;
    for (int i = 1; i <= pieces; ++i) {
        const Point to = i == pieces ? b : pointOfBow(a, b, aside, static_cast<float>(i) / static_cast<float>(pieces));
        distance = std::min(distance, distanceToSegment({0, 0}, from, to));
        from = to;
    }
    return distance;
}

Slot PickIndex::nearestEdge(Point at, double reach, const PickView& view) const
{
    if (view.edges.closeness <= 0)
        return nearestLine(at, reach / view.scale);
    const auto near = linesNear(at, (reach + strokeReach) / view.scale);
    if (!near)
        return nearestLine(at, reach / view.scale);
    // Edges between the same two nodes lie beside each other, in the order of their slots.
    struct Pair {
        std::uint64_t nodes;
        Slot edge;
        std::uint32_t line;
        bool operator<(const Pair& other) const { return nodes != other.nodes ? nodes < other.nodes : edge < other.edge; }
    };
    std::vector<Pair> pairs;
    pairs.reserve(near->size());
    for (const NearLine& line : *near) {
        const auto [low, high] = std::minmax(line.ends.source, line.ends.target);
        pairs.push_back({std::uint64_t{low} << 32U | high, line.edge, static_cast<std::uint32_t>(pairs.size())});
    }
    std::sort(pairs.begin(), pairs.end());
    NearestEdge nearest{noSlot, reach};
    std::uint32_t lane = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        lane = i > 0 && pairs[i].nodes == pairs[i - 1].nodes ? lane + 1 : 0;
        const double distance = distanceTo((*near)[pairs[i].line], lane, at, view, nearest.distance);
        if (distance < nearest.distance || (distance == nearest.distance && pairs[i].edge < nearest.slot))
            nearest = {pairs[i].edge, distance};
    }
    return nearest.slot;
}

} // namespace weir::scene
