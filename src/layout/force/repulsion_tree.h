#pragma once
#include "layout/point.h"
#include "layout/thread_team.h"
#include <cstdint>
#include <span>
#include <vector>

namespace weir::layout {

/// The repulsion m' * d / (d^2 + softening^2) of all nodes on each, in O(n log n) for the sorting and O(n) for the rest:
/// a quadtree of cells with mass and centroid, cells acting on cells through a linear expansion at the target (the
/// monopole, first order form of the fast multipole method), and neighbouring leaves node by node, eight at a time.
/// The sorting lasts for several rounds: cells follow their nodes, so a stale order costs a little speed and no accuracy.
/// Not thread-safe; shares its loops with the team it is given. The result does not depend on the number of threads.
class RepulsionTree final {
public:
    /// Sorts the nodes anew. The two spans have one length; places must be finite and below 1e18.
    void sort(std::span<const Point> places, std::span<const float> masses, ThreadTeam& team);

    /// Takes new places for the nodes that were sorted; `active` (by node, or empty for all) says whose force is wanted.
    void follow(std::span<const Point> places, std::span<const std::uint8_t> active, ThreadTeam& team);

    /// The same where only `changed` moved or changed whether their force is wanted. Not before follow().
    void followSome(std::span<const std::uint32_t> changed, std::span<const Point> places, std::span<const std::uint8_t> active);

    /// The force on each node for a mass of 1, by node; those of inactive nodes are left as they are.
    void addUp(float softening, std::span<Point> forces, ThreadTeam& team);

    [[nodiscard]] std::size_t size() const noexcept { return m_order.size(); }

private:
    struct Cell {
        std::uint32_t begin;            // of its nodes in sorted order
        std::uint32_t end;
        std::uint32_t firstChild;       // 0: a leaf
        std::uint32_t children;
        float x;                        // centroid
        float y;
        float mass;
        float radius;                   // of a circle round the centroid that holds all its nodes
        Point low;
        Point high;
        std::uint32_t active;           // how many of its nodes want their force

        [[nodiscard]] bool leaf() const { return firstChild == 0; }
    };
    struct Expansion {
        float x = 0;
        float y = 0;
        float xx = 0;
        float xy = 0;
        float yy = 0;
    };
    struct Range {
        std::uint32_t begin;
        std::uint32_t end;
    };
    struct Walk;

    void split(std::span<const std::uint64_t> keys, unsigned indexBits, unsigned axisBits);
    void gatherLeaf(Cell& cell);
    void gatherInner(Cell& cell);
    void descend(Walk& walk, std::uint32_t target, std::size_t firstCandidate, const Expansion& inherited) const;
    void finishLeaf(const Walk& walk, const Cell& leaf, const Expansion& expansion) const;
    static void addNear(const float* x, const float* y, const float* masses, std::span<const Range> near,
                        std::uint32_t target, float softening2, float* forceX, float* forceY);

    std::vector<std::uint32_t> m_order;     // node by place in sorted order
    std::vector<std::uint32_t> m_placeOf;   // the other way round; empty until followSome() asks
    std::vector<std::uint32_t> m_touched;   // cells with a changed node
    std::vector<float> m_x;                 // in sorted order, like the next two; padded by one block
    std::vector<float> m_y;
    std::vector<float> m_mass;
    std::vector<std::uint8_t> m_active;
    std::vector<Cell> m_cells;              // parents before children, children side by side
    std::vector<std::uint32_t> m_levels;    // first cell of each level of the tree, and the end
    std::vector<std::uint32_t> m_tasks;     // cells that together hold all nodes once: the units of work
    std::vector<std::uint64_t> m_keys;
    std::vector<std::uint64_t> m_keysScratch;
};

} // namespace weir::layout
