#include "scene/index/block_choice.h"
#include "scene/node_size.h"
#include <algorithm>

namespace weir::scene {

namespace {

constexpr double border = 2;   // item pixels that anti-aliasing and a rim reach beyond an element

/// Calls `visit(number, block)` for the blocks that reach into the view; `reachOf` is how far one reaches beyond its bounds.
template <typename ReachOf, typename Visit>
void forEachInView(const SpatialOrder& order, const View& view, double driftPixels, ReachOf&& reachOf, Visit&& visit)
{
    const Affine at = view.camera.itemFromWorld();
    for (const std::uint32_t number : order.sequence) {
        const SpatialBlock& block = *order.blocks[number];
        if (block.count == 0)
            continue;
        const double reach = driftPixels + reachOf(block);
        const double left = block.bounds.left * at.scaleX + at.offsetX - reach;
        const double right = block.bounds.right * at.scaleX + at.offsetX + reach;
        const double top = block.bounds.top * at.scaleY + at.offsetY - reach;
        const double bottom = block.bounds.bottom * at.scaleY + at.offsetY + reach;
        if (left > view.camera.width() || right < 0 || top > view.camera.height() || bottom < 0)
            continue;
        const auto& covered = view.covered;
        if (covered && left >= covered->left && right <= covered->right && top >= covered->top && bottom <= covered->bottom)
            continue;
        visit(number, block);
    }
}

template <typename ReachOf>
ChosenBlocks choose(const SpatialOrder& order, const View& view, double drift, std::uint32_t most, ReachOf&& reachOf)
{
    ChosenBlocks chosen;
    std::vector<std::uint32_t> ofOctave(order.octaves, 0);
    const double driftPixels = drift * view.camera.scale();
    forEachInView(order, view, driftPixels, reachOf, [&](std::uint32_t number, const SpatialBlock& block) {
        chosen.numbers.push_back(number);
        chosen.inView += block.count;
        ofOctave[block.octave] += block.count;
    });
    chosen.elements = chosen.inView;
    while (chosen.elements > most && chosen.leastOctave + 1 < order.octaves)
        chosen.elements -= ofOctave[chosen.leastOctave++];
    std::erase_if(chosen.numbers, [&](std::uint32_t number) { return order.blocks[number]->octave < chosen.leastOctave; });
    return chosen;
}

} // namespace

ChosenBlocks chooseNodes(const SpatialIndex& index, const View& view, std::uint32_t most)
{
    return choose(index.nodes, view, index.drift, most, [&view](const SpatialBlock& block) {
        return drawnRadius(block.largestRadius, view.nodeRadius) + border;
    });
}

ChosenBlocks chooseEdges(const SpatialIndex& index, const View& view, std::uint32_t most)
{
    return choose(index.edges, view, index.drift, most, [&view](const SpatialBlock&) { return view.edgeReach + border; });
}

} // namespace weir::scene
