#pragma once
#include "render/window/graph_frame.h"
#include "scene/index/spatial_index.h"
#include "lens/label_worker.h"
#include <QtCore/QSizeF>
#include <memory>
#include <vector>

namespace weir::ui {

/// What a view shows, to be drawn once more elsewhere; a value.
struct ViewPicture {
    std::shared_ptr<const scene::Scene> scene;
    std::shared_ptr<const scene::SpatialIndex> index;   ///< of that scene
    scene::Camera camera;
    double pixelRatio = 1;                              ///< pixels an item pixel
    double spacing = 1;                                 ///< world units between neighbours
    render::PictureStyle style;
    render::Highlight highlight;                        ///< what is selected; nothing is hovered
    std::shared_ptr<const render::LabelSet> labels;     ///< nullptr: labels are off, or not there yet
    std::vector<lens::LabelWorker::Text> texts;               ///< of those labels
    std::vector<lens::LabelWorker::EdgeText> edgeTexts;
    bool showLabels = true;
    bool edgeLabels = false;
    render::RenderConfig config;
};

/// How a picture of another size shows the same.
enum class PictureDetail : std::uint8_t {
    AsShown,   ///< everything as large as in the window, in more pixels
    Finer,     ///< as a window of that size would show it: thinner lines, smaller text, more of it
};

/// `view` taken with a size in pixels: what is in view is in the picture, and what lies beside it where its shape is another.
struct SizedView {
    scene::Camera camera;
    double pixelRatio = 1;
    double lineWeight = 1;    ///< as TakenPicture has it
    double area = 1;          ///< item pixels, times the view's
};
[[nodiscard]] SizedView sizedView(const ViewPicture& view, QSize size, PictureDetail detail);

/// The size in pixels at which the view is on the screen.
[[nodiscard]] QSize pixelsOf(const ViewPicture& view);

} // namespace weir::ui
