#pragma once
#include "scene/camera/bounds.h"
#include "scene/node_size.h"
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace weir::scene {

/// What elements are sorted by, so that those near each other in the list are near in the plane: how large they are first
/// (nodes; the largest last, so that they are drawn over the others), then octave, then length class (of edges), then the
/// place along a Morton curve through a frame of 65,536 by 65,536 steps. A value.
class SpatialKeys final {
public:
    static constexpr unsigned mostOctaves = 16;
    static constexpr unsigned lengthClasses = 13;

    SpatialKeys() = default;
    /// A frame for a graph that fills `rect`; the highest octave still has some blocks full of the `elements`.
    SpatialKeys(const Rect& rect, std::uint32_t nodes, std::uint32_t edges)
        : m_left(rect.left), m_top(rect.top), m_extent(std::max({rect.width(), rect.height(), 1e-30})),
          m_nodeOctaves(octavesFor(nodes)), m_edgeOctaves(octavesFor(edges))
    {
    }

    [[nodiscard]] double extent() const { return m_extent; }

    /// Of a node at a finite point.
    [[nodiscard]] std::uint64_t node(Slot slot, Point at, float radius) const
    {
        const float large = relativeRadius(radius);
        const unsigned importance = large > 1.2F ? static_cast<unsigned>(std::lround(2 * std::log2(large))) : 0;   // at most 6
        const unsigned octave = std::min(octaveOf(slot) + importance, m_nodeOctaves - 1);
        return std::uint64_t{importance} << 44 | std::uint64_t{octave} << 40 | morton(at.x, at.y);
    }

    /// Of an edge with finite ends.
    [[nodiscard]] std::uint64_t edge(Slot slot, Point a, Point b) const
    {
        const double length = std::max(std::abs(double{a.x} - b.x), std::abs(double{a.y} - b.y));
        const double steps = std::clamp(length / m_extent * 4096, 0.0, 4096.0);
        const auto lengthClass = static_cast<std::uint64_t>(std::bit_width(static_cast<unsigned>(steps)));
        const unsigned octave = std::min(octaveOf(slot), m_edgeOctaves - 1);
        return std::uint64_t{octave} << 40 | std::min<std::uint64_t>(lengthClass, lengthClasses - 1) << 32
            | morton((double{a.x} + b.x) / 2, (double{a.y} + b.y) / 2);
    }

    [[nodiscard]] static unsigned octaveOfKey(std::uint64_t key) { return static_cast<unsigned>(key >> 40 & 0xf); }
    static constexpr unsigned keyBits = 47;
    /// Keys of one group are those of a size, octave and length class.
    [[nodiscard]] static std::uint64_t groupOfKey(std::uint64_t key) { return key >> 32; }

private:
    [[nodiscard]] static unsigned octavesFor(std::uint32_t elements)
    {
        return std::clamp<unsigned>(static_cast<unsigned>(std::bit_width(elements / 1024)), 1, mostOctaves);
    }

    /// At least k for a share of 2^-k of all slots; the hash is murmur3's finaliser.
    [[nodiscard]] static unsigned octaveOf(Slot slot)
    {
        std::uint32_t h = slot;
        h = (h ^ (h >> 16)) * 0x85ebca6bU;
        h = (h ^ (h >> 13)) * 0xc2b2ae35U;
        return static_cast<unsigned>(std::countl_zero((h ^ (h >> 16)) | 1U));
    }

    [[nodiscard]] static std::uint32_t spread(std::uint32_t bits)
    {
        bits = (bits | bits << 8) & 0x00ff00ffU;
        bits = (bits | bits << 4) & 0x0f0f0f0fU;
        bits = (bits | bits << 2) & 0x33333333U;
        return (bits | bits << 1) & 0x55555555U;
    }

    [[nodiscard]] std::uint32_t morton(double x, double y) const
    {
        const auto step = [this](double value, double from) {
            return static_cast<std::uint32_t>(std::clamp((value - from) / m_extent * 65536, 0.0, 65535.0));
        };
        return spread(step(x, m_left)) | spread(step(y, m_top)) << 1;
    }

    double m_left = 0, m_top = 0, m_extent = 1;
    unsigned m_nodeOctaves = 1, m_edgeOctaves = 1;
};

} // namespace weir::scene
