#pragma once
#include "graph/graph_store.h"
#include <algorithm>
#include <vector>

namespace weir::pipeline {

/// Calls `visit` for live elements of one kind, spread evenly over the model, about `most` at most: enough to say what is usual, at a cost
/// that does not grow with the graph. Always the same ones, but at no fixed distance: what a source gives every tenth element is not
/// taken for what all have. Where the store may be read.
void forEachSampled(const graph::GraphStore& store, ElementKind kind, std::size_t most, const auto& visit)
{
    // Slots may be far apart: only chunks that were used are looked at.
    std::vector<graph::ElementRange> used;
    std::size_t slots = 0;
    for (std::uint32_t chunk = 0; chunk < store.chunkCount(kind); ++chunk) {
        if (store.chunkNewest(kind, chunk) == 0)
            continue;
        used.push_back(store.chunkRange(kind, chunk));
        slots += used.back().count;
    }
    const std::size_t stride = std::max<std::size_t>(1, (slots + most - 1) / most);
    std::uint32_t chance = 0x9e3779b9U;
    const auto within = [&chance, stride](std::size_t part) {   // Marsaglia, "Xorshift RNGs"
        chance ^= chance << 13U;
        chance ^= chance >> 17U;
        chance ^= chance << 5U;
        return part * stride + chance % stride;
    };
    std::size_t part = 0;
    std::size_t next = within(part);   // of the used slots, as if they stood one behind the other
    std::size_t begin = 0;
    for (const graph::ElementRange& range : used) {
        for (; next < begin + range.count; next = within(++part)) {
            const Slot slot = range.first + static_cast<Slot>(next - begin);
            if (kind == ElementKind::Node ? store.hasNode(slot) : store.hasEdge(slot))
                visit(slot);
        }
        begin += range.count;
    }
}

} // namespace weir::pipeline
