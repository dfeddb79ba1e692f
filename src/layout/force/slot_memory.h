#pragma once
#include "layout/point.h"
#include "layout/topology.h"
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace weir::layout {

/// What a layout remembers of each slot from one topology to the next. Plain values, no thread of its own.
struct SlotMemory {
    struct Differences {
        std::size_t live = 0;
        std::size_t added = 0;          ///< nodes that have no place yet
        std::size_t removed = 0;
        std::size_t rewired = 0;        ///< placed nodes whose neighbours are others than before
    };

    std::vector<Point> places;                      ///< world units
    std::vector<std::uint8_t> placed;               ///< not 0: `places` means something
    std::vector<float> warmth;                      ///< how far the node may go in a round, in edges
    std::vector<Generation> generations;
    std::vector<std::uint64_t> neighbourhoods;      ///< a sum over the neighbours that changes when they do

    /// Forgets nodes that are gone or were replaced, and warms those that are new or rewired.
    /// `newNeighbourhoods` has an entry for every slot of `topology`.
    Differences adopt(const Topology& topology, std::span<const std::uint64_t> newNeighbourhoods);
};

} // namespace weir::layout
