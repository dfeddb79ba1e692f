#include "scene/run_in_view.h"
#include <algorithm>

namespace weir::scene {

namespace {

constexpr std::uint64_t whole = 8;   // of a node in view, in parts that a slot out of view is worth

} // namespace

RunInView runInView(const Scene& scene, const Camera& camera, Slot first, std::uint32_t most)
{
    const WorldPoint low = camera.worldFromItem({0, 0});
    const WorldPoint high = camera.worldFromItem({camera.width(), camera.height()});
    const std::uint64_t room = std::max<std::uint64_t>(most, 1) * whole;
    std::uint64_t parts = 0;
    Slot node = first;
    for (; node < scene.nodeSlots; ++node) {
        const Point at = scene.position(node);
        const bool inView = scene.style(node).drawn() && at.x >= low.x && at.x <= high.x && at.y >= low.y && at.y <= high.y;
        const std::uint64_t more = inView ? whole : 1;
        if (parts + more > room)
            break;
        parts += more;
    }
    return {node - first, static_cast<std::uint32_t>((parts + whole - 1) / whole)};
}

} // namespace weir::scene
