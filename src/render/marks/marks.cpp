#include "render/marks/marks.h"
#include "render/device/shader_floats.h"
#include "render/look/badge.h"
#include "render/look/dimmed.h"
#include "scene/node_size.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <ranges>
#include <unordered_map>

namespace weir::render {

namespace {

constexpr double haloWidth = 4;                               // item pixels
constexpr float lineHalf = 0.6F, glowHalfWidth = 0.7F;        // item pixels
constexpr double glowEdgeAlpha = 0.45, ghostAlpha = 0.7;
constexpr double backgroundBadgeAlpha = 0.4;   // of what is dimmed, or not selected while others are
constexpr double ringGap = 2;                  // item pixels
constexpr std::size_t looselyRinged = 2'000;   // nodes: rings of more overlap, and take long to draw where the device is a CPU
constexpr std::size_t mostMarked = 20'000;   // of each kind: more would be a solid disc
constexpr double mostLength = 4e6;           // item pixels: of highlighted edges, some tenths of a second where the device is a CPU

/// Whether elements of a highlight are among a few; it is told in one pass over the highlight.
class Highlighted final {
public:
    Highlighted(const Highlight& highlight, std::span<const GlowList::Glow> glows) : m_selects(highlight.selects())
    {
        if (!m_selects)
            return;
        for (const GlowList::Glow& glow : glows)
            m_asked[number(glow.change.element)].emplace(glow.change.slot, false);
        take(ElementKind::Node, std::array{highlight.selectedNode});
        take(ElementKind::Edge, std::array{highlight.selectedEdge});
        if (highlight.around) {
            take(ElementKind::Node, highlight.around->nodes);
            take(ElementKind::Edge, highlight.around->edges);
        }
        if (highlight.selectedSet) {
            take(ElementKind::Node, highlight.selectedSet->nodes | std::views::take(mostMarked));
            take(ElementKind::Edge, highlight.selectedSet->edges | std::views::take(mostMarked));
        }
    }

    /// What the picture leaves of that element beside what is selected; it was among the glows.
    [[nodiscard]] double shareOf(ElementKind kind, Slot slot) const
    {
        return !m_selects || m_asked[number(kind)].at(slot) ? 1 : 1 - dimmedBySelection;
    }
    /// What it leaves of one that is gone.
    [[nodiscard]] double shareOfGone() const { return m_selects ? 1 - dimmedBySelection : 1; }

private:
    static std::size_t number(ElementKind kind) { return kind == ElementKind::Node ? 0 : 1; }

    void take(ElementKind kind, const auto& slots)
    {
        auto& asked = m_asked[number(kind)];
        for (const Slot slot : slots) {
            if (const auto at = asked.find(slot); at != asked.end())
                at->second = true;
        }
    }

    bool m_selects;
    std::array<std::unordered_map<Slot, bool>, 2> m_asked;   // nodes, edges
};

class MarkList final {
public:
    MarkList(const scene::Scene& scene, const MarkView& view)
        : m_scene(scene), m_style(view.style), m_nodeRadius(view.nodeRadius), m_lanes(view.lanes), m_itemFromWorld(view.camera.itemFromWorld())
    {
        // In item pixels, as far around the picture as a hand may move it until the next.
        const auto width = static_cast<float>(view.camera.width());
        const auto height = static_cast<float>(view.camera.height());
        m_itemFromWorld.offsetX += double{width};
        m_itemFromWorld.offsetY += double{height};
        m_strokes = {.pixelFromWorld = m_itemFromWorld,
                     .size = QSizeF(3.0 * width, 3.0 * height).toSize(),
                     .nodeRadius = static_cast<float>(view.nodeRadius),
                     .detail = {view.shaped ? closenessFor(view.nodeRadius) : 0, view.style.curvedEdges},
                     .overNodes = true};
    }

