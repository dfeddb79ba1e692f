#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace weir::pipeline {

/// Which values there are, about; a plain value.
struct ValueExtent {
    double from = 0, to = 0;
    bool known = false;          ///< there is at least one value

    bool operator==(const ValueExtent&) const = default;
};

/// Where a value stands between the lowest and the highest that are usual: 0 to 1. Made from a sample, of which one in a
/// hundred at either end may be beyond, so that a single wild value does not make all others look the same. Logarithmic where
/// no value is negative and most are small beside the largest. Keeps its ends while a newer sample says nearly the same.
class ValueScale final {
public:
    enum class Steps : std::uint8_t { AsTheyFit,
                                      Even };   ///< never logarithmic, as of times
    /// Values that are no finite number do not count. True: it became another scale.
    bool adopt(std::span<const double> sample, Steps steps = Steps::AsTheyFit);

    [[nodiscard]] bool known() const { return m_extent.known; }
    [[nodiscard]] ValueExtent extent() const { return m_extent; }
    [[nodiscard]] bool logarithmic() const { return m_logarithmic; }
    /// Of a finite value, where known(). Half where all values are the same.
    [[nodiscard]] double place(double value) const
    {
        const double span = along(m_extent.to) - along(m_extent.from);
        return span > 0 ? std::clamp((along(value) - along(m_extent.from)) / span, 0.0, 1.0) : 0.5;
    }

    bool operator==(const ValueScale&) const = default;

private:
    // Below the unit, about the least of the usual values, the logarithm gives way to a straight line, so that 0 has a place.
    [[nodiscard]] double along(double value) const { return m_logarithmic ? std::log1p(std::max(value, 0.0) / m_unit) : value; }

    ValueExtent m_extent;
    bool m_logarithmic = false;
    double m_unit = 1;
};

} // namespace weir::pipeline
