#pragma once

namespace weir::dashboard {

/// The top of a chart's scale: a round figure whose half is round as well. Rises at once, and falls only when the values
/// fill less than a third of it, so that the scale does not flicker while they waver. A plain value.
class ChartScale final {
public:
    /// What is round: of counts and times powers of ten, of bytes powers of 1024.
    enum class Rounding { Decimal, Binary };

    /// Never smaller than `least`, which is positive.
    explicit ChartScale(double least, Rounding rounding = Rounding::Decimal);

    /// Fits `maximum` and returns the top.
    double fit(double maximum);

    [[nodiscard]] double top() const { return m_top; }

    /// The smallest round figure that is not below `value`; 0 for what is not positive.
    [[nodiscard]] static double roundedUp(double value, Rounding rounding = Rounding::Decimal);

private:
    double m_least;
    Rounding m_rounding;
    double m_top;
};

} // namespace weir::dashboard
