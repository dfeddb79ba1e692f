#pragma once
#include "layout/start/balance.h"
#include "layout/start/hierarchy.h"
#include "layout/force/relaxation.h"
#include "layout/thread_team.h"
#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace weir::layout {

/// Lays out a whole graph: draws it together until some dozens of nodes are left, lays those out from random places, and
/// starts each finer level where the coarser one ended. At the end edges are about 1 long.
/// On coarse levels springs stay springs over long ways: that finds the whole its shape, distances in the plane as near to
/// those in the graph as they can be; the finest level then draws clusters together.
/// Not thread-safe; shares its loops with the team it is given.
class MultilevelStart final {
public:
    /// `graph` must live as long as this; `inLargest` says of each node whether it belongs to the largest component; `repulsion` is a guess.
    MultilevelStart(const SpringGraph& graph, std::span<const std::uint8_t> inLargest, const ForceModel& model, float repulsion, std::uint64_t seed);

    /// Starts from these places on the finest level instead, with nodes free to go `leash` a round at first.
    MultilevelStart(const SpringGraph& graph, std::span<const std::uint8_t> inLargest, const ForceModel& model, const Balance& balance,
                    std::vector<Point> places, float leash);

    /// One level of drawing together or one round of forces. False: finished, nothing was done.
    bool step(ThreadTeam& team, const std::stop_token& stop);

    /// Where a node is drawn now, whatever the level.
    [[nodiscard]] Point place(NodeIndex node) const;
    [[nodiscard]] bool drawn() const noexcept { return !m_drawingTogether; }   ///< false: there are no places yet

    [[nodiscard]] const Balance& balance() const noexcept { return m_balance; }
    [[nodiscard]] float leash() const noexcept { return m_leash; }
    [[nodiscard]] double meanStep() const noexcept { return m_relaxation.meanStep(); }
    [[nodiscard]] std::size_t level() const noexcept { return m_level; }

private:
    void startLevel(std::vector<Point> places, unsigned rounds);
    void cool(float firstLeash, float finalLeash);      // over the rounds of this level
    void startCoarsest();
    void startNextFiner();
    void calibrate();
    [[nodiscard]] double work() const;
    [[nodiscard]] ForceModel levelModel() const;

    const SpringGraph* m_graph;
    ForceModel m_model;
    std::uint64_t m_seed;
    Hierarchy m_hierarchy;
    std::vector<std::uint8_t> m_inLargest;              // by node of the finest level
    std::vector<std::uint8_t> m_levelInLargest;         // by node of this level
    std::vector<NodeIndex> m_holders;                   // by node: what holds it on this level
    Relaxation m_relaxation;
    Balance m_balance;
    std::size_t m_level = 0;
    bool m_drawingTogether = true;
    bool m_calibrating = true;
    unsigned m_round = 0;
    unsigned m_rounds = 0;
    float m_leash = 0;
    float m_cooling = 1;
};

} // namespace weir::layout
