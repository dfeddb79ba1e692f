#pragma once
#include "base/clock.h"
#include "base/ids.h"
#include "render/look/position_reading.h"
#include "scene/camera/camera.h"
#include <QtCore/qstring.h>
#include <cstdint>
#include <optional>

namespace weir::render {

/// What the render thread says about the picture on the screen; a value.
struct PictureReport {
    std::uint64_t sceneVersion = 0;   ///< of the scene in the picture last swapped in
    std::uint64_t epochVersion = 0;
    Tick tick = 0;
    scene::Camera camera;             ///< of that picture
    std::uint32_t nodes = 0, edges = 0;
    double drawnShare = 0;            ///< 1: all that is in view is in the picture; else there is a preview of less
    double nodeShare = 0, edgeShare = 0;   ///< of those in view that are in the picture or preview
    bool strokes = false;             ///< its edges have their shapes, as EdgeDetail says; else they are lines
    bool refining = false;            ///< a next picture is being drawn
    bool wantsFrame = false;          ///< a next frame would go on with a picture
    TimePoint restUntil{};            ///< before then no picture is begun for a newer scene alone
    bool resting = false;             ///< and such a scene is there: a frame is wanted then
    bool fading = false;              ///< something glows or fades out: frames are wanted now and then until it is over
    std::optional<TimePoint> outdatedSince;   ///< when the first scene came that the picture lacks; none: it lacks none that was handed over
    double pictureMs = 0;             ///< from beginning the picture to swapping it in
    std::uint64_t pictures = 0;       ///< swapped in so far
    std::uint64_t graphPasses = 0;    ///< passes that drew nodes, edges or the developed picture
    std::uint64_t pageBytes = 0;      ///< uploaded into pages and positions
    std::uint64_t imageBytes = 0;     ///< uploaded as images of what the CPU drew
    std::uint64_t gpuNodeBytes = 0;   ///< that pages and positions take there
    std::uint64_t gpuEdgeBytes = 0;
    PositionReading positions = PositionReading::Texture;   ///< how that device reads where nodes are
    QString device;                   ///< that draws: interface and name; empty: not known yet
    QString error;                    ///< words for the user, empty: none

    bool operator==(const PictureReport&) const = default;
};

} // namespace weir::render
