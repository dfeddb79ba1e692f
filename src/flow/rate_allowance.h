#pragma once
#include "base/clock.h"
#include <cstdint>

namespace weir::flow {

/// At most so many events in each second, counted from the first one on. Time is passed in. Not thread-safe.
class RateAllowance final {
public:
    explicit RateAllowance(std::uint32_t perSecond) : m_perSecond(perSecond) {}

    /// Counts one event; false: it is one too many.
    [[nodiscard]] bool take(TimePoint now)
    {
        if (now - m_began >= std::chrono::seconds(1)) {
            m_began = now;
            m_taken = 0;
        }
        return ++m_taken <= m_perSecond;
    }

private:
    std::uint32_t m_perSecond;
    std::uint32_t m_taken = 0;
    TimePoint m_began{};
};

} // namespace weir::flow
