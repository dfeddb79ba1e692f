#pragma once
#include "base/clock.h"
#include <cstdint>
#include <deque>
#include <optional>

namespace weir::flow {

/// By how much the peer's clock is ahead of ours, measured by pings. The fastest ping of the last minutes decides: it
/// waited least in queues, so it knows best. The peer read its clock somewhere within the round trip, hence the
/// uncertainty of half of it (as in NTP, RFC 5905 section 8).
/// Not thread-safe; knows no clock of its own.
class ClockOffset final {
public:
    struct Config {
        Clock::duration memory = std::chrono::minutes(5);   ///< older measurements are forgotten: clocks drift
    };

    struct Estimate {
        std::int64_t offsetMicroseconds = 0;        ///< peer's clock minus ours
        std::int64_t uncertaintyMicroseconds = 0;   ///< the true offset differs by no more
    };

    explicit ClockOffset(Config config) : m_config(config) {}

    /// A ping goes out at `now`: the id it carries. An older one that is still under way is given up after a few more.
    [[nodiscard]] std::uint64_t onPing(TimePoint now);

    /// Its answer came: `peerMicroseconds` is the peer's clock as it answered. False: no such ping is under way.
    bool onPong(std::uint64_t id, std::int64_t peerMicroseconds, TimePoint now);

    /// Nothing: no ping was answered within the memory.
    [[nodiscard]] std::optional<Estimate> estimate(TimePoint now) const;

private:
    struct Ping {
        std::uint64_t id = 0;
        TimePoint sent;
    };
    struct Sample {
        TimePoint taken;
        std::int64_t roundTripMicroseconds = 0;
        std::int64_t offsetMicroseconds = 0;
    };

    Config m_config;
    std::uint64_t m_lastId = 0;
    std::deque<Ping> m_underWay;
    std::deque<Sample> m_samples;
};

} // namespace weir::flow
