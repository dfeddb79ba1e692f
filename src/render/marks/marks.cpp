#include "render/marks/marks.h"
#include "render/look/badge.h"
#include "render/device/shader_floats.h"
#include "scene/node_size.h"
#include <algorithm>
#include <ranges>

namespace weir::render {

namespace {

constexpr int bowPieces = 12;
constexpr double haloWidth = 4, glowHalfWidth = 0.7;         // item pixels
constexpr double glowEdgeAlpha = 0.45, ghostAlpha = 0.7;
constexpr double backgroundBadgeAlpha = 0.4;   // of what is dimmed, or not selected while others are
constexpr double ringGap = 2;                  // item pixels
constexpr std::size_t looselyRinged = 2'000;   // nodes: rings of more overlap, and take long to draw where the device is a CPU
constexpr std::size_t mostMarked = 20'000;   // of each kind: more would be a solid disc

class MarkList final {
public:
    MarkList(const scene::Scene& scene, const MarkView& view)
        : m_scene(scene), m_style(view.style), m_nodeRadius(view.nodeRadius), m_bows(view.bows), m_scale(view.scale)
    {
    }

    void edge(Slot slot, double halfWidth, double alpha, float fadingSince = 0)
    {
        if (slot >= m_scene.edgeSlots)
            return;
        const scene::SceneEdge ends = m_scene.edge(slot);
        if (!m_scene.drawn(ends))
            return;
        const bool turned = ends.source > ends.target;   // a bow is said of the way from the lower slot
        const scene::Point a = m_scene.position(turned ? ends.target : ends.source);
        const scene::Point b = m_scene.position(turned ? ends.source : ends.target);
        const auto bow = std::ranges::lower_bound(m_bows, slot, {}, &EdgeBow::edge);
        const float aside = bow != m_bows.end() && bow->edge == slot ? bow->aside / static_cast<float>(m_scale) : 0;
        const int pieces = aside == 0 ? 1 : bowPieces;
        // From rim to rim: a mark lies over the nodes' discs, too.
        const double length = std::hypot(b.x - a.x, b.y - a.y) * m_scale;
        const double begin = rimOf(turned ? ends.target : ends.source) / length;
        const double end = 1 - rimOf(turned ? ends.source : ends.target) / length;
        if (!(begin < end))
            return;
        const auto at = [&](int piece) {
            return pointOfBow(a, b, aside, static_cast<float>(begin + (end - begin) * piece / pieces));
        };
        scene::Point from = at(0);
        for (int i = 1; i <= pieces; ++i) {
            const scene::Point to = at(i);
            m_marks.push_back({{from.x, from.y, to.x, to.y},
                               {0, 0, static_cast<float>(halfWidth), fadingSince},
                               toFloats(m_style.mark, alpha),
                               {}});
            from = to;
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

    void glow(const GlowList::Glow& glow)
    {
        const scene::SceneChange& change = glow.change;
        const bool gone = change.what == scene::SceneChange::What::Gone;
        if (change.element == ElementKind::Edge && !gone) {
            edge(change.slot, glowHalfWidth, glowEdgeAlpha, glow.since);
        } else if (change.element == ElementKind::Edge) {
            m_marks.push_back({{change.from.x, change.from.y, change.to.x, change.to.y},
                               {0, 0, static_cast<float>(glowHalfWidth), glow.since},
                               toFloats(m_style.edge, ghostAlpha),
                               {}});
        } else if (gone && change.style.drawn()) {
            m_marks.push_back({{change.from.x, change.from.y, change.from.x, change.from.y},
                               {static_cast<float>(radiusOf(change.style)), 0, 0, glow.since},
                               toFloats(m_style.colourOf(change.style), ghostAlpha),
                               {}});
        } else if (!gone && m_scene.drawn(change.slot)) {
            const scene::NodeStyle& node = m_scene.style(change.slot);
            const scene::Point at = m_scene.position(change.slot);
            const double radius = radiusOf(node);
            const bool came = change.what == scene::SceneChange::What::Came;
            m_marks.push_back({{at.x, at.y, at.x, at.y},
                               {static_cast<float>(radius), -1, static_cast<float>(haloWidth + radius * (came ? 1.2 : 0.6)), glow.since},
                               toFloats(m_style.mark, came ? 0.55 : 0.3),
                               toFloats(m_style.colourOf(node), came ? 0.9 : 0.7)});
        }
    }

    [[nodiscard]] std::vector<Mark> take() { return std::move(m_marks); }

private:
    [[nodiscard]] double rimOf(Slot node) const { return scene::drawnRadius(m_scene.style(node).radius, m_nodeRadius); }

    /// Of a disc that is marked: one that can be seen.
    [[nodiscard]] double radiusOf(const scene::NodeStyle& node) const
    {
        return std::max(scene::drawnRadius(node.radius, m_nodeRadius), 2.0);
    }

    const scene::Scene& m_scene;
    const PictureStyle& m_style;
    double m_nodeRadius;
    std::span<const EdgeBow> m_bows;
    double m_scale;
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
    for (const GlowList::Glow& glow : glows)
        marks.glow(glow);
    if (highlight.around) {
        // Many edges at one node would make a white fan: the more, the fainter each.
        const double alpha = std::clamp(8.0 / std::sqrt(static_cast<double>(highlight.around->edges.size()) + 1), 0.12, 0.7);
        for (const Slot edge : highlight.around->edges)
            marks.edge(edge, 0.6, alpha);
    }
    if (highlight.selectedSet) {
        const scene::ElementSet& set = *highlight.selectedSet;
        const double alpha = std::clamp(8.0 / std::sqrt(static_cast<double>(set.edges.size()) + 1), 0.12, 0.7);
        for (std::size_t i = 0; i < std::min(set.edges.size(), mostMarked); ++i)
            marks.edge(set.edges[i], 0.6, alpha);
        const double gap = set.nodes.size() > looselyRinged ? 0 : ringGap;
        for (std::size_t i = 0; i < std::min(set.nodes.size(), mostMarked); ++i)
            marks.node(set.nodes[i], 1.2, 0.8, gap);
    }
    const auto wholeEdge = [&](Slot slot) {
        if (slot >= scene.edgeSlots)
            return;
        marks.edge(slot, 1.0, 0.95);
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
