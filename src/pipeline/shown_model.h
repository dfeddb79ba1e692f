#pragma once
#include "graph/graph_store.h"
#include "graph/page_numbering.h"
#include "pipeline/hand_places.h"
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace weir::pipeline {

/// The graph as it is shown: the store that the stream keeps, with what people laid over it. All that scenes, answers, tables and searches
/// read. It owns the numbers by which scenes know elements, so that overlays may have elements of which no store knows; those of nodes
/// are as the store gave them, since its pages of edges say them. Overlays hang on keys and stay whichever graph comes; places given
/// by hand are the first. Lives on the stream thread, where the store may be read.
class ShownModel final {
public:
    /// `graph` says which graph the store holds: another number is another one, with another schema. Both must outlive this.
    ShownModel(const graph::GraphStore& store, std::function<std::uint64_t()> graph)
        : m_store(store), m_graph(std::move(graph))
    {}

    [[nodiscard]] const graph::GraphStore& store() const { return m_store; }
    [[nodiscard]] std::uint64_t graph() const { return m_graph(); }

    /// Before a scene is made: what the store has by now gets its numbers. True: it is another graph, and a new epoch of scenes
    /// (Scene::epochVersion) begins, in which slots mean something else.
    [[nodiscard]] bool catchUp();
    [[nodiscard]] std::uint64_t epochVersion() const { return m_epochVersion; }
    /// The store holds the graph of scenes of this epoch: their slots mean something to it.
    [[nodiscard]] bool isOf(std::uint64_t epochVersion) const
    {
        return m_epochVersion == epochVersion && m_graphShown == graph();
    }

    [[nodiscard]] const graph::PageNumbering& numbers(ElementKind kind) const
    {
        return kind == ElementKind::Node ? m_nodeNumbers : m_edgeNumbers;
    }
    /// noSlot: it is in no scene yet.
    [[nodiscard]] Slot sceneSlot(ElementKind kind, Slot storeSlot) const { return numbers(kind).dense(storeSlot); }
    [[nodiscard]] Slot storeSlot(ElementKind kind, Slot sceneSlot) const { return numbers(kind).sparse(sceneSlot); }
    /// That of an edge that a scene is to have.
    [[nodiscard]] Slot numberEdge(Slot storeSlot) { return m_edgeNumbers.number(storeSlot); }

    /// A node, with what lies over it.
    struct Node {
        graph::NodeIdentity identity;
        graph::NodeMotion motion;
    };
    /// Of the store, which changed; nothing: it is gone. It has a number.
    [[nodiscard]] std::optional<Node> takeNode(Slot storeSlot)
    {
        std::optional<Node> taken;
        if (m_store.hasNode(storeSlot))
            taken.emplace(m_store.nodeIdentity(storeSlot), m_store.nodeMotion(storeSlot));
        if (!m_handPlaces.empty() || !m_placed.empty())
            layOver(storeSlot, taken);
        return taken;
    }
    /// The places of a page whose nodes all have one: the store's own page where nothing lies over it. nullptr: nobody has a place there.
    [[nodiscard]] std::shared_ptr<const graph::PositionPage> positionPage(Slot storeSlot) const;

    /// A hand puts a node of the newest scene to a place that goes before the source's; nothing: takes that back. A node of this key will
    /// have it in other graphs too. What the source gives no place is the layout's.
    void placeByHand(Slot node, std::optional<scene::Point> place);
    void takeBackHandPlaces();
    /// Nodes of the newest scene over which something else lies since the last call.
    [[nodiscard]] std::vector<Slot> takeOverlaid() { return std::exchange(m_changed, {}); }

private:
    void layOver(Slot storeSlot, std::optional<Node>& taken);

    const graph::GraphStore& m_store;
    std::function<std::uint64_t()> m_graph;
    std::uint64_t m_graphShown = 0;
    std::uint64_t m_epochVersion = 0;
    graph::PageNumbering m_nodeNumbers, m_edgeNumbers;
    HandPlaces m_handPlaces;
    std::map<Slot, scene::Point> m_placed;   // nodes of the newest scene that have such a place
    std::vector<Slot> m_changed;
};

}   // namespace weir::pipeline
