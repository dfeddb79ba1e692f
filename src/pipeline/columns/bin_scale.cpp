#include "pipeline/columns/bin_scale.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace weir::pipeline {

namespace {

constexpr double usualShare = 0.01;      // beyond either end
constexpr double wild = 2;               // times as far apart as the usual ones: then the extremes are left to the last bins
constexpr double decades = 1000;         // of the highest usual value to the lowest above 0
constexpr double skew = 12;              // of the highest usual value to the middle one
constexpr double wanted = 40;            // bins, about

constexpr double second = 1e6, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
constexpr std::array timeSteps{second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second, minute, 2 * minute, 5 * minute,
                               10 * minute,
                               15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day};

/// The next of 1, 2, 2.5, 5, 10, 20, … that is not less.
double roundStep(double step, bool whole)
{
    const double power = std::pow(10, std::floor(std::log10(step)));
    for (const double digit : {1.0, 2.0, 2.5, 5.0, 10.0}) {
        const double rounded = digit * power;
        if (rounded >= step * (1 - 1e-9) && (!whole || rounded == std::floor(rounded)))
            return rounded;
    }
    return 10 * power;
}

double timeStep(double step)
{
    const auto fits = std::ranges::lower_bound(timeSteps, step);
    return fits != timeSteps.end() ? *fits : day * roundStep(step / day, true);
}

double rounded(double value, int digits)
{
    if (value == 0)
        return 0;
    const double power = std::pow(10, digits - 1 - std::floor(std::log10(std::abs(value))));
    return std::round(value * power) / power;
}

} // namespace

BinScale::BinScale(Of of, std::span<const double> sample, double least, double greatest)
{
    const auto at = [](std::span<const double> sorted, double share) {
        return sorted[static_cast<std::size_t>(std::lround(share * static_cast<double>(sorted.size() - 1)))];
    };
    double low = at(sample, usualShare);
    double high = at(sample, 1 - usualShare);
    const auto isWhole = [](double value) { return value == std::floor(value) && std::abs(value) < 1e15; };
    m_whole = of == Of::Times || std::ranges::all_of(sample, isWhole);

    if (of == Of::Numbers && least >= 0) {
        const auto positive = sample.subspan(static_cast<std::size_t>(std::ranges::upper_bound(sample, 0.0) - sample.begin()));
        if (!positive.empty()) {
            const double unit = at(positive, usualShare);
            if (high >= decades * unit && high > skew * at(sample, 0.5)) {
                const bool isUsual = std::log10(greatest / unit) <= wild * std::log10(high / unit);
                takeDecades(low < unit ? 0 : low, isUsual ? greatest : high, unit);
                return;
            }
        }
    }
    if (greatest - least <= wild * (high - low)) {
        low = least;
        high = greatest;
    }
    const double span = high - low + (m_whole ? 1 : 0);
    if (!(span > 0)) {   // one value, which is not whole
        const double width = std::max(std::abs(low) / 1000, 1e-9);
        m_from = low - width / 2;
        m_width = width;
        m_bins = 1;
        return;
    }
    const bool each = of == Of::Numbers && m_whole && span <= most;
    takeSteps(low, high, of == Of::Times ? timeStep(span / wanted) : each ? 1
                                                                          : roundStep(span / wanted, m_whole));
}

void BinScale::takeSteps(double low, double high, double width)
{
    m_width = width;
    m_from = std::floor(low / width) * width;
    const double count = m_whole ? std::floor((high - m_from) / width) + 1 : std::ceil((high - m_from) / width * (1 - 1e-12));
    m_bins = static_cast<std::uint32_t>(std::clamp(count, 1.0, static_cast<double>(most)));
}

void BinScale::takeDecades(double low, double high, double unit)
{
    m_logarithmic = true;
    m_unit = unit;
    m_bins = static_cast<std::uint32_t>(wanted);
    m_from = std::log1p(low / unit);
    m_width = (std::log1p(high / unit) - m_from) / m_bins;
}

double BinScale::along(double value) const { return m_logarithmic ? std::log1p(std::max(value, 0.0) / m_unit) : value; }

double BinScale::edge(std::uint32_t bin) const
{
    const double straight = m_from + m_width * bin;
    if (!m_logarithmic)
        return m_whole ? straight : rounded(straight, 12);   // 0.3, and not what 0.1 + 2 * 0.1 is
    const double value = rounded(m_unit * std::expm1(straight), 3);
    return m_whole ? std::round(value) : value;
}

std::uint32_t BinScale::binOf(double value) const
{
    constexpr double inexact = 1e-9;
    const double bin = std::floor((along(value) - m_from) / m_width + inexact);
    return static_cast<std::uint32_t>(std::clamp(bin, 0.0, static_cast<double>(m_bins) - 1));
}

double BinScale::place(double value) const
{
    return m_bins == 0 ? 0 : std::clamp((along(value) - m_from) / (m_width * m_bins), 0.0, 1.0);
}

} // namespace weir::pipeline
