#include "scene/find/reach.h"
#include <algorithm>
#include <cassert>

namespace weir::scene {

ElementSet reach(const Scene& scene, Slot node, unsigned steps)
{
    assert(steps <= mostReachSteps);
    ElementSet set;
    if (node >= scene.nodeSlots || !scene.style(node).live)
        return set;
    constexpr std::uint8_t unreached = 0xff;
    std::vector<std::uint8_t> distances(scene.nodeSlots, unreached);
    distances[node] = 0;
    set.nodes.push_back(node);
    std::size_t nodesBefore = 0;
    for (std::uint8_t step = 0; step < steps && set.nodes.size() > nodesBefore; ++step) {
        nodesBefore = set.nodes.size();
        for (Slot first = 0; first < scene.edgeSlots; first += pageSize) {
            const EdgePage& page = *scene.edges[first / pageSize];
            const std::uint32_t count = std::min(pageSize, scene.edgeSlots - first);
            for (std::uint32_t i = 0; i < count; ++i) {
                const SceneEdge edge = page.edges[i];
                if (edge.source >= scene.nodeSlots || edge.target >= scene.nodeSlots)
                    continue;   // a free slot
                // Nodes that this very step reaches stand one step further, so they lead on only in the next.
                if (std::min(distances[edge.source], distances[edge.target]) != step)
                    continue;
                set.edges.push_back(first + i);
                for (const Slot end : {edge.source, edge.target}) {
                    if (distances[end] != unreached)
                        continue;
                    distances[end] = static_cast<std::uint8_t>(step + 1);
                    set.nodes.push_back(end);
                }
            }
        }
    }
    return set;
}

} // namespace weir::scene
