#pragma once
#include "base/error.h"
#include "render/look/highlight.h"
#include "render/look/picture_style.h"
#include "scene/camera/camera.h"
#include "scene/index/spatial_index.h"
#include "lens/label_worker.h"
#include "ui/save/picture_caption.h"
#include <QtCore/QByteArray>
#include <expected>
#include <memory>
#include <vector>

namespace weir::ui {

/// What a view shows, to be drawn as shapes.
struct SvgSubject {
    std::shared_ptr<const scene::Scene> scene;
    std::shared_ptr<const scene::SpatialIndex> index;   ///< of that scene
    scene::Camera camera;
    double nodeRadius = 1;                              ///< item pixels, of relative radius 1
    render::PictureStyle style;
    std::vector<lens::LabelWorker::Text> labels;
    render::Highlight highlight;
    std::vector<CaptionShape> caption = {};
    std::vector<lens::LabelWorker::EdgeText> edgeLabels = {};
};

/// Nodes and edges in view beyond which there is no SVG: programs that show one take seconds for as many.
inline constexpr std::uint32_t mostSvgElements = 50'000;

/// The view as an SVG of the item's size: a path for each edge and each arrow's head, a circle for each node, text for labels, and
/// what is selected and pinned marked as in the window, and its caption over it. An error: more in view than mostSvgElements. Any thread; some hundred milliseconds at most.
[[nodiscard]] std::expected<QByteArray, Error> svgOf(const SvgSubject& subject);

} // namespace weir::ui
