#include "metrics/percentiles.h"
#include <algorithm>
#include <bit>
#include <cmath>

namespace weir::metrics {

namespace {

constexpr unsigned mantissaBits = 52;

} // namespace

// The bits of a positive double, read as a number, grow with its value; the upper ones are its power of two and the
// step within that.
std::size_t Percentiles::stepOf(double value)
{
    const std::uint64_t lowest = static_cast<std::uint64_t>(lowestExponent) << stepBits;
    if (!(value > 0))
        return 0;
    const std::uint64_t step = std::bit_cast<std::uint64_t>(value) >> (mantissaBits - stepBits);
    return static_cast<std::size_t>(std::clamp<std::uint64_t>(step, lowest, lowest + steps - 1) - lowest);
}

double Percentiles::middleOf(std::size_t step)
{
    const std::uint64_t bits = (static_cast<std::uint64_t>(lowestExponent) << stepBits) + step;
    const std::uint64_t half = std::uint64_t{1} << (mantissaBits - stepBits - 1);
    return std::bit_cast<double>((bits << (mantissaBits - stepBits)) | half);
}

void Percentiles::moveTo(TimePoint now)
{
    const auto age = now - m_halfStart;
    if (age < m_halfWindow)
        return;
    if (age < 2 * m_halfWindow)
        m_previous = m_current;
    else
        m_previous = {};
    m_current = {};
    m_halfStart = now;
}

void Percentiles::add(double value, TimePoint now)
{
    if (std::isnan(value))
        return;
    moveTo(now);
    ++m_current.counts[stepOf(value)];
    m_current.least = m_current.total == 0 ? value : std::min(m_current.least, value);
    m_current.most = m_current.total == 0 ? value : std::max(m_current.most, value);
    ++m_current.total;
}

std::optional<double> Percentiles::at(double share, TimePoint now)
{
    const std::uint64_t total = count(now);
    if (total == 0)
        return std::nullopt;
    double least = m_current.total == 0 ? m_previous.least : m_current.least;
    double most = m_current.total == 0 ? m_previous.most : m_current.most;
    if (m_current.total != 0 && m_previous.total != 0) {
        least = std::min(least, m_previous.least);
        most = std::max(most, m_previous.most);
    }
    const auto rank = static_cast<std::uint64_t>(std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(total)));
    std::uint64_t below = 0;
    for (std::size_t step = 0; step < steps; ++step) {
        below += m_current.counts[step] + m_previous.counts[step];
        if (below >= std::max<std::uint64_t>(rank, 1))
            return std::clamp(middleOf(step), least, most);
    }
    return most;
}

std::uint64_t Percentiles::count(TimePoint now)
{
    moveTo(now);
    return m_current.total + m_previous.total;
}

} // namespace weir::metrics
