#include "pipeline/look/stamp_times.h"
#include <algorithm>

namespace weir::pipeline {

void StampTimes::note(Tick stamp, TimePoint now)
{
    if (stamp <= m_newest)
        return;
    m_newest = stamp;
    if (!m_times.empty() && now - m_times.back().time < finest)
        m_times.back().stamp = stamp;
    else
        m_times.push_back({stamp, now});
    if (m_times.size() > most)
        thinOut(now);
}

void StampTimes::leaveOut(Tick stamp)
{
    if (stamp <= m_newest)
        return;
    m_newest = stamp;
    (m_times.empty() ? m_unknownUntil : m_times.back().stamp) = stamp;
}

std::optional<TimePoint> StampTimes::timeOf(Tick stamp) const
{
    if (stamp <= m_unknownUntil || m_times.empty())
        return std::nullopt;
    const auto entry = std::ranges::lower_bound(m_times, stamp, {}, &Entry::stamp);
    return entry == m_times.end() ? m_times.back().time : entry->time;
}

Tick StampTimes::newestUntil(TimePoint time) const
{
    const auto after = std::ranges::upper_bound(m_times, time, {}, &Entry::time);
    return after == m_times.begin() ? m_unknownUntil : std::prev(after)->stamp;
}

void StampTimes::thinOut(TimePoint now)
{
    std::deque<Entry> kept;
    for (const Entry& entry : m_times) {
        // The older time stays: an age that was reached is never taken back.
        if (!kept.empty() && exactness * (entry.time - kept.back().time) < now - entry.time)
            kept.back().stamp = entry.stamp;
        else
            kept.push_back(entry);
    }
    m_times.swap(kept);
}

} // namespace weir::pipeline
