#pragma once
#include "scene/index/block_choice.h"
#include "scene/index/spatial_index.h"
#include <span>
#include <vector>

namespace weir::scene {

/// A node that deserves a label.
struct LabelCandidate {
    Slot node = noSlot;
    ItemPoint at;              ///< its centre
    double radius = 0;         ///< item pixels
    double importance = 0;     ///< larger is more
};

/// The most important nodes of each cell of the view, the most important first; none that is dimmed. Small discs get labels only where there are
/// few; those in `shown` (ascending) count for more, so that labels do not come and go with every little change. Looks at
/// no more than some ten thousand nodes, the larger ones and a random share of the others: about a millisecond.
[[nodiscard]] std::vector<LabelCandidate> labelCandidates(const Scene& scene, const SpatialIndex& index, const View& view, std::span<const Slot> shown);

} // namespace weir::scene
