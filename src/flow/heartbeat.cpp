#include "flow/heartbeat.h"
#include <algorithm>

namespace weir::flow {

Heartbeat::Heartbeat(Config config, TimePoint now) : m_config(config), m_nextPing(now) {}

void Heartbeat::onPingSent(TimePoint now)
{
    m_nextPing = now + m_config.pingEvery;
    if (!m_unansweredSince)
        m_unansweredSince = now;
}

bool Heartbeat::dead(TimePoint now) const
{
    return m_unansweredSince && now - *m_unansweredSince >= m_config.deadAfter;
}

TimePoint Heartbeat::nextCheck() const
{
    return m_unansweredSince ? std::min(m_nextPing, *m_unansweredSince + m_config.deadAfter) : m_nextPing;
}

} // namespace weir::flow
