#include "layout/force/repulsion_tree.h"
#include "base/wide_clones.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <functional>

namespace weir::layout {

namespace {

constexpr std::uint32_t leafNodes = 32;
constexpr std::size_t lanes = 8;
constexpr std::size_t padding = 2 * lanes;
constexpr float opening = 0.75F;                // cells act as wholes when their radii are below this share of the distance
constexpr std::size_t nodeGrain = 16384;
constexpr std::size_t cellGrain = 1024;

using Lanes = float __attribute__((vector_size(lanes * sizeof(float))));

/// The lower 32 bits of `value` moved to the even places.
std::uint64_t spread(std::uint64_t value)
{
    value = (value | (value << 16)) & 0x0000'ffff'0000'ffffULL;
    value = (value | (value << 8)) & 0x00ff'00ff'00ff'00ffULL;
    value = (value | (value << 4)) & 0x0f0f'0f0f'0f0f'0f0fULL;
    value = (value | (value << 2)) & 0x3333'3333'3333'3333ULL;
    return (value | (value << 1)) & 0x5555'5555'5555'5555ULL;
}

/// Sorts by the bits from `lowest` up; a digit that is the same everywhere costs only its count.
void radixSort(std::vector<std::uint64_t>& keys, std::vector<std::uint64_t>& scratch, unsigned lowest)
{
    constexpr unsigned digitBits = 11;
    constexpr std::uint64_t digitMask = (1U << digitBits) - 1;
    scratch.resize(keys.size());
    for (unsigned shift = lowest; shift < 64; shift += digitBits) {
        std::array<std::uint32_t, digitMask + 1> starts{};
        for (const std::uint64_t key : keys)
            ++starts[(key >> shift) & digitMask];
        if (starts[(keys.front() >> shift) & digitMask] == keys.size())
            continue;
        std::uint32_t sum = 0;
        for (std::uint32_t& start : starts)
            sum += std::exchange(start, sum);
        for (const std::uint64_t key : keys)
            scratch[starts[(key >> shift) & digitMask]++] = key;
        keys.swap(scratch);
    }
}

} // namespace

/// What one task carries on its way down the tree.
struct RepulsionTree::Walk {
    float softening2;
    std::span<Point> forces;
    std::vector<std::uint32_t> candidates;      // a stack of lists: each target's own is the top one
    std::vector<std::uint32_t> open;
    std::vector<Range> near;
};

void RepulsionTree::sort(std::span<const Point> places, std::span<const float> masses, ThreadTeam& team)
{
    const std::size_t count = places.size();
    m_order.resize(count);
    m_placeOf.clear();
    m_cells.clear();
    m_levels.clear();
    m_tasks.clear();
    for (auto* const column : {&m_x, &m_y, &m_mass})
        column->assign(count + padding, 0.0F);
    m_active.assign(count, 1);
    if (count == 0)
        return;

    Point low = places.front();
    Point high = low;
    for (const Point& place : places) {
        low = {std::min(low.x, place.x), std::min(low.y, place.y)};
        high = {std::max(high.x, place.x), std::max(high.y, place.y)};
    }
    const unsigned indexBits = std::max(1U, static_cast<unsigned>(std::bit_width(count)));
    const unsigned axisBits = std::min(24U, (64 - indexBits) / 2);
    const double extent = std::max({double{high.x} - low.x, double{high.y} - low.y, 1e-30});
    const double scale = (std::exp2(axisBits) - 1) / extent;
    m_keys.resize(count);
    team.forEachChunk(count, nodeGrain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const auto column = static_cast<std::uint64_t>((double{places[i].x} - low.x) * scale);
            const auto row = static_cast<std::uint64_t>((double{places[i].y} - low.y) * scale);
            m_keys[i] = ((spread(column) | (spread(row) << 1)) << indexBits) | i;
        }
    });
    radixSort(m_keys, m_keysScratch, indexBits);
    const std::uint64_t indexMask = (std::uint64_t{1} << indexBits) - 1;
    team.forEachChunk(count, nodeGrain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            m_order[i] = static_cast<std::uint32_t>(m_keys[i] & indexMask);
            m_mass[i] = masses[m_order[i]];
        }
    });
    split(m_keys, indexBits, axisBits);
}

