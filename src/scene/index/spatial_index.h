#pragma once
#include "base/ids.h"
#include "scene/scene.h"
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace weir::scene {

/// Elements a block: what is left out or drawn together.
inline constexpr std::uint32_t blockSize = 512;

/// A rectangle of world units that may be empty: then left is beyond right.
struct Box {
    float left = std::numeric_limits<float>::max(), top = std::numeric_limits<float>::max();
    float right = std::numeric_limits<float>::lowest(), bottom = std::numeric_limits<float>::lowest();

    void add(Point point)
    {
        left = point.x < left ? point.x : left;
        right = point.x > right ? point.x : right;
        top = point.y < top ? point.y : top;
        bottom = point.y > bottom ? point.y : bottom;
    }
    void add(const Box& box)
    {
        left = box.left < left ? box.left : left;
        right = box.right > right ? box.right : right;
        top = box.top < top ? box.top : top;
        bottom = box.bottom > bottom ? box.bottom : bottom;
    }
    bool operator==(const Box&) const = default;
};

/// Of an edge's ends.
[[nodiscard]] inline Box edgeBox(const Scene& scene, Slot slot)
{
    const SceneEdge edge = scene.edge(slot);
    Box box;
    box.add(scene.position(edge.source));
    box.add(scene.position(edge.target));
    return box;
}

/// Elements that lie near each other: nodes by their places, edges by their middles and lengths. Immutable once published.
struct SpatialBlock {
    Box bounds;                  ///< of the nodes, or of both ends of the edges
    float largestRadius = 0;     ///< relative, of the nodes
    std::uint16_t count = 0;     ///< 0: the block's number is free
    std::uint8_t octave = 0;     ///< of all its elements: half of all have 0, a quarter 1, and so on
    bool padded = false;         ///< the places beyond its elements were in PlaceDirt, too: they may be drawn as nothing
    std::array<Slot, blockSize> slots;
};

/// The blocks of all drawn elements of one kind; an edge is drawn where both its ends are. The elements of the octaves from k on are a random share of 2^-k of all,
/// chosen by slot, so a graph can be drawn in part without a bias; of nodes the large ones have higher octaves than their share.
struct SpatialOrder {
    std::vector<std::shared_ptr<const SpatialBlock>> blocks;   ///< by number; element i of block b has the place b * blockSize + i
    std::vector<std::uint32_t> sequence;                       ///< numbers of blocks in drawing order: large nodes last
    std::uint32_t elements = 0;
    std::uint8_t octaves = 1;                                  ///< one more than the highest in use
};

/// Where everything is, for one version of a scene: what is in view and under the pointer, and in which order it is drawn.
/// A new version shares every block that did not change. Immutable, so any thread may read it.
struct SpatialIndex {
    SpatialOrder nodes, edges;
    /// How far a node may be outside the bounds of its block, and an end outside those of its edge's; world units.
    float drift = 0;
};

/// Which places (of SpatialOrder) have another element, or an edge with other ends, than in the version before.
struct PlaceDirt {
    std::vector<SlotRange> nodes, edges;
};

} // namespace weir::scene
