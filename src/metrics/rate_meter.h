#pragma once
#include "base/clock.h"
#include <array>
#include <cstdint>

namespace weir::metrics {

/// How many a second, over about the last second and a half. Counts fall into slices of a tenth of a second, so adding is
/// cheap and memory fixed.
/// Not thread-safe; knows no clock of its own. Times passed in never go back.
class RateMeter final {
public:
    /// Begins to count at `now`: before a full window has passed the rate is over the time since.
    explicit RateMeter(TimePoint now) : m_start(now), m_slice(sliceOf(now)) {}

    void add(std::uint64_t count, TimePoint now);
    [[nodiscard]] double perSecond(TimePoint now);

private:
    static constexpr std::chrono::milliseconds sliceLength{100};
    static constexpr std::size_t slices = 15;

    [[nodiscard]] static std::int64_t sliceOf(TimePoint time) { return time.time_since_epoch() / sliceLength; }
    void moveTo(TimePoint now);

    TimePoint m_start;
    std::int64_t m_slice;                          // newest slice, counted from the clock's zero
    std::array<std::uint64_t, slices> m_counts{};   // ring: slice s is at s % slices
    std::uint64_t m_sum = 0;
};

} // namespace weir::metrics
