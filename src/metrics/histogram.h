#pragma once
#include <algorithm>
#include <cassert>
#include <cstdint>
#include <utility>
#include <vector>

namespace weir::metrics {

/// How many samples there were below each of some fixed bounds, since the beginning. A plain value, not thread-safe.
class Histogram final {
public:
    /// `bounds` rise; a sample counts with the first bound that it does not exceed, or with none.
    explicit Histogram(std::vector<double> bounds) : m_bounds(std::move(bounds)), m_counts(m_bounds.size())
    {
        assert(std::ranges::is_sorted(m_bounds));
    }

    void add(double value)
    {
        const auto bound = std::ranges::lower_bound(m_bounds, value);
        if (bound != m_bounds.end())
            ++m_counts[static_cast<std::size_t>(bound - m_bounds.begin())];
        ++m_total;
        m_sum += value;
    }

    [[nodiscard]] const std::vector<double>& bounds() const { return m_bounds; }
    [[nodiscard]] const std::vector<std::uint64_t>& counts() const { return m_counts; }   ///< of each bound alone
    [[nodiscard]] std::uint64_t total() const { return m_total; }
    [[nodiscard]] double sum() const { return m_sum; }

private:
    std::vector<double> m_bounds;
    std::vector<std::uint64_t> m_counts;
    std::uint64_t m_total = 0;
    double m_sum = 0;
};

} // namespace weir::metrics
