#include "scene/find/incident_edges.h"
#include <algorithm>

namespace weir::scene {

std::vector<IncidentEdge> edgesAt(const Scene& scene, Slot node)
{
    std::vector<IncidentEdge> found;
    if (node >= scene.nodeSlots)
        return found;
    for (Slot first = 0; first < scene.edgeSlots; first += pageSize) {
        const EdgePage& page = *scene.edges[first / pageSize];
        const std::uint32_t count = std::min(pageSize, scene.edgeSlots - first);
        for (std::uint32_t i = 0; i < count; ++i) {
            const SceneEdge edge = page.edges[i];
            if (edge.source != node && edge.target != node)
                continue;
            const bool outgoing = edge.source == node;
            found.push_back({first + i, outgoing ? edge.target : edge.source, outgoing, page.weight(i)});
        }
    }
    return found;
}

} // namespace weir::scene
