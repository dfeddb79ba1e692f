#pragma once

namespace weir::dashboard {

/// The top of a chart's scale: 1, 2 or 5 times a power of ten. Rises at once, and falls only when the values fill less
/// than a third of it, so that the scale does not flicker while they waver. A plain value.
class ChartScale final {
public:
    /// Never smaller than `least`, which is positive.
    explicit ChartScale(double least);

    /// Fits `maximum` and returns the top.
    double fit(double maximum);

    [[nodiscard]] double top() const { return m_top; }

    /// The smallest 1, 2 or 5 times a power of ten that is not below `value`.
    [[nodiscard]] static double roundedUp(double value);

private:
    double m_least;
    double m_top;
};

} // namespace weir::dashboard
