#pragma once
#include "scene/bounds.h"
#include <span>

namespace weir::scene {

/// Finds the node or edge at a point of the picture without asking the GPU or another thread. Immutable once built, so
/// any thread may read it; holds the scene it was built of. Building takes time in proportion to the graph (a worker's
/// task, about 0.3 s for a million nodes and three million edges); a question takes well under a millisecond.
///
/// Nodes are in the cells of one grid. An edge is in the cell of its middle, on the level whose cells are at least as
/// large as it is long: whatever passes near a point has its middle in a neighbouring cell of its level.
class PickGrid final {
public:
    [[nodiscard]] static std::shared_ptr<const PickGrid> build(std::shared_ptr<const Scene> scene);

    /// The drawn node whose disc is nearest to `at`, at most `reach` away from it, or noSlot. `unitRadius` is the radius of
    /// a node of relative radius 1. World units.
    [[nodiscard]] Slot nearestNode(Point at, double reach, double unitRadius) const;

    /// The edge with two drawn ends that is nearest to `at` and at most `reach` world units away, or noSlot.
    [[nodiscard]] Slot nearestEdge(Point at, double reach) const;

    [[nodiscard]] const Bounds& bounds() const { return m_bounds; }
    [[nodiscard]] const std::shared_ptr<const Scene>& scene() const { return m_scene; }

private:
    /// Equal square cells over a rectangle; what lies outside belongs to the cells at its border.
    struct Cells {
        double left = 0, top = 0, size = 1;
        std::uint32_t columns = 1, rows = 1;
        std::uint32_t first = 0;   // of its cells in the list of starts

        [[nodiscard]] std::uint32_t column(double x) const;
        [[nodiscard]] std::uint32_t row(double y) const;
        [[nodiscard]] std::uint32_t cell(double x, double y) const { return first + row(y) * columns + column(x); }
    };

    struct NearestEdge {
        Slot slot = noSlot;
        double distance = 0;
    };

    explicit PickGrid(std::shared_ptr<const Scene> scene);
    void placeNodes();
    void placeEdges();
    void scan(std::uint32_t begin, std::uint32_t end, Point at, NearestEdge& nearest) const;

    std::shared_ptr<const Scene> m_scene;
    Bounds m_bounds;
    Cells m_nodeCells;
    float m_largestRadius = 0;
    std::vector<std::uint32_t> m_nodeStarts;
    std::vector<Slot> m_nodes;
    std::vector<Cells> m_levels;
    std::vector<std::uint32_t> m_edgeStarts;
    std::vector<Slot> m_edges;
    double m_quantum = 1;                                       // world units a step of the rounded ends
    std::vector<std::uint16_t> m_ax, m_ay, m_bx, m_by;          // ends in the order of m_edges, rounded: a first sieve
};

/// Distance of a point from the segment a to b.
[[nodiscard]] double distanceToSegment(Point point, Point a, Point b);

} // namespace weir::scene