void RepulsionTree::split(std::span<const std::uint64_t> keys, unsigned indexBits, unsigned axisBits)
{
    const auto count = static_cast<std::uint32_t>(keys.size());
    const std::uint32_t taskNodes = std::max(leafNodes, count / 128);
    const auto newCell = [this](std::uint32_t begin, std::uint32_t end) {
        m_cells.push_back({begin, end, 0, 0, 0, 0, 0, 0, {}, {}, 0});
    };
    newCell(0, count);
    m_levels = {0, 1};
    for (unsigned level = 0; m_levels[level] != m_levels[level + 1]; ++level) {
        for (std::uint32_t c = m_levels[level]; c < m_levels[level + 1]; ++c) {
            const auto [begin, end] = Range{m_cells[c].begin, m_cells[c].end};
            const std::uint32_t size = end - begin;
            if (size <= taskNodes && (c == 0 || m_cells[c].active == 0))
                m_tasks.push_back(c);
            if (size <= leafNodes)
                continue;
            const auto firstChild = static_cast<std::uint32_t>(m_cells.size());
            std::uint32_t from = begin;
            for (unsigned quarter = 0; quarter < 4; ++quarter) {
                std::uint32_t to = end;
                if (level >= axisBits) {        // all in one place as far as keys can tell: any division will do
                    to = begin + static_cast<std::uint32_t>(std::uint64_t{size} * (quarter + 1) / 4);
                } else if (quarter < 3) {
                    const unsigned shift = indexBits + 2 * (axisBits - 1 - level);
                    to = static_cast<std::uint32_t>(
                        std::partition_point(keys.begin() + from, keys.begin() + end,
                                             [&](std::uint64_t key) { return ((key >> shift) & 3) <= quarter; })
                        - keys.begin());
                }
                if (to > from)
                    newCell(from, to);
                from = to;
            }
            m_cells[c].firstChild = firstChild;
            m_cells[c].children = static_cast<std::uint32_t>(m_cells.size()) - firstChild;
            // Until the first follow(), `active` marks the cells that lie within a task.
            const std::uint32_t covered = size <= taskNodes ? 1 : 0;
            for (std::uint32_t child = firstChild; child < m_cells.size(); ++child)
                m_cells[child].active = covered;
        }
        m_levels.push_back(static_cast<std::uint32_t>(m_cells.size()));
    }
    m_levels.pop_back();
}

void RepulsionTree::follow(std::span<const Point> places, std::span<const std::uint8_t> active, ThreadTeam& team)
{
    if (m_cells.empty())
        return;
    team.forEachChunk(m_order.size(), nodeGrain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const std::uint32_t node = m_order[i];
            m_x[i] = places[node].x;
            m_y[i] = places[node].y;
            m_active[i] = active.empty() ? 1 : active[node];
        }
    });
    for (std::size_t level = m_levels.size() - 1; level-- > 0;) {
        const std::uint32_t first = m_levels[level];
        team.forEachChunk(m_levels[level + 1] - first, cellGrain, [&](std::size_t begin, std::size_t end) {
            for (std::size_t c = first + begin; c < first + end; ++c)
                m_cells[c].leaf() ? gatherLeaf(m_cells[c]) : gatherInner(m_cells[c]);
        });
    }
}

void RepulsionTree::followSome(std::span<const std::uint32_t> changed, std::span<const Point> places, std::span<const std::uint8_t> active)
{
    if (m_placeOf.empty()) {
        m_placeOf.resize(m_order.size());
        for (std::uint32_t i = 0; i < m_order.size(); ++i)
            m_placeOf[m_order[i]] = i;
    }
    m_touched.clear();
    for (const std::uint32_t node : changed) {
        const std::uint32_t i = m_placeOf[node];
        m_x[i] = places[node].x;
        m_y[i] = places[node].y;
        m_active[i] = active[node];
        std::uint32_t c = 0;
        m_touched.push_back(c);
        while (!m_cells[c].leaf()) {
            c = m_cells[c].firstChild;
            while (m_cells[c].end <= i)
                ++c;
            m_touched.push_back(c);
        }
    }
    std::ranges::sort(m_touched, std::greater{});       // children before their parents
    const auto repeated = std::ranges::unique(m_touched);
    m_touched.erase(repeated.begin(), repeated.end());
    for (const std::uint32_t c : m_touched)
        m_cells[c].leaf() ? gatherLeaf(m_cells[c]) : gatherInner(m_cells[c]);
}

