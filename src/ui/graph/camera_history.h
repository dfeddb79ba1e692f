#pragma once
#include "base/clock.h"
#include "scene/camera/camera.h"
#include <optional>
#include <vector>

namespace weir::ui {

/// Where the view looked: a camera, or the whole graph, whose camera then follows it. A plain value.
struct CameraPlace {
    scene::Camera camera;
    bool following = false;

    bool operator==(const CameraPlace&) const = default;
};

/// The way back and forward through what was looked at: a place counts where a jump left it or led to, and where the camera
/// rested before it was moved on. Places that show nearly the same are one. Going elsewhere from an earlier place forgets those that came
/// after it. Bounded; time is passed in. GUI thread.
class CameraHistory final {
public:
    enum class Move {
        Step,     ///< a part of panning or zooming
        Jump,     ///< to somewhere else at once
        Follow,   ///< the graph grew, and the camera with it
    };
    static constexpr std::size_t mostPlaces = 100;
    static constexpr std::chrono::milliseconds rest{1'000};   ///< that makes a place of where the camera is

    void moved(const CameraPlace& to, TimePoint now, Move move);
    /// Nothing: there is no place before, or after, this one.
    [[nodiscard]] std::optional<CameraPlace> back(TimePoint now);
    [[nodiscard]] std::optional<CameraPlace> forward(TimePoint now);
    void clear();

private:
    void keepPresent();
    [[nodiscard]] std::optional<CameraPlace> goTo(std::size_t at, TimePoint now);

    std::vector<CameraPlace> m_places;
    std::size_t m_at = 0;                    // the place that the present one is, or came from
    std::optional<CameraPlace> m_present;
    TimePoint m_movedAt{};
};

} // namespace weir::ui
