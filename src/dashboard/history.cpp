#include "dashboard/history.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace weir::dashboard {

History::History(double spanSeconds, std::size_t capacity, double gapSeconds)
    : m_spanSeconds(spanSeconds)
    , m_gapSeconds(gapSeconds)
    , m_ring(std::max<std::size_t>(capacity, 1))
{
}

void History::add(const Sample& sample)
{
    m_ring[m_next] = sample;
    m_next = (m_next + 1) % m_ring.size();
    m_size = std::min(m_size + 1, m_ring.size());
}

const Sample& History::at(std::size_t index) const
{
    const std::size_t oldest = (m_next + m_ring.size() - m_size) % m_ring.size();
    return m_ring[(oldest + index) % m_ring.size()];
}

double History::newestSeconds() const
{
    return m_size == 0 ? 0 : at(m_size - 1).seconds;
}

double History::shownSeconds(double leastSeconds) const
{
    const double recorded = m_size == 0 ? 0 : newestSeconds() - at(0).seconds;
    return std::min(std::max(recorded, leastSeconds), m_spanSeconds);
}

bool History::isWithinSpan(const Sample& sample) const
{
    return newestSeconds() - sample.seconds <= m_spanSeconds;
}

QList<QPointF> History::points(Figure figure) const
{
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(m_size));
    for (std::size_t i = 0; i < m_size; ++i) {
        const Sample& sample = at(i);
        if (isWithinSpan(sample) && std::isfinite(sample[figure]))
            points.append({sample.seconds - newestSeconds(), sample[figure]});
    }
    return points;
}

QList<QPointF> History::gapOutline(Figure figure) const
{
    QList<QPointF> outline;
    const auto shade = [&outline](double from, double to) {
        outline << QPointF(from, 0) << QPointF(from, 1) << QPointF(to, 1) << QPointF(to, 0);
    };

    double knownUntil = -m_spanSeconds;   // the figure is known up to here, in seconds before the newest sample
    bool anyKnown = false;
    for (std::size_t i = 0; i < m_size; ++i) {
        const Sample& sample = at(i);
        if (!isWithinSpan(sample) || !std::isfinite(sample[figure]))
            continue;
        const double x = sample.seconds - newestSeconds();
        if (x - knownUntil > m_gapSeconds)
            shade(knownUntil, x);
        knownUntil = x;
        anyKnown = true;
    }
    if (!anyKnown || -knownUntil > m_gapSeconds)
        shade(knownUntil, 0);
    return outline;
}

double History::maximum(Figure figure) const
{
    double maximum = 0;
    for (std::size_t i = 0; i < m_size; ++i) {
        const Sample& sample = at(i);
        if (isWithinSpan(sample) && std::isfinite(sample[figure]))
            maximum = std::max(maximum, sample[figure]);
    }
    return maximum;
}

double History::newest(Figure figure) const
{
    return m_size == 0 ? std::numeric_limits<double>::quiet_NaN() : at(m_size - 1)[figure];
}

} // namespace weir::dashboard
