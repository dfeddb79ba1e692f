#pragma once
#include <algorithm>
#include <vector>

namespace weir::bench {

/// The value below which a `share` of all lies, from 0 to 1: 0.5 for the median, the lower of two in the middle; 0 where there is none.
template <typename Value>
[[nodiscard]] double percentile(std::vector<Value> values, double share)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    return static_cast<double>(values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))]);
}

} // namespace weir::bench
