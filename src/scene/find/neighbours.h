#pragma once
#include "scene/find/incident_edges.h"
#include "scene/scene.h"
#include <span>

namespace weir::scene {

/// What lies around a node or an edge, for highlighting.
struct Neighbourhood {
    std::vector<Slot> nodes;   ///< without the node itself; each once
    std::vector<Slot> edges;
};

/// The first `limit` of the edges at `node`, and the nodes at their other ends.
[[nodiscard]] Neighbourhood neighboursIn(std::span<const IncidentEdge> edges, Slot node, std::size_t limit);

/// The drawn neighbour of `node` among `around` that lies most nearly in direction (dx, dy), or noSlot where none lies
/// within 60 degrees of it.
[[nodiscard]] Slot neighbourTowards(const Scene& scene, Slot node, const Neighbourhood& around, double dx, double dy);

} // namespace weir::scene
