#pragma once
#include "pipeline/layout/layout_places.h"
#include "pipeline/columns/edge_filter.h"
#include "pipeline/look/edge_styler.h"
#include "pipeline/look/node_styler.h"
#include "pipeline/look/usual_range.h"
#include "pipeline/shown_model.h"
#include "pipeline/taken_pages.h"
#include "scene/scene.h"
#include <optional>
#include <utility>
#include <vector>

namespace weir::pipeline {

/// Turns what changed in the model into the next scene: pages that changed are copied, all others shared with the scene
/// before. Work and memory follow the change, not the graph. A scene's slots are its own, see ShownModel. Lives on the stream
/// thread, where the model may be read.
class SceneBuilder final {
public:
    /// The model must outlive it, and makes scenes for no other.
    explicit SceneBuilder(ShownModel& model) : m_model(model) {}

    /// What changed since the last call, as one update; nothing where nothing did.
    [[nodiscard]] std::optional<scene::SceneUpdate> build(Tick shownTick, Moment moment = {});

    /// Whether what changes is told to be shown (SceneDirt::changes): not while a whole graph comes.
    void setTellsChanges(bool tells) { m_tellsChanges = tells; }

    /// The layout moved nodes: the next build() takes their places.
    void setPlaces(std::shared_ptr<const LayoutPlaces> places);
    /// Who places the nodes that the source has places for, from the next build() on: a million within some hundred milliseconds. The
    /// layout's turn begins where the source put them, and ends with the graph.
    enum class PlacedBy : std::uint8_t { Source, Layout };
    void setPlacedBy(PlacedBy who) { m_placedAnew |= std::exchange(m_placedBy, who) != who; }
    /// How nodes and edges look from the next build() on; of a large graph, from the next few on.
    void setLook(LookSettings look)
    {
        m_edgeFilter.setSettings(look.edgeColumns, look.failing);
        m_edgeStyler.setSettings(look);
        m_styler.setSettings(std::move(look));
    }
    [[nodiscard]] bool wantsComponents() const { return m_styler.wantsComponents(); }
    /// Of one of its scenes.
    void setComponents(std::shared_ptr<const ComponentColours> components);
    /// When build() has something to do, if nothing changes before; nothing: never.
    [[nodiscard]] std::optional<TimePoint> nextDue() const
    {
        return m_edgeFilter.due() || m_edgeStyler.due() ? TimePoint::min() : m_styler.nextDue();
    }
    /// All of what was built last stands as the filters want it.
    [[nodiscard]] bool settled() const { return m_styler.settled() && !m_edgeFilter.due(); }
    [[nodiscard]] LookAnswer lookAnswer() const;
    [[nodiscard]] AgeTest ageTest(ValueRange age, AgeOf of, TimePoint now) const { return m_styler.ageTest(age, of, now); }

private:
    void startOver();
    /// All nodes, since another places them now.
    void placeAnew();
    [[nodiscard]] bool isPlacedBySource(const graph::NodeMotion& motion) const { return motion.positioned && m_placedBy == PlacedBy::Source; }
    /// Looks anew at which weights are usual; true: others than before.
    [[nodiscard]] bool measureWeights();
    void takeNode(Slot storeSlot);
    void takeEdge(Slot storeSlot);
    /// Where edges have looks of their own; true: it has another one than before.
    bool takeEdgeLook(Slot storeSlot, Slot edge);
    void takeEdgeAttributes(Slot storeSlot);
    /// Whether edges have looks of their own is as it should be; true: it was not.
    [[nodiscard]] bool beginEdgeLooks();
    void takeChanges();
    void takePlaces();
    void tell(const scene::SceneChange& change);
    void tellGone(Slot edge, scene::SceneEdge ends, scene::Standing own);
    void setOwnStanding(Slot edge, scene::Standing before, scene::Standing standing);
    void filterDueEdges();
    void takeDegree(Slot node);
    void countWithoutPosition(Slot node, int by);
    void setPoint(Slot node, scene::Point before, scene::Point point);
    void makeRoomForNode(Slot node);
    void makeRoomForEdge(Slot edge);
    /// The page of a node's position becomes the model's, where the model places all of its nodes; where the node was before.
    [[nodiscard]] scene::Point takePositionPage(Slot storeSlot, Slot node);
    /// The page of an edge becomes the model's; what it was in the scene before.
    [[nodiscard]] const scene::EdgePage& takeEdgePage(Slot storeSlot, Slot edge);
    template <typename Page>
    Page& writable(std::vector<std::shared_ptr<const Page>>& pages, std::vector<std::uint8_t>& fresh, Slot slot);

    ShownModel& m_model;
    scene::Scene m_scene;                   // the next version while it is built
    scene::SceneDirt m_dirt;
    NodeStyler m_styler;
    EdgeFilter m_edgeFilter;
    EdgeStyler m_edgeStyler;
    UsualRange m_weights;
    std::vector<std::uint8_t> m_freshPositions, m_freshStyles, m_freshStandings, m_freshLooks;   // by page: already copied for this version
    TakenPages<scene::PositionPage> m_takenPositions;
    TakenPages<scene::EdgePage> m_takenEdges;
    std::vector<std::uint16_t> m_withoutPosition;                // by page: live nodes the layout must place
    std::size_t m_withoutPositionCount = 0;                      // of all pages
    Tick m_seen = 0;                        // stamp of the store up to which it is built
    std::shared_ptr<const LayoutPlaces> m_places;
    std::vector<std::shared_ptr<const LayoutPlaces::Page>> m_takenPages;   // of m_places: those whose nodes have their places
    bool m_placesChanged = false;
    PlacedBy m_placedBy = PlacedBy::Source;
    bool m_placedAnew = false;   // by another since the last build
    bool m_structureChanged = false;
    bool m_tellsChanges = false;
    bool m_telling = false;                 // and what is taken just now is known to be a change
    std::uint64_t m_changesSeen = 0;        // in this build
    std::uint32_t m_chance = 0x9e3779b9U;   // decides which of too many are told
};

} // namespace weir::pipeline
