#include "scene/find/neighbours.h"
#include <algorithm>
#include <cmath>

namespace weir::scene {

Neighbourhood neighboursIn(std::span<const IncidentEdge> edges, Slot node, std::size_t limit)
{
    Neighbourhood around;
    for (const IncidentEdge& edge : edges.first(std::min(edges.size(), limit))) {
        around.edges.push_back(edge.edge);
        if (edge.other != node)
            around.nodes.push_back(edge.other);
    }
    std::sort(around.nodes.begin(), around.nodes.end());
    around.nodes.erase(std::unique(around.nodes.begin(), around.nodes.end()), around.nodes.end());
    return around;
}

Slot neighbourTowards(const Scene& scene, Slot node, const Neighbourhood& around, double dx, double dy)
{
    constexpr double leastCosine = 0.5;   // of 60 degrees
    if (node >= scene.nodeSlots)
        return noSlot;
    const Point from = scene.position(node);
    const double length = std::hypot(dx, dy);
    Slot best = noSlot;
    double bestCosine = leastCosine;
    for (const Slot other : around.nodes) {
        if (!scene.drawn(other))
            continue;
        const Point to = scene.position(other);
        const double x = double{to.x} - from.x;
        const double y = double{to.y} - from.y;
        const double distance = std::hypot(x, y);
        if (distance <= 0 || length <= 0)
            continue;
        const double cosine = (x * dx + y * dy) / (distance * length);
        if (cosine > bestCosine) {
            bestCosine = cosine;
            best = other;
        }
    }
    return best;
}

} // namespace weir::scene
