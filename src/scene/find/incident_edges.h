#pragma once
#include "scene/scene.h"

namespace weir::scene {

/// An edge as seen from one of its ends.
struct IncidentEdge {
    Slot edge = noSlot;
    Slot other = noSlot;     ///< at the other end; of a loop the node itself
    bool outgoing = false;   ///< the node is its source
    float weight = 1;

    bool operator==(const IncidentEdge&) const = default;
};

/// Every edge at `node` by rising slot, a loop once. Scans all edges (some milliseconds for three millions), so a worker's task.
[[nodiscard]] std::vector<IncidentEdge> edgesAt(const Scene& scene, Slot node);

} // namespace weir::scene