    /// No narrower than `leastHalf` item pixels on both sides of its middle.
    void edge(Slot slot, float leastHalf, double alpha, float fadingSince = 0)
    {
        if (!m_scene.edgeDrawn(slot))
            return;
        const auto lane = std::ranges::lower_bound(m_lanes, slot, {}, &EdgeLane::edge);
        m_strokes.leastHalf = leastHalf;
        m_pieces.clear();
        strokesOfEdge(m_scene, slot, lane != m_lanes.end() && lane->edge == slot ? lane->lane : 0, m_strokes, m_pieces);
        for (const Stroke& piece : m_pieces) {
            const scene::Point from = worldOf(piece.from);
            const scene::Point to = worldOf(piece.to);
            m_marks.push_back({{from.x, from.y, to.x, to.y}, {0, piece.halfTo, piece.halfFrom, fadingSince}, toFloats(m_style.mark, alpha), {}});
        }
    }

    /// A disc as in the picture; with a ring where `ringWidth` is above 0, `gap` item pixels away from it.
    void node(Slot slot, double ringWidth, double ringAlpha, double gap = ringGap)
    {
        if (!m_scene.drawn(slot))
            return;
        const scene::NodeStyle& node = m_scene.style(slot);
        const scene::Point at = m_scene.position(slot);
        const double radius = radiusOf(node);
        m_marks.push_back({{at.x, at.y, at.x, at.y},
                           {static_cast<float>(radius), static_cast<float>(gap), static_cast<float>(ringWidth), 0},
                           toFloats(m_style.colourOf(node), 1),
                           toFloats(m_style.mark, ringAlpha)});
    }

    void badge(const PinnedNode& pinned, bool inBackground)
    {
        if (!m_scene.drawn(pinned.node) || m_scene.style(pinned.node).generation != pinned.generation)
            return;
        const scene::NodeStyle& node = m_scene.style(pinned.node);
        const double radius = scene::drawnRadius(node.radius, m_nodeRadius);
        if (radius < leastBadgedRadius)
            return;
        const BadgePlace place = badgeOf(radius);
        const scene::Point at = m_scene.position(pinned.node);
        const bool faint = inBackground || node.standing == scene::Standing::Dimmed;
        m_marks.push_back({{at.x, at.y, at.x, at.y},
                           {static_cast<float>(-place.radius), static_cast<float>(place.aside), 0, 0},
                           toFloats(m_style.mark, faint ? backgroundBadgeAlpha : 1),
                           toFloats(m_style.ground, 1)});
    }

    /// `share` is what the picture leaves of it beside what is selected.
    void glow(const GlowList::Glow& glow, double share)
    {
        const scene::SceneChange& change = glow.change;
        const bool gone = change.what == scene::SceneChange::What::Gone;
        if (change.element == ElementKind::Edge && !gone) {
            edge(change.slot, glowHalfWidth, glowEdgeAlpha * share * shareOfEdge(change.slot), glow.since);
        } else if (change.element == ElementKind::Edge && change.style.standing != scene::Standing::Hidden) {
            const double own = change.style.standing == scene::Standing::Dimmed ? double{dimmedEdgeShare} : 1;
            m_marks.push_back({{change.from.x, change.from.y, change.to.x, change.to.y},
                               {0, glowHalfWidth, glowHalfWidth, glow.since},
                               toFloats(m_style.edge, ghostAlpha * share * own),
                               {}});
        } else if (change.element == ElementKind::Node && gone && change.style.drawn()) {
            m_marks.push_back({{change.from.x, change.from.y, change.from.x, change.from.y},
                               {static_cast<float>(radiusOf(change.style)), 0, 0, glow.since},
                               toFloats(m_style.colourOf(change.style), ghostAlpha * share * shareOf(change.style)),
                               {}});
        } else if (change.element == ElementKind::Node && !gone && m_scene.drawn(change.slot)) {
            const scene::NodeStyle& node = m_scene.style(change.slot);
            const scene::Point at = m_scene.position(change.slot);
            const double radius = radiusOf(node);
            const bool came = change.what == scene::SceneChange::What::Came;
            share *= shareOf(node);
            m_marks.push_back({{at.x, at.y, at.x, at.y},
                               {static_cast<float>(radius), -1, static_cast<float>(haloWidth + radius * (came ? 1.2 : 0.6)), glow.since},
                               toFloats(m_style.mark, (came ? 0.55 : 0.3) * share),
                               toFloats(m_style.colourOf(node), (came ? 0.9 : 0.7) * share)});
        }
    }

