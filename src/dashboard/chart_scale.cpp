#include "dashboard/chart_scale.h"

#include <algorithm>
#include <cmath>

namespace weir::dashboard {

ChartScale::ChartScale(double least)
    : m_least(least)
    , m_top(least)
{
}

double ChartScale::fit(double maximum)
{
    const double fitting = std::max(m_least, roundedUp(maximum));
    if (maximum > m_top || maximum < m_top / 3)
        m_top = fitting;
    return m_top;
}

double ChartScale::roundedUp(double value)
{
    if (!(value > 0))
        return 0;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (value <= step * power * (1 + 1e-9))
            return step * power;
    }
    return 10 * power;
}

} // namespace weir::dashboard
