#pragma once
#include "base/clock.h"
#include <algorithm>
#include <cstdint>

namespace weir::source {

/// How many changes are due by now at a given rate. After a pause (a slow server, a suspended machine) at most
/// `longestCatchUp` is made up for, the rest is let go. Time is passed in. Not thread-safe.
class Pacer final {
public:
    static constexpr std::chrono::milliseconds longestCatchUp{250};

    explicit Pacer(TimePoint now) : m_last(now) {}

    /// The whole changes due since the last call at `perSecond`; fractions are kept for the next.
    [[nodiscard]] std::uint64_t take(TimePoint now, double perSecond)
    {
        const std::chrono::duration<double> passed = std::clamp<Clock::duration>(now - m_last, {}, longestCatchUp);
        m_last = now;
        m_owed = std::min(m_owed, 1.0) + passed.count() * perSecond;
        const auto whole = static_cast<std::uint64_t>(m_owed);
        m_owed -= static_cast<double>(whole);
        return whole;
    }

private:
    TimePoint m_last;
    double m_owed = 0;
};

} // namespace weir::source
