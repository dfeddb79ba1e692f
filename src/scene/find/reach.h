#pragma once
#include "scene/element_set.h"
#include "scene/scene.h"

namespace weir::scene {

inline constexpr unsigned mostReachSteps = 3;   ///< beyond which nearly everything is near, in most graphs

/// What can be walked to from `node` in at most `steps` steps, whichever way the edges point: the nodes, itself first, and the
/// edges that such walks take, so an edge between two nodes at the very end is not among them. Empty where there is no such
/// node. Scans all edges once a step (some ten milliseconds for three millions) and keeps nothing, so a worker's task.
[[nodiscard]] ElementSet reach(const Scene& scene, Slot node, unsigned steps);

} // namespace weir::scene
