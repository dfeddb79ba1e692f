#pragma once
#include "base/clock.h"
#include "render/device/device_abilities.h"
#include "render/device/frame_clock.h"
#include "render/window/graph_link.h"
#include "render/look/highlight.h"
#include "render/look/label_set.h"
#include "render/look/position_reading.h"
#include "render/look/picture_style.h"
#include "scene/camera/camera.h"
#include "scene/index/indexed_update.h"
#include <memory>
#include <optional>

class QQuickWindow;
class QSGNode;

namespace weir::render {

/// What the item hands over while the GUI thread waits for the render thread: values and pointers only.
struct GraphFrame {
    std::optional<scene::IndexedUpdate> update;   ///< what came since the frame before
    TimePoint updateCame{};                       ///< when the first of it came
    scene::Camera camera;
    PictureStyle style;
    Highlight highlight;
    std::shared_ptr<const LabelSet> labels;     ///< nullptr: none
    bool showChanges = true;                    ///< what just changed glows, what is gone fades out
    TimePoint (*now)() = &Clock::now;           ///< what time it is for what fades
    double pixelRatio = 1;                      ///< pixels of the target an item pixel
    double spacing = 1;                         ///< world units between neighbours, for the size of nodes
};

enum class EdgeDrawing : std::uint8_t { ByDevice, Cpu, Gpu };   ///< ByDevice: threads of the CPU where the device is one

/// For tests and measurements.
struct RenderConfig {
    EdgeDrawing edges = EdgeDrawing::ByDevice;
    std::uint32_t elementsAFrame = 0;   ///< 0: learned from how long frames take; else there are no previews
    double leastRestMs = 0;             ///< between two pictures of a device that is a CPU; usually as long as it drew
    std::optional<PositionReading> positions = {};         ///< nothing: the faster of those that the device has
    std::optional<DeviceAbilities> device = {};            ///< what the device is taken for
};

/// What an item and its node share for as long as both live.
struct GraphSurface {
    std::shared_ptr<GraphLink> link;
    std::shared_ptr<FrameClock> clock;
    RenderConfig config;
};

/// For QQuickItem::updatePaintNode: the graph's node, made where `old` is nullptr, with `frame` handed over to it. A node
/// that is made now has seen no scene, so its first frame's update must bring one whole.
[[nodiscard]] QSGNode* synchronized(QSGNode* old, QQuickWindow* window, const GraphSurface& surface, GraphFrame frame);

} // namespace weir::render
