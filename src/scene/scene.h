#pragma once
#include "base/ids.h"
#include "graph/columns/edge_page.h"
#include "graph/columns/position_page.h"
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace weir::scene {

/// Elements a page; pages are the unit of sharing between threads, elements the unit of upload.
using graph::pageSize;

using graph::Point;
using graph::PositionPage;           ///< the model's own where it places all nodes of a page, shared with it

/// What a filter makes of a node or an edge. A dimmed node gives way to the others, as do its edges; a hidden one is not drawn, nor are they.
enum class Standing : std::uint8_t { Shown, Dimmed, Hidden };

struct NodeStyle {
    float radius = 0;              ///< relative, 1 is usual
    std::uint16_t category = 0;
    bool live : 1 = false;         ///< false: the slot is free
    bool placed : 1 = false;       ///< false: it has no position yet, so it is not drawn; nor are its edges
    bool fromSource : 1 = false;   ///< its position is the source's own or by hand above it, not the layout's
    std::uint8_t shade : 5 = 0;    ///< one more than the number of its colour in the palette; 0: that is its category's
    Standing standing = Standing::Shown;
    std::uint32_t colour = 0;      ///< 0xAARRGGBB, 0: from the palette
    Generation generation = 0;     ///< tells a node from the next one in the same slot

    static constexpr std::uint8_t mostShade = 31;

    /// Where its colour is the palette's: which one, those beyond it the last.
    [[nodiscard]] std::uint16_t paletteNumber() const { return shade == 0 ? category : static_cast<std::uint16_t>(shade - 1); }
    [[nodiscard]] bool drawn() const { return live && placed && standing != Standing::Hidden; }
    bool operator==(const NodeStyle&) const = default;
};
static_assert(sizeof(NodeStyle) == 16);

struct NodeStylePage {
    std::array<NodeStyle, pageSize> styles;
};

/// What a filter of edges makes of them by themselves, whatever becomes of their nodes; of free slots they are Shown.
struct EdgeStandingPage {
    std::array<Standing, pageSize> standings{};
};

using SceneEdge = graph::EdgeEnds;   ///< no source: the slot is free
using EdgePage = graph::EdgePage;    ///< the model's own, shared with it

/// How edges look whose colours or widths stand for something; those of free slots as usual.
struct EdgeLookPage {
    std::array<std::uint32_t, pageSize> colours{};   ///< 0xAARRGGBB, 0: the picture's
    std::array<std::uint8_t, pageSize> widths{};     ///< from 0, the least, to `widest`, see scene::widthOf()

    static constexpr std::uint8_t widest = 255;
};

/// Consecutive slots that changed.
struct SlotRange {
    Slot first = 0;
    std::uint32_t count = 0;
};

/// Something that a person may want to see happen. Of what is gone there is a copy, since its slot may be another's by now.
struct SceneChange {
    enum class What : std::uint8_t { Came, Changed, Gone };

    ElementKind element = ElementKind::Node;
    What what = What::Changed;
    Slot slot = noSlot;
    Point from = {}, to = {};   ///< of what is gone: where it was; of a node both the same
    NodeStyle style = {};  ///< of a node that is gone; of an edge that is gone the standing alone
};

/// Of the changes between two scenes so many are told, chosen without a bias.
inline constexpr std::size_t mostChangesTold = 256;

/// What changed between two versions of a scene. Beyond a bound ranges grow to whole pages, never into a longer list.
struct SceneDirt {
    std::vector<SlotRange> positions = {}, styles = {}, edges = {};
    std::vector<SceneChange> changes = {};   ///< to be shown; none where a whole graph came
};

/// From where to where most weights of edges are; above 0.
struct WeightRange {
    float low = 1, high = 1;
    bool operator==(const WeightRange&) const = default;
};

/// What is to be drawn and laid out at one moment: pages that are never written again once published, shared by the
/// renderer, the splatter, the layout and picking. A new version shares every page that did not change.
/// Element i is in page i / pageSize. Its slots are numbered by whoever builds it, with few holes: memory may be in proportion
/// to nodeSlots and edgeSlots. Immutable, so any thread may read it.
struct Scene {
    std::uint64_t version = 0;            ///< grows with every published scene
    std::uint64_t structureVersion = 0;   ///< grows when a node or edge came or went
    std::uint64_t epochVersion = 0;       ///< grows when the whole graph was replaced (another source, a resync)
    Tick shownTick = 0;                   ///< the server tick this scene shows
    std::uint32_t nodeSlots = 0;          ///< slots in use: 0 to nodeSlots - 1
    std::uint32_t edgeSlots = 0;
    std::uint32_t nodeCount = 0;          ///< live nodes, drawn or not
    std::uint32_t edgeCount = 0;
    std::uint32_t dimmedNodes = 0;        ///< live nodes that a filter dims
    std::uint32_t dimmedEdges = 0;        ///< edges that a filter of edges dims
    bool needsLayout = false;             ///< the layout places nodes: the source gave no positions, or they are overruled
    bool overruled = false;               ///< the source gave positions, and nodes are laid out nevertheless
    WeightRange usualWeights = {};        ///< by which edges are as wide as they are
    std::vector<std::shared_ptr<const PositionPage>> positions;
    std::vector<std::shared_ptr<const NodeStylePage>> styles;
    std::vector<std::shared_ptr<const EdgePage>> edges;
    std::vector<std::shared_ptr<const EdgeStandingPage>> edgeStandings;   ///< nullptr, or beyond the last: all of the page are Shown
    std::vector<std::shared_ptr<const EdgeLookPage>> edgeLooks;   ///< a page for each of `edges`; empty: all look as usual
    bool colouredEdges = false;           ///< some of `edgeLooks` may have colours
    bool ownEdgeWidths = false;           ///< their widths count, else edges are as wide as their weights say

    [[nodiscard]] Point position(Slot node) const { return positions[node / pageSize]->points[node % pageSize]; }
    [[nodiscard]] const NodeStyle& style(Slot node) const { return styles[node / pageSize]->styles[node % pageSize]; }
    [[nodiscard]] const SceneEdge& edge(Slot slot) const { return edges[slot / pageSize]->edges[slot % pageSize]; }
    [[nodiscard]] float weight(Slot slot) const { return edges[slot / pageSize]->weight(slot % pageSize); }
    [[nodiscard]] Standing ownStanding(Slot edge) const
    {
        const std::size_t page = edge / pageSize;
        return page < edgeStandings.size() && edgeStandings[page] ? edgeStandings[page]->standings[edge % pageSize] : Standing::Shown;
    }
    /// 0: the picture's.
    [[nodiscard]] std::uint32_t edgeColour(Slot slot) const { return edgeLooks.empty() ? 0 : edgeLooks[slot / pageSize]->colours[slot % pageSize]; }
    /// False also of what is no slot.
    [[nodiscard]] bool drawn(Slot node) const { return node < nodeSlots && style(node).drawn(); }
    [[nodiscard]] bool edgeDrawn(Slot slot) const
    {
        return slot < edgeSlots && drawn(edge(slot).source) && drawn(edge(slot).target) && ownStanding(slot) != Standing::Hidden;
    }
    /// Of a live edge: it gives way as much as the weaker of its nodes, and as much as it is to by itself.
    [[nodiscard]] Standing edgeStanding(Slot slot) const
    {
        return std::max({style(edge(slot).source).standing, style(edge(slot).target).standing, ownStanding(slot)});
    }
};

/// A scene on its way to a reader, with what changed since the scene that this reader took before.
struct SceneUpdate {
    std::shared_ptr<const Scene> scene;
    SceneDirt dirt;
};

/// The update that leads from before `older` to after `newer`: for the mailbox whose reader was late.
[[nodiscard]] SceneUpdate merge(SceneUpdate older, SceneUpdate newer);

} // namespace weir::scene
