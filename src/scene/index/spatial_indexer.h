#pragma once
#include "scene/index/block_list.h"
#include "scene/index/spatial_keys.h"
#include <memory>

namespace weir::scene {

/// Keeps the spatial index of a changing scene. Taking an update costs time in proportion to what changed; what moved is
/// found again by settle(), which looks at every element (some 0.1 s for a million nodes and three million edges), so it is
/// called when it is worth it. Until then drift() says how far bounds may be off, and the index is right all the same.
/// Not thread-safe; a worker's.
class SpatialIndexer final {
public:
    /// The next version of the scene. Sorts everything anew for another graph, and where it outgrew what it was sorted for.
    void take(const SceneUpdate& update);

    /// How far nodes may have gone since bounds were exact, in distances between neighbours.
    [[nodiscard]] double drift() const { return m_drift / m_bounds.spacing; }
    /// What came since all was sorted, as a share of what there was: it lies in blocks that are half empty. Some thousand elements do
    /// not count.
    [[nodiscard]] double growth() const;
    [[nodiscard]] std::uint64_t sorts() const { return m_sorts; }   ///< how often all was sorted anew
    static constexpr double usualGrowth = 0.25;   ///< below it sorting anew is not worth its while where more may come
    /// Makes bounds exact and moves elements to the blocks they now belong to, or sorts all anew where it grew by more than `mostGrowth`;
    /// drift is 0 afterwards.
    void settle(double mostGrowth = usualGrowth);

    struct Result {
        std::shared_ptr<const SpatialIndex> index;
        PlaceDirt dirt;       ///< since the result before
    };
    /// Of the scene taken last.
    [[nodiscard]] Result publish();

private:
    void sortAnew(const Bounds& bounds);
    void takeNodes(const Scene& before, const SceneDirt& dirt);
    void takeEdges(const Scene& before, const std::vector<SlotRange>& ranges);
    void takeAppearedAndVanished();
    [[nodiscard]] bool drawn(Slot node) const;
    [[nodiscard]] bool edgeDrawn(Slot slot) const;
    [[nodiscard]] BlockList::Entry nodeEntry(Slot node) const;
    [[nodiscard]] BlockList::Entry edgeEntry(Slot slot) const;
    void insertNode(Slot node);
    void insertEdge(Slot slot);
    /// Bounds of every block, of those of its elements that `keep(block, slot)` says belong there.
    template <typename Keep>
    void measureNodes(Keep&& keep);
    template <typename Keep>
    void measureEdges(Keep&& keep);

    std::shared_ptr<const Scene> m_scene;
    SpatialKeys m_keys;
    Bounds m_bounds;
    BlockList m_nodes, m_edges;
    std::vector<Slot> m_waiting;       // live edges with an end that is not drawn
    bool m_nodesAppeared = false;      // some of those may be drawn now
    bool m_nodesVanished = false;      // some edges may no longer be drawn
    double m_drift = 0;                // world units
    std::uint64_t m_sorts = 0;
};

} // namespace weir::scene
