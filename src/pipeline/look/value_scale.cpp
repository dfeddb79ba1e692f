#include "pipeline/look/value_scale.h"

namespace weir::pipeline {

namespace {

constexpr double usualShare = 0.01;     // beyond either end
constexpr double sameShare = 0.1;       // of the span: an end that moved by less is left where it is
constexpr double skewFrom = 12, skewUntil = 6;   // of the highest usual value to the middle one

} // namespace

bool ValueScale::adopt(std::span<const double> sample, Steps steps)
{
    std::vector<double> values;
    values.reserve(sample.size());
    std::ranges::copy_if(sample, std::back_inserter(values), [](double value) { return std::isfinite(value); });
    const ValueScale before = *this;
    if (values.empty()) {
        *this = {};
        return *this != before;
    }
    std::ranges::sort(values);
    const auto last = static_cast<double>(values.size() - 1);
    const auto at = [&](double share) { return values[static_cast<std::size_t>(std::lround(share * last))]; };
    const ValueExtent extent{at(usualShare), at(1 - usualShare), true};
    const double middle = at(0.5);
    const double unit = middle > 0 ? std::clamp(extent.from, middle / 1000, middle) : std::max(extent.to, 1e-300) / 1000;
    const bool skewed = steps == Steps::AsTheyFit && values.front() >= 0 && extent.to > 0
        && extent.to > (m_logarithmic ? skewUntil : skewFrom) * middle;

    const double slack = sameShare * (m_extent.to - m_extent.from);
    const bool same = m_extent.known && skewed == m_logarithmic && std::abs(extent.from - m_extent.from) <= slack
        && std::abs(extent.to - m_extent.to) <= slack;
    if (same)
        return false;
    m_extent = extent;
    m_logarithmic = skewed;
    m_unit = skewed ? unit : 1;
    return *this != before;
}

} // namespace weir::pipeline
