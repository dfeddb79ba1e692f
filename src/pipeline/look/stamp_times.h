#pragma once
#include "base/clock.h"
#include "base/ids.h"
#include <deque>
#include <optional>

namespace weir::pipeline {

/// When each stamp of the model was applied, as exactly as its age matters: to one part in sixty-four, in at most some
/// thousand entries. What came while catching up may have been there for long: it counts as old as the last that is known, and
/// before any is known as older than everything. Not thread-safe.
class StampTimes final {
public:
    /// All stamps up to `stamp` that were not noted yet came at `now`; neither ever falls.
    void note(Tick stamp, TimePoint now);
    /// Nothing is known of the stamps up to `stamp` that were not noted yet.
    void leaveOut(Tick stamp);

    /// Nothing: not known, so long ago.
    [[nodiscard]] std::optional<TimePoint> timeOf(Tick stamp) const;
    /// The newest stamp that is as old as `time` or older. Never falls for a time that does not.
    [[nodiscard]] Tick newestUntil(TimePoint time) const;
    [[nodiscard]] std::size_t size() const { return m_times.size(); }

private:
    struct Entry {
        Tick stamp;        // and all between it and the entry before
        TimePoint time;
    };
    static constexpr std::chrono::milliseconds finest{10};
    static constexpr std::size_t most = 4096;
    static constexpr int exactness = 64;

    void thinOut(TimePoint now);

    std::deque<Entry> m_times;
    Tick m_unknownUntil = 0;
    Tick m_newest = 0;
};

} // namespace weir::pipeline
