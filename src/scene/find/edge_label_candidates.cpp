#include "scene/find/edge_label_candidates.h"
#include "scene/node_size.h"
#include <algorithm>
#include <cmath>
#include <optional>

namespace weir::scene {

namespace {

constexpr std::uint32_t mostLooked = 20'000;
constexpr std::size_t fewEdges = 1'500;   // in view: of more only those that are meant
constexpr double leastRoom = 24;          // item pixels
constexpr double shownCounts = 1.4;       // times as much as one that is not shown

struct Seen {
    std::uint64_t nodes = 0;   // its ends, the same for all edges between the same two
    Slot edge = noSlot;

    auto operator<=>(const Seen&) const = default;
};

class Candidates final {
public:
    Candidates(const Scene& scene, const View& view, bool curved)
        : m_scene(scene), m_view(view), m_detail{closenessFor(view.nodeRadius), curved}, m_item(view.camera.itemFromWorld()) {}

    /// Nothing: there is no room, or its middle is not in view.
    [[nodiscard]] std::optional<EdgeLabelCandidate> of(Slot edge, std::uint32_t lane) const
    {
        const SceneEdge ends = m_scene.edge(edge);
        if (!m_scene.edgeDrawn(edge) || m_scene.edgeStanding(edge) != Standing::Shown)
            return std::nullopt;
        const Point a = place(ends.source), b = place(ends.target);
        EdgeLabelCandidate candidate{.edge = edge, .chord = {(a.x + b.x) / 2.0, (a.y + b.y) / 2.0}, .at = {}};
        if (ends.source == ends.target) {
            const Loop loop = loopOf(a, static_cast<float>(radiusOf(ends.source)), lane, m_detail, 1);
            constexpr float toSide = 0.70710678F;
            candidate.at = {loop.centre.x + loop.radius * toSide, loop.centre.y - loop.radius * toSide};
            candidate.room = loop.radius > 0 ? leastRoom * 4 : 0;
        } else {
            const float length = std::hypot(b.x - a.x, b.y - a.y);
            const Point middle = pointOfBow(a, b, asideOf(ends, lane, length, m_detail, 1), 0.5F);
            candidate.at = {middle.x, middle.y};
            candidate.dx = (b.x - a.x) / length;
            candidate.dy = (b.y - a.y) / length;
            candidate.room = length - radiusOf(ends.source) - radiusOf(ends.target);
        }
        const bool inView = candidate.at.x >= 0 && candidate.at.y >= 0 && candidate.at.x < m_view.camera.width() && candidate.at.y < m_view.camera.height();
        if (!inView || !(candidate.room >= leastRoom))   // nor of one that is nowhere
            return std::nullopt;
        candidate.importance = widthOf(m_scene, edge) * 1000 + candidate.room;
        return candidate;
    }

private:
    [[nodiscard]] Point place(Slot node) const
    {
        const Point at = m_scene.position(node);
        return {static_cast<float>(at.x * m_item.scaleX + m_item.offsetX), static_cast<float>(at.y * m_item.scaleY + m_item.offsetY)};
    }
    [[nodiscard]] double radiusOf(Slot node) const { return drawnRadius(m_scene.style(node).radius, m_view.nodeRadius); }

    const Scene& m_scene;
    const View& m_view;
    EdgeDetail m_detail;
    Affine m_item;
};

/// The edges of blocks in view, those between the same two nodes together; nothing: they are too many to be looked at.
std::optional<std::vector<Seen>> seenIn(const Scene& scene, const SpatialIndex& index, const View& view)
{
    const ChosenBlocks chosen = chooseEdges(index, view, mostLooked);
    if (chosen.leastOctave != 0 || chosen.inView > mostLooked)
        return std::nullopt;
    std::vector<Seen> seen;
    for (const std::uint32_t number : chosen.numbers) {
        const SpatialBlock& block = *index.edges.blocks[number];
        for (std::uint32_t i = 0; i < block.count; ++i) {
            const SceneEdge ends = scene.edge(block.slots[i]);
            const auto [low, high] = std::minmax(ends.source, ends.target);
            seen.push_back({std::uint64_t{low} << 32U | high, block.slots[i]});
        }
    }
    std::ranges::sort(seen);
    return seen;
}

} // namespace

std::vector<EdgeLabelCandidate> edgeLabelCandidates(const Scene& scene, const SpatialIndex& index, const View& view, bool curved,
                                                    std::span<const Slot> shown, const EdgesMeant& meant)
{
    const Candidates candidates(scene, view, curved);
    std::vector<EdgeLabelCandidate> found;
    std::vector<Slot> first(meant.first.begin(), meant.first.end());
    std::ranges::sort(first);
    const auto isMeant = [&](Slot edge) {
        return std::ranges::binary_search(first, edge) || (meant.among && std::ranges::binary_search(*meant.among, edge));
    };
    const auto add = [&](Slot edge, std::uint32_t lane) {
        if (auto candidate = candidates.of(edge, lane)) {
            if (std::ranges::binary_search(shown, edge))
                candidate->importance *= shownCounts;
            found.push_back(*candidate);
        }
    };
    if (const auto seen = seenIn(scene, index, view)) {
        std::uint32_t lane = 0;
        for (std::size_t i = 0; i < seen->size(); ++i) {
            lane = i > 0 && (*seen)[i].nodes == (*seen)[i - 1].nodes ? lane + 1 : 0;
            if (isMeant((*seen)[i].edge) || (!meant.among && seen->size() <= fewEdges))
                add((*seen)[i].edge, lane);
        }
    } else {
        // From so far away all between the same two nodes lie over one another.
        for (const Slot edge : first)
            add(edge, 0);
        for (std::size_t i = 0; meant.among && i < std::min<std::size_t>(meant.among->size(), mostLooked); ++i) {
            if (!std::ranges::binary_search(first, (*meant.among)[i]))
                add((*meant.among)[i], 0);
        }
    }
    const auto order = [&meant](Slot edge) { return std::ranges::find(meant.first, edge) - meant.first.begin(); };
    std::ranges::sort(found, [&](const EdgeLabelCandidate& a, const EdgeLabelCandidate& b) {
        if (const auto left = order(a.edge), right = order(b.edge); left != right)
            return left < right;
        return a.importance != b.importance ? a.importance > b.importance : a.edge < b.edge;
    });
    return found;
}

} // namespace weir::scene
