#pragma once
#include "base/clock.h"
#include <QtCore/QEventLoop>
#include <QtCore/QTimer>

namespace weir::bench {

/// Runs the event loop of this thread until `condition` holds, which is looked at after every turn and at least each
/// few milliseconds. False: it did not within `patience`.
template <typename Condition>
bool runUntil(Condition condition, Clock::duration patience)
{
    const TimePoint end = Clock::now() + patience;
    QEventLoop loop;
    QTimer look;
    look.start(5);
    while (!condition()) {
        if (Clock::now() >= end)
            return false;
        loop.processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

/// Runs it for so long.
inline void runFor(Clock::duration length)
{
    static_cast<void>(runUntil([] { return false; }, length));
}

} // namespace weir::bench
