#pragma once
#include "base/ids.h"
#include <vector>

namespace weir::scene {

/// Elements of one scene by slot, each once and in no particular order: what a selection, a neighbourhood or a path holds. A
/// plain value.
struct ElementSet {
    std::vector<Slot> nodes;
    std::vector<Slot> edges;

    [[nodiscard]] bool empty() const { return nodes.empty() && edges.empty(); }
    bool operator==(const ElementSet&) const = default;
};

} // namespace weir::scene
