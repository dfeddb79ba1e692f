#pragma once
#include "base/ids.h"
#include "graph/page.h"
#include <array>
#include <bitset>

namespace weir::graph {

/// The nodes at the ends of an edge, as PageNumbering numbers them.
struct EdgeEnds {
    Slot source = noSlot;        ///< noSlot: the slot is free
    Slot target = noSlot;

    bool operator==(const EdgeEnds&) const = default;
};

/// What of consecutive edges is both kept and drawn. Never written again once it is shared.
struct EdgePage {
    std::array<EdgeEnds, pageSize> edges;
    std::array<float, pageSize> weights{};
    std::bitset<pageSize> directed;
};

} // namespace weir::graph
