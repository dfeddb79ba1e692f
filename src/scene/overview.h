#pragma once
#include "scene/camera/camera.h"
#include <cstdint>
#include <span>
#include <vector>

namespace weir::scene {

/// A small picture of all drawn nodes: 0xAARRGGBB a pixel, colours multiplied by their alpha, row by row.
struct Overview {
    std::uint32_t width = 0, height = 0;
    std::vector<std::uint32_t> pixels;
};

/// The drawn nodes as `camera` sees them, a pixel an item pixel: the more nodes in one, the more opaque, in the mean of their colours.
/// Few nodes are dots of up to three pixels each way.
/// `palette` is of 0xAARRGGBB, by NodeStyle::paletteNumber(), the last for all beyond. One pass over the nodes, some ten
/// milliseconds for a million: a worker's task.
[[nodiscard]] Overview overviewOf(const Scene& scene, const Camera& camera, std::span<const std::uint32_t> palette);

} // namespace weir::scene
