#include "render/frame_clock.h"
#include <algorithm>
#include <vector>

namespace weir::render {

void FrameClock::began(TimePoint now)
{
    const std::lock_guard lock(m_mutex);
    m_began = now;
}

void FrameClock::swapped(TimePoint now)
{
    const std::lock_guard lock(m_mutex);
    if (m_began == TimePoint{})
        return;
    m_ms[m_frames++ % m_ms.size()] = static_cast<float>(milliseconds(now - m_began));
    m_began = {};
}

FrameClock::Percentiles FrameClock::percentiles() const
{
    const std::lock_guard lock(m_mutex);
    const auto count = static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(m_frames, m_ms.size()));
    if (count == 0)
        return {};
    std::vector<float> sorted(m_ms.begin(), m_ms.begin() + count);
    std::sort(sorted.begin(), sorted.end());
    const auto at = [&sorted, count](double share) {
        return double{sorted[static_cast<std::size_t>(static_cast<double>(count - 1) * share)]};
    };
    return {at(0.5), at(0.95)};
}

double FrameClock::lastMs() const
{
    const std::lock_guard lock(m_mutex);
    return m_frames == 0 ? 0 : double{m_ms[(m_frames - 1) % m_ms.size()]};
}

std::uint64_t FrameClock::frames() const
{
    const std::lock_guard lock(m_mutex);
    return m_frames;
}

} // namespace weir::render
