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
    /// For each change due, so many more are made at most in place of those that came to nothing: a graph with too few
    /// elements for a rate does not take a core.
    static constexpr double mostInPlace = 3;

    explicit Pacer(TimePoint now) : m_last(now) {}

    /// The whole changes due since the last call at `perSecond`; fractions are kept for the next.
    [[nodiscard]] std::uint64_t take(TimePoint now, double perSecond)
    {
        const std::chrono::duration<double> passed = std::clamp<Clock::duration>(now - m_last, {}, longestCatchUp);
        m_last = now;
        const double due = passed.count() * perSecond;
        const double inPlace = std::min(m_lost, due * mostInPlace);
        m_lost = std::min(m_lost - inPlace, static_cast<double>(longestCatchUp.count()) / 1000 * perSecond);
        m_owed = std::min(m_owed, 1.0) + due + inPlace;
        const auto whole = static_cast<std::uint64_t>(std::max(m_owed, 0.0));
        m_owed -= static_cast<double>(whole);
        return whole;
    }

    /// So many were made beyond what was due, and are less due next.
    void alsoMade(std::uint64_t changes) { m_owed -= static_cast<double>(changes); }
    /// So many of those made before turned out to be none.
    void cameToNothing(std::uint64_t changes) { m_lost += static_cast<double>(changes); }

private:
    TimePoint m_last;
    double m_owed = 0, m_lost = 0;
};

} // namespace weir::source
