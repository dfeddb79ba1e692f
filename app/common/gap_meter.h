#pragma once
#include "base/clock.h"
#include <QtCore/QTimer>
#include <algorithm>
#include <utility>

namespace weir::app {

/// The longest time in which this thread's event loop did not come round. While it runs it looks once a millisecond, so
/// it is for measuring, not for everyday. Lives on the thread that it watches.
class GapMeter final {
public:
    GapMeter()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { look(); });
    }

    void start()
    {
        m_longestMs = 0;
        m_last = Clock::now();
        m_timer.start();
    }
    void stop() { m_timer.stop(); }

    /// Since start() or the last call, a gap that has not ended yet included; 0 while it does not run.
    [[nodiscard]] double takeLongestMs()
    {
        if (m_timer.isActive())
            look();
        return std::exchange(m_longestMs, 0.0);
    }

private:
    void look()
    {
        const TimePoint now = Clock::now();
        m_longestMs = std::max(m_longestMs, milliseconds(now - std::exchange(m_last, now)));
    }

    QTimer m_timer;
    TimePoint m_last{};
    double m_longestMs = 0;
};

} // namespace weir::app
