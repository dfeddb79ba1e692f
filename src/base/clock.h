#pragma once
#include <chrono>
#include <cstdint>

namespace weir {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;

/// Microseconds of the process's steady clock, as they travel in messages. Only differences mean something.
[[nodiscard]] inline std::int64_t microseconds(TimePoint time) noexcept
{
    return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

[[nodiscard]] inline double milliseconds(Clock::duration duration) noexcept
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

} // namespace weir
