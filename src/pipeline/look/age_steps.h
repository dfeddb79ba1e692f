#pragma once
#include "pipeline/look/look_settings.h"
#include "pipeline/look/stamp_times.h"
#include <vector>

namespace weir::pipeline {

/// The ages at which something about a node's look changes, and which of them each has passed. A step is the number of bounds
/// that an age has reached. Not thread-safe.
class AgeSteps final {
public:
    /// From the bounds of the filter and, where age is shown, those of the colours. None: age does not matter.
    void setBounds(const LookSettings& settings);
    [[nodiscard]] bool matter() const { return !m_bounds.empty(); }

    /// From now on steps are as of `now`, which never falls.
    void setNow(const StampTimes& times, TimePoint now);

    /// Of an element that changed, or was born, at this stamp.
    [[nodiscard]] std::uint8_t step(Tick stamp) const
    {
        std::uint8_t step = 0;
        while (step < m_reached.size() && stamp <= m_reached[step])
            ++step;
        return step;
    }
    /// When an element of this stamp and step takes the next; max(): never.
    [[nodiscard]] TimePoint nextStep(const StampTimes& times, Tick stamp, std::uint8_t step) const;

    [[nodiscard]] bool passes(std::uint8_t step) const { return step >= m_passFrom && step < m_passUntil; }
    /// Which of the colours: 0 is the newest, the last that of what is older than all bounds.
    [[nodiscard]] std::size_t colour(std::uint8_t step) const { return m_colours[step]; }

private:
    std::vector<double> m_bounds;                // seconds, rising
    std::vector<Tick> m_reached;                 // by bound: the newest stamp that reached it, so falling
    std::vector<std::uint8_t> m_colours{0};      // by step
    std::size_t m_passFrom = 0, m_passUntil = 1; // steps
};

} // namespace weir::pipeline
