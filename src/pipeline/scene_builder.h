#pragma once
#include "graph/graph_store.h"
#include "pipeline/hand_places.h"
#include "pipeline/layout/layout_places.h"
#include "pipeline/look/node_styler.h"
#include "pipeline/look/usual_range.h"
#include "graph/page_numbering.h"
#include "pipeline/taken_pages.h"
#include "scene/scene.h"
#include <map>
#include <optional>
#include <vector>

namespace weir::pipeline {

/// Turns what changed in the model into the next scene: pages that changed are copied, all others shared with the scene
/// before. Work and memory follow the change, not the graph. A scene's slots are its own, see numbers(). Lives on the stream
/// thread, where the model may be read.
class SceneBuilder final {
public:
    /// What changed since the last call, as one update; nothing where nothing did. `resets` is Applier::resets().
    [[nodiscard]] std::optional<scene::SceneUpdate> build(const graph::GraphStore& store, std::uint64_t resets, Tick shownTick, Moment moment = {});

    /// Whether what changes is told to be shown (SceneDirt::changes): not while a whole graph comes.
    void setTellsChanges(bool tells) { m_tellsChanges = tells; }

    /// The layout moved nodes: the next build() takes their places.
    void setPlaces(std::shared_ptr<const LayoutPlaces> places);
    /// A hand puts a node of the newest scene to a place that goes before the source's, from the next build() on; nothing: takes that back.
    /// A node of this key will have it in other graphs too. What the source gives no place is the layout's.
    void setHandPlace(const graph::GraphStore& store, Slot node, std::optional<scene::Point> place);
    void takeBackHandPlaces();
    /// Who places the nodes that the source has places for, from the next build() on: a million within some hundred milliseconds. The
    /// layout's turn begins where the source put them, and ends with the graph.
    enum class PlacedBy : std::uint8_t { Source, Layout };
    void setPlacedBy(PlacedBy who);
    /// How nodes look from the next build() on; of a large graph, from the next few on.
    void setLook(LookSettings look) { m_styler.setSettings(std::move(look)); }
    [[nodiscard]] bool wantsComponents() const { return m_styler.wantsComponents(); }
    /// Of one of its scenes.
    void setComponents(std::shared_ptr<const ComponentColours> components);
    /// When build() has something to do, if nothing changes before; nothing: never.
    [[nodiscard]] std::optional<TimePoint> nextDue() const { return m_styler.nextDue(); }
    [[nodiscard]] LookAnswer lookAnswer() const { return m_styler.answer(); }

    /// The newest scene is of this graph (Scene::epochVersion), and so is the model (Applier::resets()): numbers() fit both.
    [[nodiscard]] bool isOf(std::uint64_t epochVersion, std::uint64_t resets) const { return m_scene.epochVersion == epochVersion && m_resets == resets; }

    /// Which slot of the newest scene stands for which of the model.
    [[nodiscard]] const graph::PageNumbering& numbers(ElementKind kind) const { return kind == ElementKind::Node ? m_nodeNumbers : m_edgeNumbers; }

private:
    /// All nodes, since another places them now.
    void placeAnew(const graph::GraphStore& store);
    [[nodiscard]] bool isPlacedBySource(const graph::NodeMotion& motion) const { return motion.positioned && m_placedBy == PlacedBy::Source; }
    void startOver();
    /// Looks anew at which weights are usual; true: others than before.
    [[nodiscard]] bool measureWeights(const graph::GraphStore& store);
    void takeNode(const graph::GraphStore& store, Slot storeSlot);
    void takeEdge(const graph::GraphStore& store, Slot storeSlot);
    void takeChanges(const graph::GraphStore& store);
    void takePlaces();
    void tell(const scene::SceneChange& change);
    void tellGone(Slot edge, scene::SceneEdge ends);
    [[nodiscard]] scene::Standing standingOf(scene::SceneEdge ends) const;   ///< the weaker of its nodes'
    void takeDegree(const graph::GraphStore& store, Slot node);
    void countWithoutPosition(Slot node, int by);
    void setPoint(Slot node, scene::Point before, scene::Point point);
    void makeRoomForNode(Slot node);
    void makeRoomForEdge(Slot edge);
    /// The page of a node's position becomes the model's, where the model places all of its nodes, but for those that a hand placed;
    /// where the node was before.
    [[nodiscard]] scene::Point takePositionPage(const graph::GraphStore& store, Slot storeSlot, Slot node);
    /// The page of an edge becomes the model's; what it was in the scene before.
    [[nodiscard]] const scene::EdgePage& takeEdgePage(const graph::GraphStore& store, Slot storeSlot, Slot edge);
    template <typename Page>
    Page& writable(std::vector<std::shared_ptr<const Page>>& pages, std::vector<std::uint8_t>& fresh, Slot slot);

    scene::Scene m_scene;                   // the next version while it is built
    scene::SceneDirt m_dirt;
    graph::PageNumbering m_nodeNumbers, m_edgeNumbers;
    NodeStyler m_styler;
    UsualRange m_weights;
    std::vector<std::uint8_t> m_freshPositions, m_freshStyles;   // by page: already copied for this version
    TakenPages<scene::PositionPage> m_takenPositions;
    TakenPages<scene::EdgePage> m_takenEdges;
    std::vector<std::uint16_t> m_withoutPosition;                // by page: live nodes the layout must place
    std::size_t m_withoutPositionCount = 0;                      // of all pages
    Tick m_seen = 0;                        // stamp of the store up to which it is built
    std::uint64_t m_resets = 0;
    std::shared_ptr<const LayoutPlaces> m_places;
    std::vector<std::shared_ptr<const LayoutPlaces::Page>> m_takenPages;   // of m_places: those whose nodes have their places
    bool m_placesChanged = false;
    PlacedBy m_placedBy = PlacedBy::Source;
    bool m_placedAnew = false;   // by another since the last build
    HandPlaces m_handPlaces;
    std::map<Slot, scene::Point> m_handPlaced;   // nodes of the scene that have such a place
    std::vector<Slot> m_handChanged;             // for the next build()
    bool m_structureChanged = false;
    bool m_tellsChanges = false;
    bool m_telling = false;                 // and what is taken just now is known to be a change
    std::uint64_t m_changesSeen = 0;        // in this build
    std::uint32_t m_chance = 0x9e3779b9U;   // decides which of too many are told
};

} // namespace weir::pipeline