void RepulsionTree::gatherLeaf(Cell& cell)
{
    float mass = 0;
    float sumX = 0;
    float sumY = 0;
    cell.low = cell.high = {m_x[cell.begin], m_y[cell.begin]};
    cell.active = 0;
    const Point origin = cell.low;      // sums of small differences keep their digits far from the centre
    for (std::uint32_t i = cell.begin; i < cell.end; ++i) {
        mass += m_mass[i];
        sumX += m_mass[i] * (m_x[i] - origin.x);
        sumY += m_mass[i] * (m_y[i] - origin.y);
        cell.low = {std::min(cell.low.x, m_x[i]), std::min(cell.low.y, m_y[i])};
        cell.high = {std::max(cell.high.x, m_x[i]), std::max(cell.high.y, m_y[i])};
        cell.active += m_active[i] != 0;
    }
    cell.mass = mass;
    cell.x = origin.x + sumX / mass;
    cell.y = origin.y + sumY / mass;
    float radius2 = 0;
    for (std::uint32_t i = cell.begin; i < cell.end; ++i) {
        const float dx = m_x[i] - cell.x;
        const float dy = m_y[i] - cell.y;
        radius2 = std::max(radius2, dx * dx + dy * dy);
    }
    cell.radius = std::sqrt(radius2);
}

void RepulsionTree::gatherInner(Cell& cell)
{
    const std::span children(m_cells.data() + cell.firstChild, cell.children);
    const Point origin{children.front().x, children.front().y};
    cell.low = children.front().low;
    cell.high = children.front().high;
    cell.mass = 0;
    cell.active = 0;
    float sumX = 0;
    float sumY = 0;
    for (const Cell& child : children) {
        cell.mass += child.mass;
        sumX += child.mass * (child.x - origin.x);
        sumY += child.mass * (child.y - origin.y);
        cell.low = {std::min(cell.low.x, child.low.x), std::min(cell.low.y, child.low.y)};
        cell.high = {std::max(cell.high.x, child.high.x), std::max(cell.high.y, child.high.y)};
        cell.active += child.active;
    }
    cell.x = origin.x + sumX / cell.mass;
    cell.y = origin.y + sumY / cell.mass;
    float radius = 0;
    for (const Cell& child : children)
        radius = std::max(radius, std::hypot(child.x - cell.x, child.y - cell.y) + child.radius);
    const float cornerX = std::max(cell.x - cell.low.x, cell.high.x - cell.x);
    const float cornerY = std::max(cell.y - cell.low.y, cell.high.y - cell.y);
    cell.radius = std::min(radius, std::hypot(cornerX, cornerY));
}

void RepulsionTree::addUp(float softening, std::span<Point> forces, ThreadTeam& team)
{
    team.forEachChunk(m_tasks.size(), 1, [&](std::size_t begin, std::size_t end) {
        Walk walk{softening * softening, forces, {}, {}, {}};
        for (std::size_t task = begin; task < end; ++task) {
            walk.candidates.assign(1, 0);
            descend(walk, m_tasks[task], 0, {});
        }
    });
}

