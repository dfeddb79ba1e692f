#pragma once
#include "base/clock.h"
#include <optional>

namespace weir::flow {

/// Whether the peer is alive, and when to ask. Any frame from it counts as life, so a busy stream needs no pings; a quiet
/// link is asked less and less often.
/// A peer is dead when a ping had no frame after it for long enough, not when time alone has passed: a machine that
/// slept asks before it hangs up. A half-open link is therefore found within the present interval and deadAfter.
/// Not thread-safe; knows no clock of its own.
class Heartbeat final {
public:
    struct Config {
        Clock::duration interval = std::chrono::seconds(5);       ///< of silence, before a ping
        Clock::duration mostInterval = std::chrono::seconds(20);  ///< to which it doubles while only answers come
        Clock::duration deadAfter = std::chrono::seconds(15);     ///< without a frame since an unanswered ping
    };

    /// The connection opened at `now`.
    Heartbeat(Config config, TimePoint now) : m_config(config), m_interval(config.interval), m_lastFrame(now) {}

    enum class Frame : std::uint8_t { Answer, Other };   ///< Answer: it came only because we asked
    void onFrame(TimePoint now, Frame frame = Frame::Other);
    void onPingSent(TimePoint now);

    [[nodiscard]] bool pingDue(TimePoint now) const { return !m_unansweredSince && now - m_lastFrame >= m_interval; }
    [[nodiscard]] bool dead(TimePoint now) const { return m_unansweredSince && now - *m_unansweredSince >= m_config.deadAfter; }

private:
    Config m_config;
    Clock::duration m_interval;
    TimePoint m_lastFrame;
    std::optional<TimePoint> m_unansweredSince;   // the ping that no frame followed
};

} // namespace weir::flow
