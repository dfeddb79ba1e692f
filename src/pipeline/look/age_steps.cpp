#include "pipeline/look/age_steps.h"
#include <algorithm>
#include <cmath>

namespace weir::pipeline {

namespace {

constexpr double longest = 1e8;   // seconds, some three years: longer than anything is watched

TimePoint::duration inClock(double seconds)
{
    return std::chrono::duration_cast<TimePoint::duration>(std::chrono::duration<double>(seconds));
}

} // namespace

void AgeSteps::setBounds(const LookSettings& settings)
{
    const bool coloured = settings.colourBy == ColourBy::Age;
    const ValueRange& filter = settings.age;
    m_bounds.clear();
    if (coloured)
        m_bounds.assign(ageColourBounds.begin(), ageColourBounds.end());
    for (const double bound : {filter.from, filter.to}) {
        if (bound > 0 && bound <= longest)
            m_bounds.push_back(bound);
    }
    std::ranges::sort(m_bounds);
    m_bounds.erase(std::ranges::unique(m_bounds).begin(), m_bounds.end());

    const auto reachedAt = [&](double bound) {   // the step from which on an age is at least this
        return static_cast<std::size_t>(std::ranges::lower_bound(m_bounds, bound) - m_bounds.begin()) + 1;
    };
    m_passFrom = filter.from > longest ? m_bounds.size() + 1 : filter.from > 0 ? reachedAt(filter.from) : 0;
    m_passUntil = filter.to > longest ? m_bounds.size() + 1 : filter.to > 0 ? reachedAt(filter.to) : 0;
    m_colours.assign(m_bounds.size() + 1, 0);
    for (std::size_t step = 1; step <= m_bounds.size(); ++step) {
        m_colours[step] = static_cast<std::uint8_t>(std::ranges::upper_bound(ageColourBounds, m_bounds[step - 1]) - ageColourBounds.begin());
    }
    m_reached.assign(m_bounds.size(), 0);
}

void AgeSteps::setNow(const StampTimes& times, TimePoint now)
{
    for (std::size_t bound = 0; bound < m_bounds.size(); ++bound)
        m_reached[bound] = std::max(m_reached[bound], times.newestUntil(now - inClock(m_bounds[bound])));
}

TimePoint AgeSteps::nextStep(const StampTimes& times, Tick stamp, std::uint8_t step) const
{
    if (step >= m_bounds.size())
        return TimePoint::max();
    const auto time = times.timeOf(stamp);
    return time ? *time + inClock(m_bounds[step]) : TimePoint::min();
}

} // namespace weir::pipeline
