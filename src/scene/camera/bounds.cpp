#include "scene/camera/bounds.h"
#include "scene/node_size.h"
#include <algorithm>
#include <cmath>
#include <span>

namespace weir::scene {

namespace {

constexpr std::size_t sampleSize = 4096;
constexpr double outlierShare = 0.005;      // of the sample at each side, beyond which a node may be an outlier
constexpr double outlierDistance = 1.0;     // extents of the sample's middle that a node must be away to count as one

struct Span {
    double low = 0, high = 0;
};

/// The part of [all.low, all.high] that lies within reach of the sample's middle.
Span withoutOutliers(std::vector<float>& sample, Span all)
{
    std::sort(sample.begin(), sample.end());
    const auto cut = static_cast<std::size_t>(static_cast<double>(sample.size()) * outlierShare);
    const double low = sample[cut];
    const double high = sample[sample.size() - 1 - cut];
    const double reach = (high - low) * outlierDistance;
    return {std::max(all.low, low - reach), std::min(all.high, high + reach)};
}

bool hasLoops(const Scene& scene)
{
    for (Slot first = 0; first < scene.edgeSlots; first += pageSize) {
        const auto edges = std::span(scene.edges[first / pageSize]->edges).first(std::min(pageSize, scene.edgeSlots - first));
        if (std::ranges::any_of(edges, [](const SceneEdge& edge) { return edge.source == edge.target && edge.source != noSlot; }))
            return true;
    }
    return false;
}

} // namespace

Bounds boundsOf(const Scene& scene)
{
    Bounds bounds;
    Span xs{HUGE_VAL, -HUGE_VAL};
    Span ys{HUGE_VAL, -HUGE_VAL};
    std::vector<float> sampleX;
    std::vector<float> sampleY;
    const std::uint32_t stride = std::max<std::uint32_t>(1, scene.nodeSlots / sampleSize);
    for (Slot node = 0; node < scene.nodeSlots; ++node) {
        if (!scene.style(node).drawn())
            continue;
        const Point point = scene.position(node);
        if (!std::isfinite(point.x) || !std::isfinite(point.y))
            continue;
        xs = {std::min<double>(xs.low, point.x), std::max<double>(xs.high, point.x)};
        ys = {std::min<double>(ys.low, point.y), std::max<double>(ys.high, point.y)};
        bounds.largestRadius = std::max(bounds.largestRadius, relativeRadius(scene.style(node).radius));
        if (bounds.drawnNodes++ % stride == 0) {
            sampleX.push_back(point.x);
            sampleY.push_back(point.y);
        }
    }
    if (bounds.drawnNodes == 0)
        return bounds;
    bounds.hasLoops = hasLoops(scene);
    bounds.all = {xs.low, ys.low, xs.high, ys.high};
    const Span middleX = withoutOutliers(sampleX, xs);
    const Span middleY = withoutOutliers(sampleY, ys);
    bounds.most = {middleX.low, middleY.low, middleX.high, middleY.high};
    const double extent = std::max(bounds.most.width(), bounds.most.height());
    if (extent > 0) {
        // A line of nodes has no area; it counts as a band of a hundredth of its length.
        const double area = std::max(bounds.most.width(), extent / 100) * std::max(bounds.most.height(), extent / 100);
        bounds.spacing = std::sqrt(area / bounds.drawnNodes);
    }
    return bounds;
}

} // namespace weir::scene