    /// The highlighted edges, the fainter the more: many at one node would make a white fan, and many over one another a black
    /// tangle. Of very many, which a device that is a CPU would draw for seconds, each so many-th.
    void edges(std::span<const Slot> edges)
    {
        const auto [length, alpha] = extentOf(edges);
        const auto every = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(length / mostLength)));
        for (std::size_t i = 0; i < edges.size(); i += every)
            edge(edges[i], lineHalf, alpha);
    }
    /// How strong the rings around the highlighted nodes may be: the fainter the more of the box around them they would cover, since
    /// many over one another are one dark patch in which no node can be seen.
    [[nodiscard]] double ringAlphaFor(std::span<const Slot> nodes, double width, double gap) const
    {
        constexpr double mostInk = 0.25, faintest = 0.1, strongest = 0.8;
        scene::Point low{std::numeric_limits<float>::max(), std::numeric_limits<float>::max()};
        scene::Point high{std::numeric_limits<float>::lowest(), std::numeric_limits<float>::lowest()};
        double covered = 0, broadest = 0;   // item pixels
        for (const Slot slot : nodes) {
            if (!m_scene.drawn(slot))
                continue;
            const scene::Point at = m_scene.position(slot);
            low = {std::min(low.x, at.x), std::min(low.y, at.y)};
            high = {std::max(high.x, at.x), std::max(high.y, at.y)};
            const double radius = radiusOf(m_scene.style(slot)) + gap + width / 2;
            covered += 2 * std::numbers::pi * radius * width;
            broadest = std::max(broadest, 2 * radius);
        }
        const double across = (double{high.x} - low.x) * m_itemFromWorld.scaleX + broadest;
        const double area = across * ((double{high.y} - low.y) * m_itemFromWorld.scaleY + broadest);
        return covered > 0 && area > 0 ? std::clamp(mostInk * area / covered, faintest, strongest) : strongest;
    }
    [[nodiscard]] std::vector<Mark> take() { return std::move(m_marks); }

private:
    struct Extent {
        double length = 0;   // of all edges, as far as they may be in view, item pixels
        double alpha = 0;    // of each
    };

    [[nodiscard]] Extent extentOf(std::span<const Slot> edges) const
    {
        constexpr double mostInk = 0.35;   // on average of the box around them
        constexpr double faintest = 0.05, strongest = 0.7, lineWidth = 1.2;
        const double longest = std::hypot(m_strokes.size.width(), m_strokes.size.height()) / 3;
        scene::Point low{std::numeric_limits<float>::max(), std::numeric_limits<float>::max()};
        scene::Point high{std::numeric_limits<float>::lowest(), std::numeric_limits<float>::lowest()};
        double length = 0, lengthInView = 0;
        for (const Slot slot : edges) {
            if (!m_scene.edgeDrawn(slot))
                continue;
            const scene::Point a = m_scene.position(m_scene.edge(slot).source);
            const scene::Point b = m_scene.position(m_scene.edge(slot).target);
            low = {std::min({low.x, a.x, b.x}), std::min({low.y, a.y, b.y})};
            high = {std::max({high.x, a.x, b.x}), std::max({high.y, a.y, b.y})};
            const double own = std::hypot(double{b.x} - a.x, double{b.y} - a.y) * m_itemFromWorld.scaleX;
            length += own;
            lengthInView += std::min(own, longest);
        }
        const double area = (double{high.x} - low.x) * (double{high.y} - low.y) * m_itemFromWorld.scaleX * m_itemFromWorld.scaleY;
        const double ink = area > 0 ? length * lineWidth / area : 0;
        const double ofFan = 8 / std::sqrt(static_cast<double>(edges.size()) + 1);
        return {lengthInView, std::clamp(std::min(ofFan, ink > 0 ? mostInk / ink : strongest), faintest, strongest)};
    }

    [[nodiscard]] static double shareOf(const scene::NodeStyle& node)
    {
        return node.standing == scene::Standing::Dimmed ? double{dimmedNodeShare} : 1;
    }

