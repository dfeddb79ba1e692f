#pragma once
#include "scene/scene.h"
#include <optional>

namespace weir::scene {

/// A way through the graph: edges[i] joins nodes[i] and nodes[i + 1].
struct Path {
    std::vector<Slot> nodes;
    std::vector<Slot> edges;

    bool operator==(const Path&) const = default;
};

/// A path with the fewest edges, whichever way they point and whatever they weigh; of parallel edges the one with the lowest slot.
/// Nothing: none leads there, or an end is not there. From a node to itself it has no edge. Searches from both ends over an
/// adjacency that it builds (some hundred milliseconds and 32 MiB for three million edges) and drops, so a worker's task.
[[nodiscard]] std::optional<Path> shortestPath(const Scene& scene, Slot from, Slot to);

} // namespace weir::scene
