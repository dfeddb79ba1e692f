#pragma once
#include <array>
#include <cstdint>

namespace weir::render {

/// Slot, colour 0xAARRGGBB or 0 (from the palette), radius in 1/256 | number in the palette << 16; as shaders/node.vert reads it.
using NodeRecord = std::array<std::uint32_t, 3>;
/// Colour 0xAARRGGBB, or 0: that of edges; as shaders/edge.vert reads it.
using EdgeColourRecord = std::array<std::uint32_t, 1>;
/// Slots of both ends, the second with a bit that tells an edge which is dimmed by itself; as shaders/edge.vert reads it.
using EdgeRecord = std::array<std::uint32_t, 2>;
inline constexpr std::uint32_t dimmedEdgeBit = 0x8000'0000U;

} // namespace weir::render
