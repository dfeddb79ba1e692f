#pragma once
#include "scene/scene.h"

namespace weir::scene {

/// A rectangle in world units.
struct Rect {
    double left = 0, top = 0, right = 0, bottom = 0;

    [[nodiscard]] double width() const { return right - left; }
    [[nodiscard]] double height() const { return bottom - top; }
    bool operator==(const Rect&) const = default;
};

/// Where the drawn nodes of a scene are.
struct Bounds {
    Rect all;                        ///< of every drawn node
    Rect most;                       ///< without far outliers: equal to `all` where there are none
    std::uint32_t drawnNodes = 0;    ///< 0: the rectangles mean nothing
    float largestRadius = 0;         ///< of a drawn node, relative
    bool hasLoops = false;           ///< some edge joins a node with itself
    double spacing = 1;              ///< world units: distance of neighbours were the nodes spread evenly over `most`
};

/// One pass over the nodes, a sample of them for `most`, and edges until there is a loop: some milliseconds for a million nodes, so a
/// worker's task.
[[nodiscard]] Bounds boundsOf(const Scene& scene);

} // namespace weir::scene
