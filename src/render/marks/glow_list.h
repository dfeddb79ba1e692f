#pragma once
#include "base/clock.h"
#include "scene/scene.h"
#include <cstdint>
#include <span>
#include <vector>

namespace weir::render {

/// What just changed, for as long as it glows, and what is gone, for as long as it fades out where it was. Bounded: what comes
/// while it is full is not shown, so that what is shown fades out as it should. Times are seconds since the list was empty, or
/// since what then glowed is forgotten, so none is ever large. Render thread.
class GlowList final {
public:
    static constexpr double fadeSeconds = 1.5;

    struct Glow {
        scene::SceneChange change;
        float since = 0;
    };

    explicit GlowList(std::size_t most) : m_most(most) {}

    /// True: something was added.
    bool add(std::span<const scene::SceneChange> changes, TimePoint now);
    /// Forgets everything once all of it has faded; true: that was now.
    bool expire(TimePoint now);
    void clear() { m_glows.clear(); }

    [[nodiscard]] bool empty() const { return m_glows.empty(); }
    [[nodiscard]] std::span<const Glow> glows() const { return m_glows; }
    [[nodiscard]] float seconds(TimePoint now) const;   ///< as Glow::since counts

private:
    std::size_t m_most;
    std::vector<Glow> m_glows;   // oldest first
    TimePoint m_began{};
};

} // namespace weir::render
