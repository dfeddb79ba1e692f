#pragma once
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace weir::layout {

/// Edges by the numbers of their ends.
using EdgeSpan = std::span<const std::pair<std::uint32_t, std::uint32_t>>;

/// Where the row of each node begins in a column in which every edge stands at both of its ends, and the end of the last: `nodes` + 1
/// entries. Loops are left out; ends are below `nodes`.
[[nodiscard]] inline std::vector<std::uint32_t> rowStarts(std::size_t nodes, EdgeSpan edges)
{
    std::vector<std::uint32_t> starts(nodes + 1, 0);
    for (const auto& [a, b] : edges) {
        if (a != b) {
            ++starts[a + 1];
            ++starts[b + 1];
        }
    }
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    return starts;
}

/// That column: `entry(own, other)` for both ends of every edge, in each row in the order of the edges.
template <typename Entry>
[[nodiscard]] auto edgeRows(std::span<const std::uint32_t> starts, EdgeSpan edges, Entry&& entry)
{
    std::vector<std::uint32_t> next(starts.begin(), starts.end() - 1);
    std::vector<decltype(entry(0U, 0U))> rows(starts.back());
    for (const auto& [a, b] : edges) {
        if (a != b) {
            rows[next[a]++] = entry(a, b);
            rows[next[b]++] = entry(b, a);
        }
    }
    return rows;
}

} // namespace weir::layout
