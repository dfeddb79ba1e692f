#pragma once
#include "base/clock.h"
#include <array>
#include <cstdint>
#include <mutex>
#include <optional>

namespace weir::render {

/// How long frames take, from the start of synchronizing to the swap, over the last frames. Thread-safe: the render thread
/// writes, any thread reads.
class FrameClock final {
public:
    void began(TimePoint now);
    void swapped(TimePoint now);

    struct Percentiles {
        double p50 = 0, p95 = 0;   ///< ms
    };
    /// Over the last 120 frames; zero before the first.
    [[nodiscard]] Percentiles percentiles() const;
    /// Over the frames after the first `seen`, 120 of them at most; nothing if there were none.
    [[nodiscard]] std::optional<Percentiles> percentilesAfter(std::uint64_t seen) const;
    [[nodiscard]] double lastMs() const;
    [[nodiscard]] std::uint64_t frames() const;

private:
    [[nodiscard]] Percentiles ofLast(std::uint64_t count) const;   // m_mutex is held

    mutable std::mutex m_mutex;
    std::array<float, 120> m_ms{};
    std::uint64_t m_frames = 0;
    TimePoint m_began{};
};

} // namespace weir::render
