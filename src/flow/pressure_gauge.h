#pragma once
#include <cstdint>

namespace weir::flow {

enum class Pressure : std::uint8_t { None, Moderate, High };

/// As in the stats object: "none", "moderate", "high".
[[nodiscard]] constexpr const char* toString(Pressure pressure)
{
    return pressure == Pressure::None ? "none" : pressure == Pressure::Moderate ? "moderate" : "high";
}

/// How hard the stream presses on whoever applies it: a level of how full the queue is, that does not flicker. A level is
/// entered at its high watermark and left at its low one. Not thread-safe.
class PressureGauge final {
public:
    /// Shares of the window.
    static constexpr double moderateHigh = 0.5, moderateLow = 0.25;
    static constexpr double highHigh = 0.9, highLow = 0.6;

    /// `fill` is the fuller of messages and bytes, as a share of the window.
    Pressure update(double fill)
    {
        if (fill >= highHigh || (m_level == Pressure::High && fill > highLow))
            m_level = Pressure::High;
        else if (fill >= moderateHigh || (m_level != Pressure::None && fill > moderateLow))
            m_level = Pressure::Moderate;
        else
            m_level = Pressure::None;
        return m_level;
    }
    [[nodiscard]] Pressure level() const { return m_level; }

private:
    Pressure m_level = Pressure::None;
};

} // namespace weir::flow
