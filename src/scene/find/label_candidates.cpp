#include "scene/find/label_candidates.h"
#include "scene/node_size.h"
#include <algorithm>

namespace weir::scene {

namespace {

constexpr double cellWidth = 130, cellHeight = 36;   // item pixels: about a label and the air around it
constexpr double leastRadius = 3.5;                  // of a disc that has a label among many
constexpr std::uint32_t fewNodes = 300;              // in view: then each may have one
constexpr std::uint32_t mostLooked = 30'000;
constexpr double shownCounts = 1.4;                  // times as much as one that is not shown

} // namespace

std::vector<LabelCandidate> labelCandidates(const Scene& scene, const SpatialIndex& index, const View& view, std::span<const Slot> shown)
{
    const ChosenBlocks chosen = chooseNodes(index, view, mostLooked);
    const Affine at = view.camera.itemFromWorld();
    const auto columns = static_cast<std::size_t>(std::max(view.camera.width() / cellWidth, 1.0)) + 1;
    const auto rows = static_cast<std::size_t>(std::max(view.camera.height() / cellHeight, 1.0)) + 1;
    std::vector<LabelCandidate> best(columns * rows);
    std::vector<LabelCandidate> small(columns * rows);
    std::uint32_t inView = 0;
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
            ++inView;
            const float radius = scene.style(node).radius;
            LabelCandidate candidate{node, item, drawnRadius(radius, view.nodeRadius), relativeRadius(radius)};
            if (std::ranges::binary_search(shown, node))
                candidate.importance *= shownCounts;
            auto& cells = candidate.radius >= leastRadius ? best : small;
            LabelCandidate& cell = cells[static_cast<std::size_t>(item.y / cellHeight) * columns + static_cast<std::size_t>(item.x / cellWidth)];
            if (candidate.importance > cell.importance || (candidate.importance == cell.importance && node < cell.node))
                cell = candidate;
        }
    }
    if (inView <= fewNodes && chosen.leastOctave == 0)
        best.insert(best.end(), small.begin(), small.end());
    std::erase_if(best, [](const LabelCandidate& candidate) { return candidate.node == noSlot; });
    std::ranges::sort(best, [](const LabelCandidate& a, const LabelCandidate& b) {
        return a.importance != b.importance ? a.importance > b.importance : a.node < b.node;
    });
    return best;
}

} // namespace weir::scene
