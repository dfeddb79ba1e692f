#pragma once
#include "base/clock.h"
#include <array>
#include <cstdint>
#include <optional>

namespace weir::metrics {

/// Percentiles of the samples of the last seconds, to within 2 %, in any unit whose values lie from 0.001 to 10^9 (others
/// count as the nearest of those). A log-linear histogram, 32 steps to each power of two, in two halves that take turns:
/// adding costs an increment, memory is fixed at about 10 KiB, and what is answered covers one to two half windows.
/// Not thread-safe; knows no clock of its own. Times passed in never go back.
class Percentiles final {
public:
    explicit Percentiles(Clock::duration halfWindow = std::chrono::seconds(5)) : m_halfWindow(halfWindow) {}

    void add(double value, TimePoint now);

    /// The value that `share` (0 to 1) of the samples do not exceed, e.g. 0.99. Nothing: no samples in the window.
    [[nodiscard]] std::optional<double> at(double share, TimePoint now);

    [[nodiscard]] std::uint64_t count(TimePoint now);   ///< samples in the window

private:
    static constexpr unsigned stepBits = 5;
    static constexpr unsigned lowestExponent = 1023 - 10;   // biased exponent of 2^-10, as IEEE 754 has it
    static constexpr unsigned octaves = 40;
    static constexpr std::size_t steps = octaves << stepBits;

    struct Half {
        std::array<std::uint32_t, steps> counts{};
        std::uint64_t total = 0;
        double least = 0, most = 0;
    };

    [[nodiscard]] static std::size_t stepOf(double value);
    [[nodiscard]] static double middleOf(std::size_t step);
    void moveTo(TimePoint now);

    Clock::duration m_halfWindow;
    TimePoint m_halfStart;
    Half m_current;
    Half m_previous;
};

} // namespace weir::metrics
