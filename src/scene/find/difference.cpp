#include "scene/find/difference.h"
#include <algorithm>
#include <optional>

namespace weir::scene {

namespace {

/// Calls `look` with each slot up to `slots` whose page the two do not share.
template <typename Pages, typename Look>
void forEachUnshared(const Pages& before, const Pages& after, std::uint32_t slots, Look look)
{
    for (std::size_t page = 0; page * pageSize < slots; ++page) {
        if (page < before.size() && page < after.size() && before[page] == after[page])
            continue;
        const auto first = static_cast<Slot>(page * pageSize);
        for (Slot slot = first, end = std::min(slots, first + static_cast<std::uint32_t>(pageSize)); slot < end; ++slot)
            look(slot);
    }
}

/// A node's generation; nothing where there is none.
std::optional<Generation> nodeIn(const Scene& scene, Slot slot)
{
    return slot < scene.nodeSlots && scene.style(slot).live ? std::optional(scene.style(slot).generation)
                                                            : std::nullopt;
}

SceneEdge edgeIn(const Scene& scene, Slot slot) { return slot < scene.edgeSlots ? scene.edge(slot) : SceneEdge(); }

}   // namespace

Difference differenceOf(const Scene& before, const Scene& after)
{
    Difference difference;
    forEachUnshared(before.styles, after.styles, std::max(before.nodeSlots, after.nodeSlots), [&](Slot slot) {
        const auto was = nodeIn(before, slot), is = nodeIn(after, slot);
        if (was == is)
            return;
        difference.nodesGone += was ? 1 : 0;
        if (is)
            difference.nodesCame.push_back(slot);
    });
    forEachUnshared(before.edges, after.edges, std::max(before.edgeSlots, after.edgeSlots), [&](Slot slot) {
        const SceneEdge was = edgeIn(before, slot), is = edgeIn(after, slot);
        if (is.source == noSlot) {
            difference.edgesGone += was.source != noSlot ? 1 : 0;
            return;
        }
        // Between the same slots there may be other nodes.
        const bool same = was == is && nodeIn(before, is.source) == nodeIn(after, is.source)
                          && nodeIn(before, is.target) == nodeIn(after, is.target)
                          && before.weight(slot) == after.weight(slot);
        if (!same)
            difference.edgesChanged.push_back(slot);
    });
    return difference;
}

}   // namespace weir::scene
