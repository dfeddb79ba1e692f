#include "layout/force/slot_memory.h"
#include <algorithm>

namespace weir::layout {

namespace {

constexpr float warmthOfNew = 1.0F;
constexpr float warmthOfRewired = 0.3F;

} // namespace

SlotMemory::Differences SlotMemory::adopt(const Topology& topology, std::span<const std::uint64_t> newNeighbourhoods)
{
    const std::size_t slots = topology.live.size();
    Differences result;
    for (std::size_t slot = slots; slot < placed.size(); ++slot)
        result.removed += placed[slot] != 0;
    places.resize(slots);
    placed.resize(slots, 0);
    warmth.resize(slots, 0);
    neighbourhoods.resize(slots, 0);
    const bool canCompare = !generations.empty() && !topology.generations.empty();
    for (std::size_t slot = 0; slot < slots; ++slot) {
        const bool live = topology.live[slot] != 0;
        const bool replaced = canCompare && slot < generations.size() && slot < topology.generations.size()
            && generations[slot] != topology.generations[slot];
        if (placed[slot] != 0 && (!live || replaced)) {
            placed[slot] = 0;
            warmth[slot] = 0;
            ++result.removed;
        }
        if (!live)
            continue;
        ++result.live;
        if (placed[slot] == 0) {
            ++result.added;
            warmth[slot] = warmthOfNew;
        } else if (neighbourhoods[slot] != newNeighbourhoods[slot]) {
            ++result.rewired;
            warmth[slot] = std::max(warmth[slot], warmthOfRewired);
        }
    }
    neighbourhoods.assign(newNeighbourhoods.begin(), newNeighbourhoods.end());
    generations = topology.generations;
    return result;
}

} // namespace weir::layout
