#include "dashboard/chart_scale.h"

#include <algorithm>
#include <cmath>

namespace weir::dashboard {

ChartScale::ChartScale(double least, Rounding rounding)
    : m_least(least)
    , m_rounding(rounding)
    , m_top(least)
{
}

double ChartScale::fit(double maximum)
{
    const double fitting = std::max(m_least, roundedUp(maximum, m_rounding));
    if (maximum > m_top || maximum < m_top / 3)
        m_top = fitting;
    return m_top;
}

double ChartScale::roundedUp(double value, Rounding rounding)
{
    if (!(value > 0))
        return 0;
    if (rounding == Rounding::Binary) {
        double unit = 1;
        while (value >= 1000 * unit)   // where the unit of the words changes as well
            unit *= 1024;
        const double scaled = value / unit;
        const double tens = std::pow(10.0, std::max(0.0, std::floor(std::log10(scaled))));
        for (const double step : {1.0, 2.0, 4.0, 8.0}) {   // halves stay whole in the unit below as well
            if (scaled <= step * tens)
                return step * tens * unit;
        }
        return tens < 100 ? 10 * tens * unit : 1024 * unit;
    }
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 1.2, 1.6, 2.0, 3.0, 4.0, 6.0, 8.0}) {
        if (value <= step * power * (1 + 1e-9))
            return step * power;
    }
    return 10 * power;
}

} // namespace weir::dashboard
