#pragma once
#include "graph/graph_store.h"
#include <algorithm>
#include <vector>

namespace weir::pipeline {

/// Calls `visit` for live elements of one kind, spread evenly over the model, about `most` at most: enough to say what is usual, at a cost
/// that does not grow with the graph. Where the store may be read.
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
    std::size_t next = 0;   // of the used slots, as if they stood one behind the other
    std::size_t begin = 0;
    for (const graph::ElementRange& range : used) {
        for (; next < begin + range.count; next += stride) {
            const Slot slot = range.first + static_cast<Slot>(next - begin);
            if (kind == ElementKind::Node ? store.hasNode(slot) : store.hasEdge(slot))
                visit(slot);
        }
        begin += range.count;
    }
}

} // namespace weir::pipeline
