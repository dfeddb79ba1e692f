#pragma once
#include "scene/element_set.h"
#include "scene/find/region.h"

namespace weir::scene {

/// Every drawn node whose place is inside the region and every drawn edge with both ends there, also those that the present
/// detail leaves out. `index` is of just this scene. Blocks wholly inside are taken as they are, those outside skipped, so the
/// time is in proportion to what is found and to the line: some ten milliseconds for a million nodes, so a worker's task.
[[nodiscard]] ElementSet elementsIn(const Scene& scene, const SpatialIndex& index, const Region& region);

/// Those of `set`, of the scene `before`, that are still the same elements in the scene `now`; none where that is of another graph.
[[nodiscard]] ElementSet stillThere(const ElementSet& set, const Scene& before, const Scene& now);

} // namespace weir::scene
