#pragma once
#include "scene/camera/bounds.h"
#include "scene/edge_shape.h"
#include "scene/index/spatial_index.h"
#include <array>
#include <optional>
#include <span>
#include <vector>

namespace weir::scene {

/// How what is picked is seen.
struct PickView {
    double scale = 1;          ///< item pixels a world unit
    double nodeRadius = 0;     ///< item pixels, of relative radius 1
    EdgeDetail edges = {};     ///< closeness 0: edges are lines
};

/// Finds the node or edge at a point of the picture without asking the GPU or another thread. Immutable once built, so
/// any thread may read it; holds the scene and the index that it was built of. Building takes time in proportion to the graph (a worker's
/// task, about 0.2 s for a million nodes and three million edges); a question takes well under a millisecond.
///
/// The blocks of the spatial index say where to look, and in each the boxes of some dozen of its elements. Where such boxes leave too
/// much over, as those of long edges do, rounded ends are kept as a sieve that is read in order.
class PickIndex final {
public:
    /// `index` is that of just this scene.
    [[nodiscard]] static std::shared_ptr<const PickIndex> build(std::shared_ptr<const Scene> scene, std::shared_ptr<const SpatialIndex> index);

    /// The drawn node whose disc is nearest to `at`, at most `reach` item pixels away from it, or noSlot.
    [[nodiscard]] Slot nearestNode(Point at, double reach, const PickView& view) const;

    /// The edge with two drawn ends that is nearest to `at` as it is drawn, and at most `reach` item pixels away, or noSlot. Where very many
    /// pass by, they are taken for lines.
    [[nodiscard]] Slot nearestEdge(Point at, double reach, const PickView& view) const;

    [[nodiscard]] const Bounds& bounds() const { return m_bounds; }
    [[nodiscard]] const std::shared_ptr<const Scene>& scene() const { return m_scene; }

private:
    static constexpr std::uint32_t groupSize = 64;   // elements a box
    static constexpr std::uint32_t groups = blockSize / groupSize;

    /// Boxes of the elements of one order, by the number of their block: exact for this scene, whatever the index' drift.
    struct Boxes {
        std::vector<Box> ofBlocks;
        std::vector<std::array<Box, groups>> ofGroups;

        /// Calls `visit(block, first, count)` for each group of elements whose box has a point at most `reach(block)` from `at`, which
        /// may become less meanwhile and is at most `farthest`.
        template <typename Reach, typename Visit>
        void forEachNear(const SpatialOrder& order, Point at, float farthest, Reach&& reach, Visit&& visit) const;
    };
    struct NearestEdge {
        Slot slot = noSlot;
        double distance = 0;
    };
    struct NearLine {
        Slot edge = noSlot;
        SceneEdge ends = {};
        Point a = {}, b = {};
    };
    static constexpr std::uint32_t noSieve = 0xffff'ffffU;

    PickIndex(std::shared_ptr<const Scene> scene, std::shared_ptr<const SpatialIndex> index);
    template <typename BoxOf>
    static Boxes boxesOf(const SpatialOrder& order, BoxOf&& boxOf);
    void makeSieve();
    [[nodiscard]] Slot nearestLine(Point at, double reach) const;
    [[nodiscard]] std::optional<std::vector<NearLine>> linesNear(Point at, double reach) const;
    /// Item pixels; of what is surely farther away than `nearest` some number that is not less.
    [[nodiscard]] double distanceTo(const NearLine& line, std::uint32_t lane, Point at, const PickView& view, double nearest) const;
    void look(Slot slot, Point at, NearestEdge& nearest) const;
    void sieve(std::span<const Slot> slots, std::uint32_t from, Point at, NearestEdge& nearest) const;

    std::shared_ptr<const Scene> m_scene;
    std::shared_ptr<const SpatialIndex> m_index;
    Bounds m_bounds;
    Boxes m_nodes, m_edges;
    std::vector<float> m_largestRadius;                         // by block of nodes, relative
    float m_largestOfAll = 0;
    double m_quantum = 1;                                       // world units a step of the rounded ends
    std::vector<std::uint32_t> m_sieveFrom;                     // by block of edges: where its ends begin, or noSieve
    std::vector<std::uint16_t> m_ax, m_ay, m_bx, m_by;          // rounded ends
};

/// Distance of a point from the segment a to b.
[[nodiscard]] double distanceToSegment(Point point, Point a, Point b);

} // namespace weir::scene
