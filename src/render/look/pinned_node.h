#pragma once
#include "base/ids.h"

namespace weir::render {

/// A node that a hand put somewhere. The generation tells it from another one that has its slot by now.
struct PinnedNode {
    Slot node = noSlot;
    Generation generation = 0;

    bool operator==(const PinnedNode&) const = default;
};

} // namespace weir::render
