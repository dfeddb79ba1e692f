#pragma once
#include "base/clock.h"
#include <optional>

namespace weir::flow {

/// Whether the peer is alive, and when to ask. Any frame from it counts as life; pings go out at a fixed pace even on a
/// busy stream, because they also measure the clock.
/// A peer is dead when a ping had no frame after it for long enough, not when time alone has passed: a machine that
/// slept asks before it hangs up.
/// Not thread-safe; knows no clock of its own.
class Heartbeat final {
public:
    struct Config {
        Clock::duration pingEvery = std::chrono::seconds(10);
        Clock::duration deadAfter = std::chrono::seconds(15);   ///< without a frame since an unanswered ping
    };

    /// The connection opened at `now`; the first ping is due at once.
    Heartbeat(Config config, TimePoint now);

    void onFrame() { m_unansweredSince.reset(); }
    void onPingSent(TimePoint now);

    [[nodiscard]] bool pingDue(TimePoint now) const { return now >= m_nextPing; }
    [[nodiscard]] bool dead(TimePoint now) const;
    /// When to look again at the latest.
    [[nodiscard]] TimePoint nextCheck() const;

private:
    Config m_config;
    TimePoint m_nextPing;
    std::optional<TimePoint> m_unansweredSince;   // the oldest ping that no frame followed
};

} // namespace weir::flow
