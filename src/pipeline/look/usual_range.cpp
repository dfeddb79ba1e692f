#include "pipeline/look/usual_range.h"
#include <algorithm>
#include <cmath>

namespace weir::pipeline {

namespace {

constexpr double beyond = 0.01;   // of the values, at either end: a single wild one does not make all others look the same
constexpr double twofold = 2;

bool within(double value, double other) { return value <= other * twofold && other <= value * twofold; }

} // namespace

bool UsualRange::adopt(std::vector<double> sample)
{
    std::erase_if(sample, [](double value) { return !(value > 0) || !std::isfinite(value); });
    if (sample.empty())
        return false;
    const auto at = [&sample](double share) {
        const auto place = sample.begin() + std::lround(share * static_cast<double>(sample.size() - 1));
        std::ranges::nth_element(sample, place);
        return *place;
    };
    const double low = at(beyond);
    const double high = at(1 - beyond);
    if (m_known && within(low, m_low) && within(high, m_high))
        return false;
    const bool another = low != m_low || high != m_high;
    m_low = low;
    m_high = high;
    m_known = true;
    return another;
}

} // namespace weir::pipeline
