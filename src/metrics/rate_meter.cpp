#include "metrics/rate_meter.h"
#include <algorithm>
#include <utility>

namespace weir::metrics {

void RateMeter::moveTo(TimePoint now)
{
    const std::int64_t slice = sliceOf(now);
    const std::int64_t passed = std::min<std::int64_t>(slice - m_slice, slices);
    for (std::int64_t i = 1; i <= passed; ++i) {
        std::uint64_t& oldest = m_counts[static_cast<std::size_t>(slice - passed + i) % slices];
        m_sum -= std::exchange(oldest, 0);
    }
    m_slice = std::max(m_slice, slice);
}

void RateMeter::add(std::uint64_t count, TimePoint now)
{
    moveTo(now);
    m_counts[static_cast<std::size_t>(m_slice) % slices] += count;
    m_sum += count;
}

double RateMeter::perSecond(TimePoint now)
{
    moveTo(now);
    const TimePoint windowStart{sliceLength * (m_slice - static_cast<std::int64_t>(slices) + 1)};
    // At least one slice, or the first count of all would be a rate of millions.
    const auto length = std::max<Clock::duration>(now - std::max(windowStart, m_start), sliceLength);
    return static_cast<double>(m_sum) / std::chrono::duration<double>(length).count();
}

} // namespace weir::metrics
