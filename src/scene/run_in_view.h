#pragma once
#include "scene/camera.h"
#include "scene/scene.h"

namespace weir::scene {

/// Consecutive slots of nodes, and what drawing them is worth: a node in view 1, any other slot an eighth of that.
struct RunInView {
    std::uint32_t slots = 0;
    std::uint32_t worth = 0;   ///< rounded up
};

/// The longest run from slot `first` on that is worth at most `most`; at least one slot where there is one.
[[nodiscard]] RunInView runInView(const Scene& scene, const Camera& camera, Slot first, std::uint32_t most);

} // namespace weir::scene
