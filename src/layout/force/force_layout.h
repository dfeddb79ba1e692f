#pragma once
#include "layout/start/balance.h"
#include "layout/force/force_model.h"
#include "layout/start/multilevel_start.h"
#include "layout/start/placement.h"
#include "layout/force/relaxation.h"
#include "layout/force/slot_memory.h"
#include "layout/thread_team.h"
#include "layout/topology.h"
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace weir::layout {

/// Places the nodes of a changing graph in the plane so that neighbours are near and clusters stand apart.
///
/// A first layout is multilevel; positions() shows the way from the first round on. After that a change of the topology
/// warms only what it touched: new nodes start beside their neighbours, old ones hardly move. Once nothing is warm the
/// layout is settled. A topology that differs in most of its nodes from what was laid out starts anew; a smaller change
/// while a first layout is under way waits until that stands, its new nodes meanwhile lie where a neighbour lies.
/// Nodes with a given place (Topology::given) never move; where there are any, the others gather round them, in their scale.
/// A node that a person pins stays where it was put until it is let go: dragging is pinning again and again. That warms the
/// nodes round it, which follow; the rest stays. Nodes that are not warm cost nothing.
///
/// World units: edges typically 1 long, the whole round the origin, small components round large ones.
/// Not thread-safe; shares its loops with a team of its own. Repeatable for a seed, whatever the number of threads.
/// For up to some 4 million nodes. All places are finite, whatever the topology.
class ForceLayout final {
public:
    struct Config {
        unsigned threads = 2;           ///< with the caller's; those of its own run in the background
        std::uint64_t seed = 1;
        ForceModel model = {};
    };

    explicit ForceLayout(Config config);

    /// Lays out this graph from now on. A slot that was live before keeps its place, unless both topologies have
    /// generations and these differ: then it is a new node. Null is taken as an empty graph.
    void setTopology(std::shared_ptr<const Topology> topology);

    /// Holds a node at this place from now on, whatever is laid out, until unpin() or until the node is gone. Seen in positions()
    /// at once. Nodes with a given place, slots that are not live and places that are not finite are left as they are.
    void pin(Slot slot, Point place);
    /// Lets a node go that pin() holds.
    void unpin(Slot slot);

    /// Held, nodes that have a place keep it through every topology, however much else changes, and new ones get theirs beside
    /// neighbours, as long as step() is not called. A first layout whose nodes are drawn already ends where it is; one that has
    /// drawn none, and one that begins because no node has a place, startsAnew() and wants its steps all the same.
    void hold(bool held);

    /// A bounded piece of work: one round of forces, or one level of drawing together. False: settled, there is nothing
    /// to do until the topology changes. Returns early, and then true, where `stop` asks for it.
    bool step(const std::stop_token& stop = {});

    /// The whole graph is being laid out; nodes may have no place yet.
    [[nodiscard]] bool startsAnew() const noexcept { return m_start.has_value(); }

    /// By slot, for at least those of the topology set last; those that are not live are anywhere finite. Valid until the next call that is
    /// not const.
    [[nodiscard]] std::span<const Point> positions() const noexcept { return m_memory.places; }

    [[nodiscard]] bool settled() const noexcept { return !m_start && m_leash == 0; }
    [[nodiscard]] double temperature() const noexcept;      ///< how far a node may go in a round, world units; 0: settled
    [[nodiscard]] double meanStep() const noexcept;         ///< how far nodes went in the last round, world units
    [[nodiscard]] std::uint64_t rounds() const noexcept { return m_rounds; }    ///< steps since it was made
    [[nodiscard]] std::size_t level() const noexcept { return m_start ? m_start->level() : 0; } ///< 0: every node moves singly

private:
    void adopt();
    void takeGiven(const Topology& topology);
    void startAnew();
    void startLocal();
    void localRound(const std::stop_token& stop);
    void finishStart();
    void publishStart();
    void takePins();
    void warmAround(NodeIndex pinned, float warmth);
    bool warm(NodeIndex node, float warmth);        // false: it is held, or as warm already
    [[nodiscard]] std::optional<NodeIndex> pinnable(Slot slot) const;
    [[nodiscard]] Point fromWorld(Point world) const { return {(world.x - m_origin.x) / m_scale, (world.y - m_origin.y) / m_scale}; }
    [[nodiscard]] Point toWorld(Point place) const { return {m_origin.x + m_scale * place.x, m_origin.y + m_scale * place.y}; }
    [[nodiscard]] bool mayWait(const Topology& topology) const;
    void showWaiting();

    Config m_config;
    ThreadTeam m_team;
    std::shared_ptr<const Topology> m_topology;     // laid out now
    std::shared_ptr<const Topology> m_waiting;      // to be laid out once the first picture stands, or null
    SlotMemory m_memory;
    std::vector<Slot> m_slots;                      // by node
    std::vector<NodeIndex> m_nodeOf;                // by slot; means nothing where none is live
    std::vector<std::uint8_t> m_pinned;             // by node: its place is given
    struct Pin {
        Point place;                                // world
        std::optional<Generation> generation;       // nothing: the topology had none
    };
    std::map<Slot, Pin> m_pins;                     // what pin() holds
    std::size_t m_changes = 0;                      // nodes that differ since the whole was warm

    SpringGraph m_graph;
    std::vector<std::uint8_t> m_inLargest;          // by node
    std::optional<MultilevelStart> m_start;         // while the whole graph is being laid out
    Relaxation m_relaxation;                        // when not
    bool m_relaxing = false;                        // m_relaxation knows the graph
    std::vector<float> m_leashes;                   // by node
    std::vector<NodeIndex> m_warm;                  // the nodes with a leash, each once
    float m_leash = 0;                              // the longest of them
    unsigned m_localRounds = 0;

    Balance m_balance;
    float m_guessedRepulsion = 1;
    float m_calibration = 1;                        // found strength of repulsion over the guessed one
    Point m_origin;                                 // world = origin + scale * place
    float m_scale = 1;                              // world units an edge
    bool m_somePinned = false;
    bool m_held = false;
    std::uint64_t m_rounds = 0;
};

} // namespace weir::layout
