#pragma once
#include "base/ids.h"
#include "layout/point.h"
#include <cstdint>
#include <utility>
#include <vector>

namespace weir::layout {

/// The graph to lay out, by node slot. Immutable once made and shared between threads. Nothing in it can be wrong
/// enough to do harm: edges to slots that are not live, loops, and given places that are not finite are left out.
struct Topology {
    struct Edge {
        Slot source = noSlot;
        Slot target = noSlot;
    };

    std::vector<std::uint8_t> live;                     ///< by node slot; not 0: a node is there
    std::vector<Edge> edges;                            ///< parallel edges pull once each, loops not at all
    std::vector<std::pair<Slot, Point>> given;          ///< places that come from elsewhere: taken as they are, pinned
    std::vector<Generation> generations;                ///< by slot, or empty: then a slot that stays live keeps its node
};

} // namespace weir::layout
