#pragma once
#include "scene/scene.h"
#include <cstdint>

namespace weir::scene {

/// How much of the detail of edges a picture shows: nothing far away, where an edge is a line of a pixel, all of it close by.
struct EdgeDetail {
    double closeness = 0;     ///< 0 to 1: widths, bows and arrows grow with it, so that none appears at once
    bool curved = false;      ///< every edge bows to its left, so that the two of a pair lie apart
};

/// The detail for nodes of this radius (item pixels, of relative radius 1): it grows from 2.2 to 3.6, which is with 10 to 24 pixels
/// between neighbours.
[[nodiscard]] double closenessFor(double nodeRadius);

/// How wide an edge is close by, item pixels: 1 where its weight is the lowest of the usual ones, or less, then with the square root of its
/// weight up to 5, or more slowly where the usual weights span more than that.
[[nodiscard]] float edgeWidth(float weight, const WeightRange& usual);

/// Of an edge of the scene: by its weight, or between 1 and 5 as its look says.
[[nodiscard]] float widthOf(const Scene& scene, Slot edge);

/// How far bows and loops reach beyond the ends of their edges, item pixels.
inline constexpr double strokeReach = 48;

/// How far the middle of an edge that joins two nodes is from that of its chord, to the left of the way from source to target. Pixels, of
/// which an item pixel has `pixelRatio`, as has `length`. `lane`: how many edges before it, by slot, join the same two nodes, whichever way.
[[nodiscard]] float asideOf(SceneEdge ends, std::uint32_t lane, float length, const EdgeDetail& detail, float pixelRatio);

/// A point of a bow from `a` to `b`, at `t` from 0 to 1; `aside` is to the left of the way (y down).
[[nodiscard]] Point pointOfBow(Point a, Point b, float aside, float t);

/// Of so many straight pieces a bow is drawn. Pixels.
[[nodiscard]] int piecesOfBow(float aside);

/// An edge that joins a node with itself: a circle through the node's middle, up and to the right. Pixels.
struct Loop {
    Point centre;
    float radius = 0;
};
[[nodiscard]] Loop loopOf(Point node, float nodeRadius, std::uint32_t lane, const EdgeDetail& detail, float pixelRatio);

} // namespace weir::scene
