#include "render/splat/edge_strokes.h"
#include "render/look/dimmed.h"
#include "render/look/pixel_places.h"
#include "scene/node_size.h"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace weir::render {

namespace {

using scene::Point;

constexpr float arrowLength = 9, arrowHalf = 3.2F, arrowStrength = 2.5F;   // item pixels
constexpr int loopPieces = 18;

/// Whether a straight line comes within `margin` of the picture: by its box, and by the side on which the corners lie.
bool crosses(Point a, Point b, QSize size, float margin)
{
    const float right = static_cast<float>(size.width()) + margin;
    const float bottom = static_cast<float>(size.height()) + margin;
    if (std::max(a.x, b.x) < -margin || std::min(a.x, b.x) > right || std::max(a.y, b.y) < -margin || std::min(a.y, b.y) > bottom)
        return false;
    const auto side = [&](float x, float y) { return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x); };
    const float corners[] = {side(-margin, -margin), side(right, -margin), side(-margin, bottom), side(right, bottom)};
    const auto [low, high] = std::ranges::minmax(corners);
    return low <= 0 && high >= 0;
}

/// Makes the strokes of one picture.
class StrokeMaker final {
public:
    StrokeMaker(const scene::Scene& scene, const StrokeView& view, std::vector<Stroke>& out)
        : m_scene(scene), m_places(scene, view.pixelFromWorld), m_view(view), m_out(out), m_close(static_cast<float>(view.detail.closeness))
    {
    }

    /// `lane`: how many edges before it join the same two nodes.
    void add(Slot edge, std::uint32_t lane)
    {
        const scene::SceneEdge ends = m_scene.edge(edge);
        const scene::EdgePage& page = *m_scene.edges[edge / scene::pageSize];
        m_colour = m_scene.edgeColour(edge);
        const bool directed = page.directed.test(edge % scene::pageSize);
        m_strength = m_scene.edgeStanding(edge) == scene::Standing::Dimmed ? dimmedEdgeShare : 1.0F;
        const float width = scene::widthOf(m_scene, edge);
        m_strength *= m_view.lineWeight / (1 + m_close * (m_view.lineWeight - 1));
        m_half = std::max(0.5F * (1 + m_close * (width * m_view.pixelRatio - 1)), m_view.leastHalf);
        const Point a = m_places.of(ends.source);
        const Point b = m_places.of(ends.target);
        if (ends.source == ends.target)
            return loop(a, radiusOf(ends.source), lane, directed);
        const float length = std::hypot(b.x - a.x, b.y - a.y);
        if (!(length > 0))
            return;
        if (length > m_view.thinnedFrom)
            m_strength *= std::sqrt(m_view.thinnedFrom / length);
        const float aside = scene::asideOf(ends, lane, length, m_view.detail, m_view.pixelRatio);
        bow({a, b, aside, length}, radiusOf(ends.source), radiusOf(ends.target), directed);
    }

private:
    struct Bow {
        Point from, to;
        float aside, length;

        [[nodiscard]] Point at(float t) const { return pointOfBow(from, to, aside, t); }
    };

    [[nodiscard]] float radiusOf(Slot node) const
    {
        return static_cast<float>(scene::drawnRadius(m_scene.style(node).radius, m_view.nodeRadius, m_view.pixelRatio));
    }

    void stroke(Point from, Point to, float halfFrom, float halfTo, float strength)
    {
        const float reach = std::max(halfFrom, halfTo) + 1;
        if (std::max(from.x, to.x) < -reach || std::min(from.x, to.x) > static_cast<float>(m_view.size.width()) + reach
            || std::max(from.y, to.y) < -reach || std::min(from.y, to.y) > static_cast<float>(m_view.size.height()) + reach)
            return;
        m_out.push_back({{from.x, from.y}, {to.x, to.y}, halfFrom, halfTo, strength, m_colour});
    }

    [[nodiscard]] float arrowSize() const { return m_close * m_view.pixelRatio * std::max(1.0F, 0.5F + m_half / m_view.pixelRatio); }

    /// A head whose tip is at `tip`, pointing along the unit vector.
    void arrow(Point tip, float dx, float dy)
    {
        const float size = arrowSize();
        stroke({tip.x - dx * arrowLength * size, tip.y - dy * arrowLength * size}, tip, arrowHalf * size, 0,
               m_strength * arrowStrength);
    }

    void bow(const Bow& bow, float sourceRadius, float targetRadius, bool directed)
    {
        const float room = arrowLength * m_close * m_view.pixelRatio * 1.5F;
        const bool headed = directed && m_close > 0 && bow.length >= targetRadius + 2 * room;
        // Where the bow comes out of the target's disc: the chord is near enough to the bow's length.
        const float t = 1 - (targetRadius + 1) / bow.length;
        float begin = 0, end = 1;
        if (m_view.overNodes) {
            begin = sourceRadius / bow.length;
            end = headed ? t - arrowLength * arrowSize() / bow.length : 1 - targetRadius / bow.length;
        }
        if (begin < end)
            line(bow, begin, end);
        if (!headed)
            return;
        const Point tip = bow.at(t);
        const Point before = bow.at(std::max(0.0F, t - arrowLength * m_view.pixelRatio / bow.length));
        const float step = std::hypot(tip.x - before.x, tip.y - before.y);
        if (step > 0)
            arrow(tip, (tip.x - before.x) / step, (tip.y - before.y) / step);
    }

