#include "scene/edge_density.h"
#include <algorithm>
#include <cmath>

namespace weir::scene {

namespace {

constexpr std::uint32_t sampleSize = 1024;

/// Length of the part of the segment a to b inside the rectangle from (0, 0) to (width, height).
double lengthInside(ItemPoint a, ItemPoint b, double width, double height)
{
    double enter = 0;
    double leave = 1;
    const auto cut = [&enter, &leave](double from, double delta, double size) {
        if (delta == 0) {
            if (from < 0 || from > size)
                leave = enter;
            return;
        }
        const double first = -from / delta;
        const double last = (size - from) / delta;
        enter = std::max(enter, std::min(first, last));
        leave = std::min(leave, std::max(first, last));
    };
    cut(a.x, b.x - a.x, width);
    cut(a.y, b.y - a.y, height);
    return leave > enter ? (leave - enter) * std::hypot(b.x - a.x, b.y - a.y) : 0;
}

} // namespace

double meanEdgeDensity(const Scene& scene, const Camera& camera, double thinnedFrom)
{
    if (scene.edgeSlots == 0)
        return 0;
    const std::uint32_t stride = std::max<std::uint32_t>(1, scene.edgeSlots / sampleSize);
    double length = 0;
    for (Slot slot = 0; slot < scene.edgeSlots; slot += stride) {
        const SceneEdge edge = scene.edge(slot);
        if (!scene.edgeDrawn(slot))
            continue;
        const Point a = scene.position(edge.source);
        const Point b = scene.position(edge.target);
        if (!std::isfinite(a.x + a.y + b.x + b.y))
            continue;
        const double whole = std::hypot(a.x - b.x, a.y - b.y) * camera.scale();
        const double share = whole > thinnedFrom ? std::sqrt(thinnedFrom / whole) : 1;
        length += share * lengthInside(camera.itemFromWorld({a.x, a.y}), camera.itemFromWorld({b.x, b.y}), camera.width(), camera.height());
    }
    return length * stride / (camera.width() * camera.height());
}

} // namespace weir::scene
