#pragma once
#include "scene/scene.h"
#include <cstddef>
#include <vector>

namespace weir::scene {

/// What came, went and changed between two scenes of one graph; slots are of the later one, rising.
struct Difference {
    std::vector<Slot> nodesCame;      ///< also those in the slot of one that went
    std::vector<Slot> edgesChanged;   ///< that came, or lead elsewhere, or have another weight
    std::size_t nodesGone = 0;
    std::size_t edgesGone = 0;

    [[nodiscard]] bool empty() const
    {
        return nodesCame.empty() && edgesChanged.empty() && nodesGone == 0 && edgesGone == 0;
    }
    bool operator==(const Difference&) const = default;
};

/// How nodes look and where they are is no difference. What both share is passed over, so the time is in proportion to the pages
/// that changed: a worker's task.
[[nodiscard]] Difference differenceOf(const Scene& before, const Scene& after);

}   // namespace weir::scene
