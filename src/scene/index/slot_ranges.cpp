#include "scene/index/slot_ranges.h"
#include <algorithm>

namespace weir::scene {

namespace {

std::uint64_t endOf(const SlotRange& range) { return std::uint64_t{range.first} + range.count; }

} // namespace

void normalize(std::vector<SlotRange>& ranges, std::uint32_t gap)
{
    std::erase_if(ranges, [](const SlotRange& range) { return range.count == 0; });
    if (ranges.empty())
        return;
    const auto earlier = [](const SlotRange& a, const SlotRange& b) { return a.first < b.first; };
    if (!std::is_sorted(ranges.begin(), ranges.end(), earlier))
        std::sort(ranges.begin(), ranges.end(), earlier);
    std::size_t last = 0;
    for (std::size_t i = 1; i < ranges.size(); ++i) {
        if (ranges[i].first <= endOf(ranges[last]) + gap) {
            const std::uint64_t end = std::max(endOf(ranges[last]), endOf(ranges[i]));
            ranges[last].count = static_cast<std::uint32_t>(end - ranges[last].first);
        } else {
            ranges[++last] = ranges[i];
        }
    }
    ranges.resize(last + 1);
}

void bound(std::vector<SlotRange>& ranges)
{
    if (ranges.size() <= maxExactRanges)
        return;
    normalize(ranges);
    if (ranges.size() <= maxExactRanges)
        return;
    for (SlotRange& range : ranges) {
        const std::uint64_t end = (endOf(range) + pageSize - 1) / pageSize * pageSize;
        range.first = range.first / pageSize * pageSize;
        range.count = static_cast<std::uint32_t>(end - range.first);
    }
    normalize(ranges);
}

} // namespace weir::scene
