#pragma once
#include "scene/camera/camera.h"
#include "scene/index/spatial_index.h"
#include <optional>

namespace weir::scene {

/// Which blocks of one kind are drawn, in drawing order, and how many elements that are.
struct ChosenBlocks {
    std::vector<std::uint32_t> numbers;
    std::uint32_t elements = 0;        ///< chosen
    std::uint32_t inView = 0;          ///< of all octaves
    unsigned leastOctave = 0;          ///< drawn from here on: a share of 2^-leastOctave of what is in view

    [[nodiscard]] double share() const { return inView == 0 ? 1.0 : double(elements) / inView; }
};

/// Where a picture looks and what it may cost.
struct View {
    Camera camera;
    double nodeRadius = 1;             ///< item pixels, of relative radius 1
    std::optional<Rect> covered;       ///< item pixels: what lies wholly inside needs no drawing
    double edgeReach = 0;              ///< item pixels that edges may reach beyond their ends
};

/// The blocks in view, of as many octaves as `most` elements allow, but at least one; time in proportion to the blocks.
[[nodiscard]] ChosenBlocks chooseNodes(const SpatialIndex& index, const View& view, std::uint32_t most);
[[nodiscard]] ChosenBlocks chooseEdges(const SpatialIndex& index, const View& view, std::uint32_t most);

} // namespace weir::scene
