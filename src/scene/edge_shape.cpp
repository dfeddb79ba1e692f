#include "scene/edge_shape.h"
#include <algorithm>
#include <cmath>

namespace weir::scene {

namespace {

constexpr float bowShare = 0.12F;   // of its length that a curved edge is aside
constexpr float laneWidth = 9;      // item pixels between edges of the same two nodes
constexpr float mostAside = 40;     // item pixels; within strokeReach, as are loops
constexpr int mostPieces = 48;
constexpr float widest = 5;         // item pixels

} // namespace

double closenessFor(double nodeRadius)
{
    const double t = std::clamp((nodeRadius - 2.2) / (3.6 - 2.2), 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

float edgeWidth(float weight, const WeightRange& usual)
{
    if (!(weight > usual.low))
        return 1;
    if (usual.high <= usual.low * widest * widest)
        return std::min(std::sqrt(weight / usual.low), widest);
    // As logarithms, which no two weights are too far apart for.
    const float low = std::log2(usual.low);
    return std::min(std::exp2((std::log2(weight) - low) * std::log2(widest) / (std::log2(usual.high) - low)), widest);
}

float widthOf(const Scene& scene, Slot edge)
{
    if (!scene.ownEdgeWidths)
        return edgeWidth(scene.weight(edge), scene.usualWeights);
    const std::uint8_t width = scene.edgeLooks[edge / pageSize]->widths[edge % pageSize];
    return 1 + (widest - 1) * static_cast<float>(width) / EdgeLookPage::widest;
}

float asideOf(SceneEdge ends, std::uint32_t lane, float length, const EdgeDetail& detail, float pixelRatio)
{
    const float own = detail.curved ? std::min(bowShare * length, mostAside * pixelRatio / 2) : 0;
    // Lanes alternate: straight, left, right, further left ... of the way from the lower slot, whichever way an edge goes.
    const auto step = static_cast<float>((lane + 1) / 2) * (lane % 2 == 1 ? 1.0F : -1.0F);
    const float side = ends.source < ends.target ? step : -step;
    const float aside = own + side * std::min(laneWidth * pixelRatio, 0.25F * length);
    return static_cast<float>(detail.closeness) * std::clamp(aside, -mostAside * pixelRatio, mostAside * pixelRatio);
}

Point pointOfBow(Point a, Point b, float aside, float t)
{
    // A parabola whose middle is `aside` away from the chord's.
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    const float away = length > 0 ? aside * 4 * t * (1 - t) / length : 0;
    return {a.x + (b.x - a.x) * t + (b.y - a.y) * away, a.y + (b.y - a.y) * t - (b.x - a.x) * away};
}

int piecesOfBow(float aside)
{
    // A bow of n straight pieces is at most aside / n^2 off.
    return aside == 0 ? 1 : std::clamp(static_cast<int>(std::ceil(std::sqrt(std::abs(aside) * 8))), 2, mostPieces);
}

Loop loopOf(Point node, float nodeRadius, std::uint32_t lane, const EdgeDetail& detail, float pixelRatio)
{
    const float radius = static_cast<float>(detail.closeness)
        * std::min((nodeRadius * 0.9F + 4 * pixelRatio) * (1 + 0.45F * static_cast<float>(lane)), mostAside * pixelRatio * 0.6F);
    constexpr float toSide = 0.70710678F;
    return {{node.x + radius * toSide, node.y - radius * toSide}, radius};
}

} // namespace weir::scene
