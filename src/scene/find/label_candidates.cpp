#include "scene/find/label_candidates.h"
#include "scene/node_size.h"
#include <algorithm>

namespace weir::scene {

namespace {

constexpr double cellWidth = 130, cellHeight = 36;   // item pixels: about a label and the air around it
constexpr double leastRadius = 3.5;                  // of a disc that has a label among many
constexpr std::uint32_t fewNodes = 1'000;            // in view: then each has a label that finds room
constexpr std::uint32_t mostLooked = 30'000;
constexpr double shownCounts = 1.4;                  // times as much as one that is not shown

bool isMore(const LabelCandidate& a, const LabelCandidate& b)
{
    return a.importance != b.importance ? a.importance > b.importance : a.node < b.node;
}

/// The most important of each cell of the view.
std::vector<LabelCandidate> bestOfCells(const std::vector<LabelCandidate>& candidates, const Camera& camera)
{
    const auto columns = static_cast<std::size_t>(std::max(camera.width() / cellWidth, 1.0)) + 1;
    const auto rows = static_cast<std::size_t>(std::max(camera.height() / cellHeight, 1.0)) + 1;
    std::vector<LabelCandidate> best(columns * rows);
    for (const LabelCandidate& candidate : candidates) {
        const auto column = static_cast<std::size_t>(candidate.at.x / cellWidth), row = static_cast<std::size_t>(candidate.at.y / cellHeight);
        LabelCandidate& cell = best[row * columns + column];
        if (cell.node == noSlot || isMore(candidate, cell))
            cell = candidate;
    }
    std::erase_if(best, [](const LabelCandidate& candidate) { return candidate.node == noSlot; });
    return best;
}

} // namespace

std::vector<LabelCandidate> labelCandidates(const Scene& scene, const SpatialIndex& index, const View& view, std::span<const Slot> shown,
                                            const std::vector<Slot>* among)
{
    const ChosenBlocks chosen = chooseNodes(index, view, mostLooked);
    const Affine at = view.camera.itemFromWorld();
    std::vector<LabelCandidate> candidates;
    for (const std::uint32_t number : chosen.numbers) {
        const SpatialBlock& block = *index.nodes.blocks[number];
        for (std::uint32_t i = 0; i < block.count; ++i) {
            const Slot node = block.slots[i];
            const Point point = scene.position(node);
            const ItemPoint item{point.x * at.scaleX + at.offsetX, point.y * at.scaleY + at.offsetY};
            if (item.x < 0 || item.y < 0 || item.x >= view.camera.width() || item.y >= view.camera.height())
                continue;
            if (scene.style(node).standing == Standing::Dimmed)
                continue;       // it gives way, so its name does
            if (among && !std::ranges::binary_search(*among, node))
                continue;
            const float radius = scene.style(node).radius;
            LabelCandidate candidate{node, item, drawnRadius(radius, view.nodeRadius), relativeRadius(radius)};
            if (std::ranges::binary_search(shown, node))
                candidate.importance *= shownCounts;
            candidates.push_back(candidate);
        }
    }
    if (candidates.size() > fewNodes || chosen.leastOctave != 0) {
        std::erase_if(candidates, [](const LabelCandidate& candidate) { return candidate.radius < leastRadius; });
        candidates = bestOfCells(candidates, view.camera);
    }
    std::ranges::sort(candidates, isMore);
    return candidates;
}

} // namespace weir::scene