void RepulsionTree::descend(Walk& walk, std::uint32_t target, std::size_t firstCandidate, const Expansion& inherited) const
{
    const Cell& cell = m_cells[target];
    if (cell.active == 0)
        return;
    Expansion expansion = inherited;
    const std::size_t listEnd = walk.candidates.size();
    walk.open.assign(walk.candidates.begin() + static_cast<std::ptrdiff_t>(firstCandidate), walk.candidates.end());
    walk.near.clear();
    while (!walk.open.empty()) {
        const std::uint32_t source = walk.open.back();
        walk.open.pop_back();
        const Cell& other = m_cells[source];
        const float dx = cell.x - other.x;
        const float dy = cell.y - other.y;
        const float distance2 = dx * dx + dy * dy + walk.softening2;
        const float radii = cell.radius + other.radius;
        if (radii * radii < opening * opening * distance2 && source != target) {
            const float inverse = 1.0F / distance2;
            const float strength = other.mass * inverse;
            const float bend = 2 * strength * inverse;
            expansion.x += strength * dx;
            expansion.y += strength * dy;
            expansion.xx += strength - bend * dx * dx;
            expansion.xy -= bend * dx * dy;
            expansion.yy += strength - bend * dy * dy;
        } else if (other.leaf() || (!cell.leaf() && other.radius <= cell.radius)) {
            if (cell.leaf())
                walk.near.push_back({other.begin, other.end});
            else
                walk.candidates.push_back(source);
        } else {
            for (std::uint32_t child = 0; child < other.children; ++child)
                walk.open.push_back(other.firstChild + child);
        }
    }
    if (cell.leaf()) {
        finishLeaf(walk, cell, expansion);
    } else {
        for (std::uint32_t c = cell.firstChild; c < cell.firstChild + cell.children; ++c) {
            const float dx = m_cells[c].x - cell.x;
            const float dy = m_cells[c].y - cell.y;
            Expansion moved = expansion;
            moved.x += expansion.xx * dx + expansion.xy * dy;
            moved.y += expansion.xy * dx + expansion.yy * dy;
            descend(walk, c, listEnd, moved);
        }
    }
    walk.candidates.resize(listEnd);
}

void RepulsionTree::finishLeaf(const Walk& walk, const Cell& leaf, const Expansion& expansion) const
{
    std::array<float, 2 * lanes> nearX;
    std::array<float, 2 * lanes> nearY;
    for (std::uint32_t block = leaf.begin; block < leaf.end; block += 2 * lanes) {
        addNear(m_x.data(), m_y.data(), m_mass.data(), walk.near, block, walk.softening2, nearX.data(), nearY.data());
        const std::uint32_t count = std::min<std::uint32_t>(2 * lanes, leaf.end - block);
        for (std::uint32_t i = 0; i < count; ++i) {
            if (m_active[block + i] == 0)
                continue;
            const float dx = m_x[block + i] - leaf.x;
            const float dy = m_y[block + i] - leaf.y;
            walk.forces[m_order[block + i]] = {nearX[i] + expansion.x + expansion.xx * dx + expansion.xy * dy,
                                               nearY[i] + expansion.y + expansion.xy * dx + expansion.yy * dy};
        }
    }
}

WEIR_WIDE_CLONES
void RepulsionTree::addNear(const float* x, const float* y, const float* masses, std::span<const Range> near,
                            std::uint32_t target, float softening2, float* forceX, float* forceY)
{
    Lanes xA;
    Lanes xB;
    Lanes yA;
    Lanes yB;
    std::memcpy(&xA, x + target, sizeof(Lanes));
    std::memcpy(&xB, x + target + lanes, sizeof(Lanes));
    std::memcpy(&yA, y + target, sizeof(Lanes));
    std::memcpy(&yB, y + target + lanes, sizeof(Lanes));
    Lanes sumXA{};
    Lanes sumXB{};
    Lanes sumYA{};
    Lanes sumYB{};
    for (const Range& range : near) {
        for (std::uint32_t i = range.begin; i < range.end; ++i) {
            const Lanes dxA = xA - x[i];
            const Lanes dxB = xB - x[i];
            const Lanes dyA = yA - y[i];
            const Lanes dyB = yB - y[i];
            const Lanes strengthA = masses[i] / (dxA * dxA + dyA * dyA + softening2);
            const Lanes strengthB = masses[i] / (dxB * dxB + dyB * dyB + softening2);
            sumXA += strengthA * dxA;
            sumXB += strengthB * dxB;
            sumYA += strengthA * dyA;
            sumYB += strengthB * dyB;
        }
    }
    std::memcpy(forceX, &sumXA, sizeof(Lanes));
    std::memcpy(forceX + lanes, &sumXB, sizeof(Lanes));
    std::memcpy(forceY, &sumYA, sizeof(Lanes));
    std::memcpy(forceY + lanes, &sumYB, sizeof(Lanes));
}

} // namespace weir::layout
