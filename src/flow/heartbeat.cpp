#include "flow/heartbeat.h"
#include <algorithm>

namespace weir::flow {

void Heartbeat::onFrame(TimePoint now, Frame frame)
{
    m_lastFrame = now;
    m_unansweredSince.reset();
    if (frame == Frame::Other)
        m_interval = m_config.interval;
}

void Heartbeat::onPingSent(TimePoint now)
{
    if (m_unansweredSince)
        return;
    m_unansweredSince = now;
    m_interval = std::min(2 * m_interval, m_config.mostInterval);
}

} // namespace weir::flow
