#pragma once
#include "layout/edge_rows.h"
#include <cstdint>
#include <vector>

namespace weir::layout {

/// Groups of nodes that have more edges among each other than chance would give them.
struct Communities {
    std::vector<std::uint32_t> of;      ///< by node: number of its community, dense from 0
    std::uint32_t count = 0;
    double modularity = 0;              ///< Newman and Girvan 2004: 0 as chance has it, towards 1 for clear communities
};

/// Finds communities by raising the modularity greedily: nodes move to the community of a neighbour, then communities are
/// drawn together into nodes, and so on (Blondel, Guillaume, Lambiotte and Lefebvre 2008). The ends of an edge are below
/// `nodes`; loops do not count. Repeatable. Some seconds for a million nodes.
[[nodiscard]] Communities communities(std::size_t nodes, EdgeSpan edges);

} // namespace weir::layout
