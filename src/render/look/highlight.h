#pragma once
#include "render/look/pinned_node.h"
#include "scene/element_set.h"
#include "scene/find/neighbours.h"
#include <memory>
#include <vector>

namespace weir::render {

/// Which elements stand out; a value. Slots that the shown scene does not have are left out.
struct Highlight {
    Slot hoveredNode = noSlot, hoveredEdge = noSlot;
    Slot selectedNode = noSlot, selectedEdge = noSlot;
    std::shared_ptr<const scene::Neighbourhood> around;   ///< of the selected node; nullptr: not known yet
    std::shared_ptr<const scene::ElementSet> selectedSet;         ///< many at once; nullptr: none
    std::shared_ptr<const std::vector<PinnedNode>> pinned;   ///< by slot; they bear a badge; nullptr: none

    [[nodiscard]] bool selects() const { return selectedNode != noSlot || selectedEdge != noSlot || selectedSet; }
    bool operator==(const Highlight&) const = default;
};

} // namespace weir::render