    void line(const Bow& bow, float begin, float end)
    {
        const auto at = [&](float t) { return t == 1 ? bow.to : bow.at(t); };
        const int pieces = scene::piecesOfBow(bow.aside);
        Point from = at(begin);
        for (int i = 1; i <= pieces; ++i) {
            const Point to = at(i == pieces ? end : begin + (end - begin) * static_cast<float>(i) / static_cast<float>(pieces));
            piece(from, to);
            from = to;
        }
    }

    /// A straight piece, cut to the picture so that it stays exact where an end is far away.
    void piece(Point from, Point to)
    {
        const float margin = m_half + 2;
        float enter = 0;
        float leave = 1;
        const auto cut = [&enter, &leave](float start, float delta, float low, float high) {
            if (delta == 0) {
                if (start < low || start > high)
                    leave = -1;
                return;
            }
            const float first = (low - start) / delta;
            const float last = (high - start) / delta;
            enter = std::max(enter, std::min(first, last));
            leave = std::min(leave, std::max(first, last));
        };
        cut(from.x, to.x - from.x, -margin, static_cast<float>(m_view.size.width()) + margin);
        cut(from.y, to.y - from.y, -margin, static_cast<float>(m_view.size.height()) + margin);
        if (!(enter < leave))
            return;
        const Point start = enter > 0 ? Point{from.x + (to.x - from.x) * enter, from.y + (to.y - from.y) * enter} : from;
        const Point end = leave < 1 ? Point{from.x + (to.x - from.x) * leave, from.y + (to.y - from.y) * leave} : to;
        stroke(start, end, m_half, m_half, m_strength);
    }

    void loop(Point node, float radius, std::uint32_t lane, bool directed)
    {
        if (m_close <= 0)
            return;
        const scene::Loop loop = scene::loopOf(node, radius, lane, m_view.detail, m_view.pixelRatio);
        const auto at = [&](float turn) {   // 0: at the node
            const float angle = static_cast<float>(std::numbers::pi) * (0.75F + 2 * turn);
            return Point{loop.centre.x + loop.radius * std::cos(angle), loop.centre.y + loop.radius * std::sin(angle)};
        };
        const float around = 2 * static_cast<float>(std::numbers::pi) * loop.radius;
        const float out = std::min(0.4F, (radius + 1) / around);
        const float begin = m_view.overNodes ? out : 0;
        const float head = directed ? arrowLength * arrowSize() / around : 0;
        const float end = m_view.overNodes ? std::max(begin, 1 - out - head) : 1;
        Point from = at(begin);
        for (int i = 1; i <= loopPieces; ++i) {
            const Point to = at(begin + (end - begin) * static_cast<float>(i) / loopPieces);
            stroke(from, to, m_half, m_half, m_strength);
            from = to;
        }
        if (!directed)
            return;
        const Point tip = at(1 - out);
        const Point before = at(1 - out - 0.05F);
        const float step = std::hypot(tip.x - before.x, tip.y - before.y);
        arrow(tip, (tip.x - before.x) / step, (tip.y - before.y) / step);
    }

    const scene::Scene& m_scene;
    PixelPlaces m_places;
    const StrokeView& m_view;
    std::vector<Stroke>& m_out;
    float m_close;
    float m_half = 0.5F, m_strength = 1;   // of the edge being added
    std::uint32_t m_colour = 0;
};

} // namespace

double thinnedFrom(double nodeRadius, double pixelRatio)
{
    return (48 + 40 * nodeRadius) * pixelRatio;
}

void gatherSeen(const scene::Scene& scene, const scene::SpatialBlock& block, const StrokeView& view, std::vector<SeenEdge>& seen)
{
    const float margin = static_cast<float>(strokeReach) * view.pixelRatio;
    const PixelPlaces places(scene, view.pixelFromWorld);
    for (std::uint32_t i = 0; i < block.count; ++i) {
        const scene::SceneEdge ends = scene.edge(block.slots[i]);
        if (!scene.edgeDrawn(block.slots[i]))
            continue;
        const Point a = places.of(ends.source);
        const Point b = places.of(ends.target);
        if (std::isfinite(a.x + a.y + b.x + b.y) && crosses(a, b, view.size, margin))
            seen.push_back(SeenEdge::of(block.slots[i], ends));
    }
}

std::optional<std::vector<SeenEdge>> seenToStroke(const scene::Scene& scene, const scene::SpatialIndex& index, const std::vector<std::uint32_t>& blocks,
                                                  const StrokeView& view)
{
    std::vector<SeenEdge> seen;
    for (const std::uint32_t block : blocks) {
        gatherSeen(scene, *index.edges.blocks[block], view, seen);
        if (seen.size() > mostStroked)
            return std::nullopt;
    }
    return seen;
}

EdgeStrokes strokesOf(const scene::Scene& scene, std::vector<SeenEdge>& seen, const StrokeView& view)
{
    std::sort(seen.begin(), seen.end());
    EdgeStrokes result;
    StrokeMaker maker(scene, view, result.strokes);
    std::uint32_t lane = 0;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        lane = i > 0 && seen[i].nodes == seen[i - 1].nodes ? lane + 1 : 0;
        maker.add(seen[i].edge, lane);
        if (lane > 0)
            result.lanes.push_back({seen[i].edge, lane});
    }
    std::ranges::sort(result.lanes, {}, &EdgeLane::edge);
    return result;
}

void strokesOfEdge(const scene::Scene& scene, Slot edge, std::uint32_t lane, const StrokeView& view, std::vector<Stroke>& out)
{
    StrokeMaker(scene, view, out).add(edge, lane);
}

} // namespace weir::render
