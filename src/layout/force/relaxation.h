#pragma once
#include "layout/force/force_model.h"
#include "layout/point.h"
#include "layout/force/repulsion_tree.h"
#include "layout/force/spring_graph.h"
#include "layout/thread_team.h"
#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace weir::layout {

/// Moves the nodes of one graph towards the rest of the forces on them, a round at a time. Each node steps by its force
/// over the stiffness of its own springs, so a hub of 20,000 springs is as tame as a leaf, and at most by its leash.
/// Not thread-safe; shares its loops with the team it is given. The result does not depend on the number of threads.
class Relaxation final {
public:
    struct Forces {
        ForceModel model;
        float repulsion = 1;
        float gravity = 0;                              // towards the centre
        Point centre;
    };

    /// `graph` must live as long as this or until the next start().
    void start(const SpringGraph& graph, std::vector<Point> places);

    /// One round of all nodes, none of which goes further than `leash`. False, and nothing moved, where `stop` came first.
    bool round(const Forces& forces, float leash, ThreadTeam& team, const std::stop_token& stop);

    /// One round of these nodes alone, each named once; the others stay, and where the nodes are few they cost nothing. `leashes` by
    /// node of the graph. False, and nothing moved, where `stop` came first.
    bool roundOf(std::span<const NodeIndex> nodes, const Forces& forces, std::span<const float> leashes, ThreadTeam& team,
                 const std::stop_token& stop);

    /// Puts a node elsewhere between two rounds.
    void setPlace(NodeIndex node, Point place);

    [[nodiscard]] std::span<const Point> places() const noexcept { return m_places; }
    [[nodiscard]] std::vector<Point> takePlaces() noexcept { return std::move(m_places); }
    [[nodiscard]] double meanStep() const noexcept { return m_meanStep; }     ///< of the last round

    /// Moves and scales everything: a place becomes (place - `centre`) * `factor`.
    void recentre(Point centre, float factor);

private:
    [[nodiscard]] Point moved(NodeIndex node, const Forces& forces, float leash) const;
    void followOf(std::span<const NodeIndex> nodes, ThreadTeam& team);

    const SpringGraph* m_graph = nullptr;
    std::vector<Point> m_places;
    std::vector<Point> m_nextPlaces;
    std::vector<Point> m_repulsion;         // for a mass of 1
    std::vector<std::uint8_t> m_active;     // by node: was in the last roundOf()
    std::vector<NodeIndex> m_stale;         // nodes of which the tree may not know where they are, or that they rest
    std::vector<double> m_chunkSteps;
    RepulsionTree m_tree;
    unsigned m_roundsSinceSort = 0;
    double m_meanStep = 0;
};

} // namespace weir::layout
