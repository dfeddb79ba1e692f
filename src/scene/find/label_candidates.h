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

/// Of few nodes in view all, of many the most important of each cell of the view and none with a small disc; the most important
/// first; none that is dimmed. Those in `shown` (ascending) count for more, so that labels do not come and go with every little
/// change; where there is `among` (ascending), it is of these nodes alone. Looks at no more than some ten thousand nodes, the
/// larger ones and a random share of the others: about a millisecond.
[[nodiscard]] std::vector<LabelCandidate> labelCandidates(const Scene& scene, const SpatialIndex& index, const View& view,
                                                          std::span<const Slot> shown, const std::vector<Slot>* among = nullptr);

} // namespace weir::scene
