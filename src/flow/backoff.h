#pragma once
#include "base/clock.h"
#include <functional>
#include <optional>

namespace weir::flow {

/// How long to wait before the next attempt to connect: a random time up to a bound that doubles with every attempt
/// ("full jitter"), so that many clients of a server that came back do not return all at once.
/// Not thread-safe; knows no clock of its own.
class Backoff final {
public:
    struct Config {
        Clock::duration firstBound = std::chrono::milliseconds(500);
        Clock::duration lastBound = std::chrono::seconds(20);
        Clock::duration stableAfter = std::chrono::minutes(1);     ///< a connection that lived so long starts anew
        Clock::duration longestRetryAfter = std::chrono::minutes(10);   ///< the peer cannot send us away for longer
    };

    /// `random` gives numbers from 0 to 1.
    Backoff(Config config, std::function<double()> random);

    /// The connection stands: hello was answered.
    void onConnected(TimePoint now);

    /// The connection ended or an attempt failed at `now`: how long to wait. `retryAfter` is what the peer asked for; the
    /// random time comes on top of it.
    [[nodiscard]] Clock::duration onFailed(TimePoint now, std::optional<Clock::duration> retryAfter = std::nullopt);

    /// A person asked to connect: the next failure waits as if it were the first.
    void reset();

    [[nodiscard]] unsigned attempts() const { return m_attempts; }   ///< failures since the last stable connection

private:
    Config m_config;
    std::function<double()> m_random;
    std::optional<TimePoint> m_connectedSince;
    unsigned m_attempts = 0;
};

} // namespace weir::flow
