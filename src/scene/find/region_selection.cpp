#include "scene/find/region_selection.h"
#include <algorithm>

namespace weir::scene {

namespace {

template <typename Holds>
void collect(const SpatialOrder& order, float drift, const Region& region, std::vector<Slot>& found, Holds&& holds)
{
    for (const auto& block : order.blocks) {
        if (!block || block->count == 0)
            continue;
        const Box box{block->bounds.left - drift, block->bounds.top - drift, block->bounds.right + drift, block->bounds.bottom + drift};
        const Region::Side side = region.sideOf(box);
        if (side == Region::Side::Outside)
            continue;
        const auto end = block->slots.begin() + block->count;
        if (side == Region::Side::Inside)
            found.insert(found.end(), block->slots.begin(), end);
        else
            std::copy_if(block->slots.begin(), end, std::back_inserter(found), holds);
    }
}

} // namespace

ElementSet elementsIn(const Scene& scene, const SpatialIndex& index, const Region& region)
{
    ElementSet set;
    if (region.empty())
        return set;
    collect(index.nodes, index.drift, region, set.nodes, [&](Slot node) { return region.contains(scene.position(node)); });
    collect(index.edges, index.drift, region, set.edges, [&](Slot slot) {
        const SceneEdge& edge = scene.edge(slot);
        return region.contains(scene.position(edge.source)) && region.contains(scene.position(edge.target));
    });
    return set;
}

ElementSet stillThere(const ElementSet& set, const Scene& before, const Scene& now)
{
    ElementSet kept;
    if (before.epochVersion != now.epochVersion)
        return kept;
    const auto sameNode = [&](Slot node) {
        if (node >= before.nodeSlots || node >= now.nodeSlots)
            return false;
        const NodeStyle& was = before.style(node);
        const NodeStyle& is = now.style(node);
        return is.live && was.live && is.generation == was.generation;
    };
    std::ranges::copy_if(set.nodes, std::back_inserter(kept.nodes), sameNode);
    std::ranges::copy_if(set.edges, std::back_inserter(kept.edges), [&](Slot slot) {
        if (slot >= before.edgeSlots || slot >= now.edgeSlots)
            return false;
        const SceneEdge& was = before.edge(slot);
        const SceneEdge& is = now.edge(slot);
        return is.source != noSlot && is.source == was.source && is.target == was.target && sameNode(is.source) && sameNode(is.target);
    });
    return kept;
}

} // namespace weir::scene
