#pragma once
#include "graph/changes/change_set.h"
#include "graph/schema.h"
#include "graph/columns/slot_pool.h"
#include "source/synthetic/community_map.h"
#include "source/synthetic/drawn_attributes.h"
#include "source/synthetic/drawn_ahead.h"
#include "source/synthetic/edge_links.h"
#include "source/synthetic/random.h"
#include <cstdint>
#include <memory>
#include <vector>

namespace weir::source {

struct SyntheticParameters {
    std::uint32_t nodes = 2000;
    std::uint32_t edges = 6000;
    double churn = 0.05;   ///< share of the steps that add or remove, 0 to 1
    std::uint64_t seed = 1;
    bool positions = true;
    std::uint32_t attributes = 0;       ///< columns, of nodes
    std::uint32_t edgeAttributes = 0;   ///< columns, of edges
    double edits = 0.1;                 ///< share of the steps that change an attribute, where there are any, 0 to 1
};

/// The synthetic graph: communities with hubs that are born, then change for ever. The sequence of changes is a pure
/// function of the parameters; how it is cut into sets changes nothing but the grouping. A step is one change of an
/// element, or a node with its edges coming or going. The counts stay within some percent of those asked for.
/// Not thread-safe. Memory: some 100 bytes a node and 40 an edge.
class ChangeSequence final {
public:
    explicit ChangeSequence(const SyntheticParameters& parameters);

    [[nodiscard]] static graph::Schema schema(const SyntheticParameters& parameters = {});

    /// Appends births until the first graph stands or `set` has `maximumRows` rows (give or take one node).
    /// False: it stands, nothing was appended.
    [[nodiscard]] bool appendBirths(graph::ChangeSet& set, std::size_t maximumRows);

    /// Nodes and edges that live now.
    [[nodiscard]] std::size_t elements() const { return m_nodeSlots.liveCount() + m_edgeSlots.liveCount(); }

    /// Appends steps to `set` until at least `changes` changes are in, and returns how many. Fewer: the next step
    /// touches an element in a way that needs a set of its own, or the set has `maximumRows` rows; go on with an
    /// empty one.
    std::size_t appendSteps(graph::ChangeSet& set, std::size_t changes, std::size_t maximumRows);

private:
    using PlaceNumber = std::uint32_t;
    static constexpr std::uint32_t none = 0xffff'ffffU;

    struct alignas(64) NodeState {   // one cache line
        float homeX, homeY;
        float offsetX = 0, offsetY = 0;
        float usualSize;
        float load = 0;       // %
        Slot slot = noSlot;   // noSlot: nobody stands here
        std::uint32_t community;
        std::uint32_t touchedIn = 0;   // number of the last set with a row of this node
    };

    void bearNode(graph::ChangeSet& set, PlaceNumber place);
    void bearEdge(graph::ChangeSet& set, PlaceNumber source, PlaceNumber target);
    void removeEdge(graph::ChangeSet& set, Slot edge);
    std::size_t removeNode(graph::ChangeSet& set, PlaceNumber place);
    void moveNode(graph::ChangeSet& set, PlaceNumber place, std::uint64_t bits);
    void editNode(graph::ChangeSet& set, PlaceNumber place);
    void editEdge(graph::ChangeSet& set, Slot edge);
    [[nodiscard]] bool edits(const std::unique_ptr<DrawnAttributes>& attributes);
    void writeMotion(graph::ChangeSet& set, const NodeState& node);
    std::size_t step(graph::ChangeSet& set);
    std::size_t churnNode(graph::ChangeSet& set);
    std::size_t churnEdge(graph::ChangeSet& set);
    std::size_t weighEdge(graph::ChangeSet& set);
    std::size_t performPendingRemoval(graph::ChangeSet& set);
    void bearOneMoreEdge(graph::ChangeSet& set);
    void drawEdgeAt(PlaceNumber place, PlaceNumber& source, PlaceNumber& target);
    void driftLevels();
    [[nodiscard]] PlaceNumber anyNode();
    [[nodiscard]] Slot anyEdge();
    [[nodiscard]] bool occupied(PlaceNumber place) const { return m_nodes[place].slot != noSlot; }
    [[nodiscard]] bool touched(Slot edge) const { return m_edgeTouchedIn[edge] == m_setNumber; }
    [[nodiscard]] bool removalNeedsNewSet(PlaceNumber place) const;

    SyntheticParameters m_parameters;
    Random m_random;
    CommunityMap m_map;
    std::unique_ptr<DrawnAttributes> m_nodeAttributes, m_edgeAttributes;   // nullptr: they have none
    std::vector<NodeState> m_nodes;               // by place
    EdgeLinks m_links;                            // of places
    std::vector<std::uint32_t> m_edgeTouchedIn;   // by slot
    std::vector<PlaceNumber> m_vacant;
    std::vector<PlaceNumber> m_births;   // still to be born, last first
    std::vector<float> m_levels;         // by community: the load its nodes tend to, %
    DrawnAhead m_nodesAhead, m_edgesAhead;
    graph::SlotPool m_nodeSlots, m_edgeSlots;
    std::uint64_t m_nextKey = 0;
    std::uint32_t m_nodeBand = 8, m_edgeBand = 8;   // how far the counts may stray
    std::uint32_t m_setNumber = 1;
    PlaceNumber m_nextSpoke = 0;
    PlaceNumber m_pendingNode = none;   // a removal that waits for a set of its own
    Slot m_pendingEdge = noSlot;
    std::uint32_t m_steps = 0;
    std::uint32_t m_churnThreshold;   // of 2^32
};

} // namespace weir::source