    [[nodiscard]] double shareOfEdge(Slot slot) const
    {
        const bool dimmed = m_scene.edgeDrawn(slot) && m_scene.edgeStanding(slot) == scene::Standing::Dimmed;
        return dimmed ? double{dimmedEdgeShare} : 1;
    }

    [[nodiscard]] scene::Point worldOf(std::array<float, 2> item) const
    {
        return {static_cast<float>((item[0] - m_itemFromWorld.offsetX) / m_itemFromWorld.scaleX),
                static_cast<float>((item[1] - m_itemFromWorld.offsetY) / m_itemFromWorld.scaleY)};
    }

    /// Of a disc that is marked: one that can be seen.
    [[nodiscard]] double radiusOf(const scene::NodeStyle& node) const
    {
        return std::max(scene::drawnRadius(node.radius, m_nodeRadius), 2.0);
    }

    const scene::Scene& m_scene;
    const PictureStyle& m_style;
    double m_nodeRadius;
    std::span<const EdgeLane> m_lanes;
    scene::Affine m_itemFromWorld;   // with the picture in the middle of what is marked
    StrokeView m_strokes;
    std::vector<Stroke> m_pieces;    // of the edge being marked
    std::vector<Mark> m_marks;
};

/// Which of the pinned nodes, ascending by slot, do not give way to what is selected.
std::vector<bool> inFront(const std::vector<PinnedNode>& pinned, const Highlight& highlight)
{
    std::vector<bool> forward(pinned.size(), !highlight.selects());
    const auto bring = [&](Slot node) {
        const auto at = std::ranges::lower_bound(pinned, node, {}, &PinnedNode::node);
        if (at != pinned.end() && at->node == node)
            forward[static_cast<std::size_t>(at - pinned.begin())] = true;
    };
    bring(highlight.selectedNode);
    bring(highlight.hoveredNode);
    if (highlight.around)
        std::ranges::for_each(highlight.around->nodes, bring);
    if (highlight.selectedSet)
        std::ranges::for_each(highlight.selectedSet->nodes | std::views::take(mostMarked), bring);
    return forward;
}

} // namespace

std::vector<Mark> marksOf(const scene::Scene& scene, const Highlight& highlight, std::span<const GlowList::Glow> glows, const MarkView& view)
{
    MarkList marks(scene, view);
    const Highlighted highlighted(highlight, glows);
    for (const GlowList::Glow& glow : glows) {
        const bool gone = glow.change.what == scene::SceneChange::What::Gone;
        marks.glow(glow, gone ? highlighted.shareOfGone() : highlighted.shareOf(glow.change.element, glow.change.slot));
    }
    if (highlight.around)
        marks.edges(highlight.around->edges);
    if (highlight.selectedSet) {
        const scene::ElementSet& set = *highlight.selectedSet;
        marks.edges(std::span(set.edges).first(std::min(set.edges.size(), mostMarked)));
        const double gap = set.nodes.size() > looselyRinged ? 0 : ringGap;
        constexpr double ringWidth = 1.2;
        const double alpha = marks.ringAlphaFor(set.nodes, ringWidth, gap);
        for (std::size_t i = 0; i < std::min(set.nodes.size(), mostMarked); ++i)
            marks.node(set.nodes[i], ringWidth, alpha, gap);
    }
    const auto wholeEdge = [&](Slot slot) {
        if (slot >= scene.edgeSlots)
            return;
        marks.edge(slot, 1, 0.95);
        marks.node(scene.edge(slot).source, 1.2, 0.7);
        marks.node(scene.edge(slot).target, 1.2, 0.7);
    };
    wholeEdge(highlight.selectedEdge);
    wholeEdge(highlight.hoveredEdge);
    if (highlight.around) {
        for (const Slot node : highlight.around->nodes)
            marks.node(node, 0, 0);
    }
    marks.node(highlight.selectedNode, 2.0, 1.0);
    marks.node(highlight.hoveredNode, 1.5, 0.85);
    if (highlight.pinned) {
        const std::vector<bool> forward = inFront(*highlight.pinned, highlight);
        for (std::size_t i = 0; i < std::min(highlight.pinned->size(), mostMarked); ++i)
            marks.badge((*highlight.pinned)[i], !forward[i]);
    }
    return marks.take();
}

} // namespace weir::render
