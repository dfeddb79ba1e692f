#pragma once
#include "graph/changes/strings_view.h"

namespace weir::graph {

/// Whether the end offsets of `strings` never fall and stay within the blob: what has to hold before a string is read.
[[nodiscard]] inline bool endsRise(const StringsView& strings)
{
    std::uint32_t last = 0;
    for (const std::uint32_t end : strings.ends) {
        if (end < last || end > strings.blob.size())
            return false;
        last = end;
    }
    return true;
}

} // namespace weir::graph
