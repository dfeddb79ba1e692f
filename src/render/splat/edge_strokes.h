#pragma once
#include "scene/index/block_choice.h"
#include "scene/edge_shape.h"
#include "scene/scene.h"
#include <QtCore/qsize.h>
#include <algorithm>
#include <array>
#include <compare>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace weir::render {

/// A straight piece of an edge, as shaders/stroke.vert reads it; pixels, y down.
struct Stroke {
    std::array<float, 2> from{}, to{};
    float halfFrom = 0, halfTo = 0;   ///< half its width at both ends: an arrow's head tapers to 0
    float strength = 1;               ///< density where it covers a pixel
    std::uint32_t colour = 0;         ///< 0xAARRGGBB, 0: that of edges

    /// It is no wider than a line of a pixel, and drawn as one (line_walk.h): that costs a fraction of what a wide one does.
    [[nodiscard]] bool isLine() const { return halfFrom <= 0.5F && halfFrom == halfTo; }
};

// What has a shape is drawn and picked by it.
using scene::closenessFor;
using scene::EdgeDetail;
using scene::pointOfBow;
using scene::strokeReach;

/// From which length on edges are thinned, pixels: an edge n times as long has 1/sqrt(n) of the density, so that the long ones of
/// a large graph do not hide where it is dense. The longer, the closer one is.
[[nodiscard]] double thinnedFrom(double nodeRadius, double pixelRatio);

/// Edges in view beyond which they are drawn as lines after all: such a view is not close.
inline constexpr std::size_t mostStroked = 120'000;

/// An edge that is not the first between its two nodes: how many before it join them, so how far it gives way to them.
struct EdgeLane {
    Slot edge = noSlot;
    std::uint32_t lane = 0;   ///< above 0

    bool operator==(const EdgeLane&) const = default;
};

struct EdgeStrokes {
    std::vector<Stroke> strokes;
    std::vector<EdgeLane> lanes;   ///< sorted by edge
};

/// Where and how edges are seen.
struct StrokeView {
    scene::Affine pixelFromWorld;
    QSize size;
    float nodeRadius = 1;        ///< pixels, of relative radius 1
    float pixelRatio = 1;        ///< pixels an item pixel
    float thinnedFrom = 1e9F;    ///< pixels
    EdgeDetail detail;
    float lineWeight = 1;        ///< density of an edge of one pixel; one that grows as wide as it is dense has the usual again
    /// They lie over the discs of their nodes: each goes from rim to rim, and its line ends where an arrow's head begins.
    bool overNodes = false;
    float leastHalf = 0;         ///< pixels: no line is narrower than twice this
};

/// An edge that may be seen.
struct SeenEdge {
    std::uint64_t nodes = 0;   ///< its ends, the same for all edges between the same two
    Slot edge = noSlot;

    [[nodiscard]] static SeenEdge of(Slot edge, scene::SceneEdge ends)
    {
        const auto [low, high] = std::minmax(ends.source, ends.target);
        return {std::uint64_t{low} << 32U | high, edge};
    }

    auto operator<=>(const SeenEdge&) const = default;
};

/// Those edges of a block that may be seen in the view are appended to `seen`.
void gatherSeen(const scene::Scene& scene, const scene::SpatialBlock& block, const StrokeView& view, std::vector<SeenEdge>& seen);

/// Those of these blocks; nothing: they are more than mostStroked.
[[nodiscard]] std::optional<std::vector<SeenEdge>> seenToStroke(const scene::Scene& scene, const scene::SpatialIndex& index,
                                                                const std::vector<std::uint32_t>& blocks, const StrokeView& view);

/// The strokes of these edges, which are sorted first; of two nodes all that are seen are among them. Edges between the same two nodes bow apart, in the order of their slots; a
/// loop is a circle at its node, one more a larger one; a directed edge has an arrow's head where it meets its target, unless it is
/// too short for one; an edge is as wide as its weight or its look says (scene::widthOf()).
[[nodiscard]] EdgeStrokes strokesOf(const scene::Scene& scene, std::vector<SeenEdge>& seen, const StrokeView& view);

/// The strokes of one edge are appended to `out`; `lane` as in EdgeLane, 0: it is the first between its nodes.
void strokesOfEdge(const scene::Scene& scene, Slot edge, std::uint32_t lane, const StrokeView& view, std::vector<Stroke>& out);

} // namespace weir::render
