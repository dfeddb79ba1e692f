#include "scene/pick_grid.h"
#include "scene/node_size.h"
#include <cmath>

namespace weir::scene {

namespace {

constexpr double nodesPerCell = 2;
constexpr double mostCellsAcross = 1024;
constexpr float steps = 65535;
constexpr std::uint32_t noCell = 0xffff'ffffU;

/// Starts of each cell's run, of the cell of each element; `cellOf` has noCell for what is left out.
std::vector<std::uint32_t> startsOf(const std::vector<std::uint32_t>& cellOf, std::size_t cells)
{
    std::vector<std::uint32_t> starts(cells + 1, 0);
    for (const std::uint32_t cell : cellOf) {
        if (cell != noCell)
            ++starts[cell + 1];
    }
    for (std::size_t i = 1; i < starts.size(); ++i)
        starts[i] += starts[i - 1];
    return starts;
}

/// The elements in the order of their cells.
std::vector<Slot> sortedByCell(const std::vector<std::uint32_t>& cellOf, const std::vector<std::uint32_t>& starts)
{
    std::vector<std::uint32_t> next(starts.begin(), starts.end() - 1);
    std::vector<Slot> sorted(starts.back());
    for (Slot slot = 0; slot < cellOf.size(); ++slot) {
        if (cellOf[slot] != noCell)
            sorted[next[cellOf[slot]]++] = slot;
    }
    return sorted;
}

std::uint32_t clampedIndex(double value, std::uint32_t count)
{
    return value >= 1 ? static_cast<std::uint32_t>(std::min(value, static_cast<double>(count) - 1.0)) : 0;
}

bool finite(Point point) { return std::isfinite(point.x) && std::isfinite(point.y); }

bool hasDrawnEnds(const Scene& scene, SceneEdge edge)
{
    return edge.source < scene.nodeSlots && edge.target < scene.nodeSlots && scene.style(edge.source).drawn()
        && scene.style(edge.target).drawn() && finite(scene.position(edge.source)) && finite(scene.position(edge.target));
}

/// Rounded ends of edges, one array a coordinate.
struct RoundedEnds {
    const std::uint16_t *ax, *ay, *bx, *by;
};

/// Squared distances of (x, y) from `count` segments, all in steps, and how many are at most `limit`: without branches, so
/// that it becomes vector code.
int squaredDistances(const RoundedEnds& ends, std::uint32_t count, float x, float y, float limit, float* distances)
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

} // namespace

double distanceToSegment(Point point, Point a, Point b)
{
    const double dx = double{b.x} - a.x;
    const double dy = double{b.y} - a.y;
    const double px = double{point.x} - a.x;
    const double py = double{point.y} - a.y;
    const double length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? std::clamp((px * dx + py * dy) / length2, 0.0, 1.0) : 0.0;
    return std::hypot(px - t * dx, py - t * dy);
}

std::uint32_t PickGrid::Cells::column(double x) const { return clampedIndex((x - left) / size, columns); }
std::uint32_t PickGrid::Cells::row(double y) const { return clampedIndex((y - top) / size, rows); }

PickGrid::PickGrid(std::shared_ptr<const Scene> scene) : m_scene(std::move(scene)), m_bounds(boundsOf(*m_scene)) {}

std::shared_ptr<const PickGrid> PickGrid::build(std::shared_ptr<const Scene> scene)
{
    std::shared_ptr<PickGrid> grid(new PickGrid(std::move(scene)));
    grid->placeNodes();
    grid->placeEdges();
    return grid;
}

void PickGrid::placeNodes()
{
    const Rect& rect = m_bounds.most;
    const double extent = std::max({rect.width(), rect.height(), 1e-30});
    m_nodeCells.left = rect.left;
    m_nodeCells.top = rect.top;
    m_nodeCells.size = std::max(m_bounds.spacing * std::sqrt(nodesPerCell), extent / mostCellsAcross);
    m_nodeCells.columns = static_cast<std::uint32_t>(rect.width() / m_nodeCells.size) + 1;
    m_nodeCells.rows = static_cast<std::uint32_t>(rect.height() / m_nodeCells.size) + 1;
    std::vector<std::uint32_t> cellOf(m_scene->nodeSlots, noCell);
    for (Slot node = 0; node < m_scene->nodeSlots; ++node) {
        const Point point = m_scene->position(node);
        if (!m_scene->style(node).drawn() || !finite(point))
            continue;
        cellOf[node] = m_nodeCells.cell(point.x, point.y);
        m_largestRadius = std::max(m_largestRadius, relativeRadius(m_scene->style(node).radius));
    }
    m_nodeStarts = startsOf(cellOf, std::size_t{m_nodeCells.columns} * m_nodeCells.rows);
    m_nodes = sortedByCell(cellOf, m_nodeStarts);
}

void PickGrid::placeEdges()
{
    const Scene& scene = *m_scene;
    const Rect& rect = m_bounds.most;
    const double extent = std::max({rect.width(), rect.height(), 1e-30});
    const double across = std::clamp(std::sqrt(static_cast<double>(scene.edgeSlots)), 1.0, mostCellsAcross);
    std::uint32_t cells = 0;
    // The last level has one cell, so it may hold edges of any length.
    for (double size = extent / across;; size *= 2) {
        Cells level{rect.left, rect.top, size, static_cast<std::uint32_t>(rect.width() / size) + 1,
                    static_cast<std::uint32_t>(rect.height() / size) + 1, cells};
        if (size > extent)
            level.columns = level.rows = 1;
        cells += level.columns * level.rows;
        m_levels.push_back(level);
        if (level.columns == 1 && level.rows == 1)
            break;
    }

    std::vector<std::uint32_t> cellOf(scene.edgeSlots, noCell);
    const double finest = m_levels.front().size;
    for (Slot slot = 0; slot < scene.edgeSlots; ++slot) {
        const SceneEdge edge = scene.edge(slot);
        if (!hasDrawnEnds(scene, edge))
            continue;
        const Point a = scene.position(edge.source);
        const Point b = scene.position(edge.target);
        const double length = std::hypot(double{b.x} - a.x, double{b.y} - a.y);
        const int above = length > finest ? static_cast<int>(std::ceil(std::log2(length / finest))) : 0;
        const Cells& level = m_levels[std::min<std::size_t>(static_cast<std::size_t>(above), m_levels.size() - 1)];
        cellOf[slot] = level.cell((double{a.x} + b.x) / 2, (double{a.y} + b.y) / 2);
    }
    m_edgeStarts = startsOf(cellOf, cells);
    m_edges = sortedByCell(cellOf, m_edgeStarts);

    m_quantum = std::max({m_bounds.all.width(), m_bounds.all.height(), 1e-6}) / steps;
    const auto rounded = [this](double value, double from) {
        return static_cast<std::uint16_t>(std::clamp((value - from) / m_quantum + 0.5, 0.0, double{steps}));
    };
    for (auto* list : {&m_ax, &m_ay, &m_bx, &m_by})
        list->resize(m_edges.size());
    for (std::size_t i = 0; i < m_edges.size(); ++i) {
        const SceneEdge edge = scene.edge(m_edges[i]);
        const Point a = scene.position(edge.source);
        const Point b = scene.position(edge.target);
        m_ax[i] = rounded(a.x, m_bounds.all.left);
        m_ay[i] = rounded(a.y, m_bounds.all.top);
        m_bx[i] = rounded(b.x, m_bounds.all.left);
        m_by[i] = rounded(b.y, m_bounds.all.top);
    }
}

Slot PickGrid::nearestNode(Point at, double reach, double unitRadius) const
{
    const double radius = reach + unitRadius * m_largestRadius;
    const std::uint32_t left = m_nodeCells.column(at.x - radius);
    const std::uint32_t right = m_nodeCells.column(at.x + radius);
    const std::uint32_t bottom = m_nodeCells.row(at.y + radius);
    Slot nearest = noSlot;
    double nearestGap = reach;
    for (std::uint32_t row = m_nodeCells.row(at.y - radius); row <= bottom; ++row) {
        const std::uint32_t begin = m_nodeStarts[row * m_nodeCells.columns + left];
        const std::uint32_t end = m_nodeStarts[row * m_nodeCells.columns + right + 1];
        for (std::uint32_t i = begin; i < end; ++i) {
            const Slot node = m_nodes[i];
            const Point point = m_scene->position(node);
            const double distance = std::hypot(double{point.x} - at.x, double{point.y} - at.y);
            const double gap = distance - unitRadius * relativeRadius(m_scene->style(node).radius);
            if (gap < nearestGap || (gap == nearestGap && node < nearest)) {
                nearest = node;
                nearestGap = gap;
            }
        }
    }
    return nearest;
}

void PickGrid::scan(std::uint32_t begin, std::uint32_t end, Point at, NearestEdge& nearest) const
{
    // The rounded ends are a sieve read in blocks; only what may be nearer than the nearest so far is looked up exactly.
    constexpr std::uint32_t block = 256;
    const auto x = static_cast<float>((at.x - m_bounds.all.left) / m_quantum);
    const auto y = static_cast<float>((at.y - m_bounds.all.top) / m_quantum);
    float distances[block];
    for (std::uint32_t from = begin; from < end; from += block) {
        const std::uint32_t count = std::min(block, end - from);
        // Each end is at most 0.71 steps from where it should be; one more for single precision.
        const auto sieve = static_cast<float>(nearest.distance / m_quantum + 2);
        if (squaredDistances({&m_ax[from], &m_ay[from], &m_bx[from], &m_by[from]}, count, x, y, sieve * sieve, distances) == 0)
            continue;
        for (std::uint32_t i = 0; i < count; ++i) {
            if (distances[i] > sieve * sieve)
                continue;
            const Slot slot = m_edges[from + i];
            const SceneEdge edge = m_scene->edge(slot);
            const double exact = distanceToSegment(at, m_scene->position(edge.source), m_scene->position(edge.target));
            if (exact < nearest.distance || (exact == nearest.distance && slot < nearest.slot))
                nearest = {slot, exact};
        }
    }
}

Slot PickGrid::nearestEdge(Point at, double reach) const
{
    NearestEdge nearest{noSlot, reach};
    for (const Cells& level : m_levels) {
        const double radius = level.size * 0.5000001 + reach;
        const std::uint32_t left = level.column(at.x - radius);
        const std::uint32_t right = level.column(at.x + radius);
        const std::uint32_t bottom = level.row(at.y + radius);
        for (std::uint32_t row = level.row(at.y - radius); row <= bottom; ++row) {
            const std::uint32_t line = level.first + row * level.columns;
            scan(m_edgeStarts[line + left], m_edgeStarts[line + right + 1], at, nearest);
        }
    }
    return nearest.slot;
}

} // namespace weir::scene
