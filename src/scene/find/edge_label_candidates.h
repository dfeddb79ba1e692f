#pragma once
#include "scene/edge_shape.h"
#include "scene/index/block_choice.h"
#include "scene/index/spatial_index.h"
#include <span>
#include <vector>

namespace weir::scene {

/// An edge that deserves a label, at the middle of its line.
struct EdgeLabelCandidate {
    Slot edge = noSlot;
    ItemPoint chord;           ///< the middle of its ends; of a loop its node
    ItemPoint at;              ///< the middle of its line, as it bows
    double dx = 1, dy = 0;     ///< its way there, a unit vector
    double room = 0;           ///< item pixels of its line between the discs of its ends
    double importance = 0;     ///< larger is more
};

/// Which edges may have labels.
struct EdgesMeant {
    std::span<const Slot> first;                     ///< before all others, in this order
    const std::vector<Slot>* among = nullptr;        ///< ascending: no others; nullptr: all
};

/// Edges in view with room for a label, the most important first: wide ones, then long ones; none that is dimmed. Those in `shown`
/// (ascending) count for more, so that labels do not come and go with every little change. Of a view with very many edges none but those
/// that are meant: there a label says nothing of which edge it is. Looks at no more than some ten thousand edges.
[[nodiscard]] std::vector<EdgeLabelCandidate> edgeLabelCandidates(const Scene& scene, const SpatialIndex& index, const View& view, bool curved,
                                                                  std::span<const Slot> shown, const EdgesMeant& meant);

} // namespace weir::scene
