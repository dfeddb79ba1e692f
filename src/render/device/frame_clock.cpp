#include "render/device/frame_clock.h"
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
    return ofLast(m_frames);
}

std::optional<FrameClock::Percentiles> FrameClock::percentilesAfter(std::uint64_t seen) const
{
    const std::lock_guard lock(m_mutex);
    return m_frames > seen ? std::optional(ofLast(m_frames - seen)) : std::nullopt;
}

FrameClock::Percentiles FrameClock::ofLast(std::uint64_t count) const
{
    std::vector<float> sorted;
    for (std::uint64_t i = m_frames - std::min<std::uint64_t>({count, m_frames, m_ms.size()}); i < m_frames; ++i)
        sorted.push_back(m_ms[i % m_ms.size()]);
    if (sorted.empty())
        return {};
    std::sort(sorted.begin(), sorted.end());
    const auto at = [&sorted](double share) { return double{sorted[static_cast<std::size_t>(static_cast<double>(sorted.size() - 1) * share)]}; };
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
