#pragma once
#include <QtCore/QList>
#include <QtCore/QPointF>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace weir::dashboard {

/// What one moment of the stream and the window was, as the charts draw it.
enum class Figure : std::uint8_t {
    QueueMessages,
    CreditMessages,
    ChangesPerSecond,
    BytesPerSecond,
    LatencyMsP50,
    LatencyMsP99,
    FrameMsP50,
    FrameMsP95,
};
inline constexpr std::size_t figureCount = 8;

/// One value a figure at one moment; NaN where there was none (no connection, no latency measured yet).
struct Sample {
    double seconds = 0;                        ///< on the clock of whoever records; must not go back
    std::array<double, figureCount> values{};

    [[nodiscard]] double& operator[](Figure figure) { return values[static_cast<std::size_t>(figure)]; }
    [[nodiscard]] double operator[](Figure figure) const { return values[static_cast<std::size_t>(figure)]; }
};

/// The last minutes of every figure, in a ring that is allocated once. Not thread-safe; lives on the GUI thread.
class History final {
public:
    /// Keeps `spanSeconds` of samples, at most `capacity` of them. Two samples further apart than `gapSeconds`
    /// have a gap between them even if both hold values.
    History(double spanSeconds, std::size_t capacity, double gapSeconds);

    /// Appends; the oldest sample makes room where the ring is full.
    void add(const Sample& sample);

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] double spanSeconds() const { return m_spanSeconds; }
    /// 0 is the oldest.
    [[nodiscard]] const Sample& at(std::size_t index) const;
    /// Time of the newest sample; 0 before the first.
    [[nodiscard]] double newestSeconds() const;

    /// How much of the past is worth drawing: the span, or less while less was recorded, but at least `leastSeconds`.
    [[nodiscard]] double shownSeconds(double leastSeconds) const;

    /// Points of one figure, x in seconds before the newest sample (-span to 0), only moments that have a value.
    [[nodiscard]] QList<QPointF> points(Figure figure) const;

    /// Where the figure has no value within the span, as the outline of a step between 0 and 1: for an area series.
    /// The time before the first sample is a gap.
    [[nodiscard]] QList<QPointF> gapOutline(Figure figure) const;

    /// Largest value within the span; 0 when there is none.
    [[nodiscard]] double maximum(Figure figure) const;
    /// Value of the newest sample; NaN when it has none or nothing was recorded.
    [[nodiscard]] double newest(Figure figure) const;

private:
    [[nodiscard]] bool isWithinSpan(const Sample& sample) const;

    double m_spanSeconds;
    double m_gapSeconds;
    std::vector<Sample> m_ring;
    std::size_t m_next = 0;
    std::size_t m_size = 0;
};

} // namespace weir::dashboard
