#include "ui/graph/view_picture.h"
#include <algorithm>

namespace weir::ui {

QSize pixelsOf(const ViewPicture& view)
{
    return {std::max(1, qRound(view.camera.width() * view.pixelRatio)), std::max(1, qRound(view.camera.height() * view.pixelRatio))};
}

SizedView sizedView(const ViewPicture& view, QSize size, PictureDetail detail)
{
    if (size == pixelsOf(view))
        return {view.camera, view.pixelRatio, 1, 1};
    const scene::Camera& camera = view.camera;
    const double pixelsAPixel = std::min(size.width() / camera.width(), size.height() / camera.height()) / view.pixelRatio;
    SizedView sized;
    if (detail == PictureDetail::AsShown) {
        sized.pixelRatio = view.pixelRatio * pixelsAPixel;
        sized.lineWeight = pixelsAPixel;
        sized.camera = camera.resized(size.width() / sized.pixelRatio, size.height() / sized.pixelRatio);
    } else {
        sized.pixelRatio = view.pixelRatio;
        sized.camera = camera.resized(size.width() / sized.pixelRatio, size.height() / sized.pixelRatio);
        sized.camera = sized.camera.zoomedAt({sized.camera.width() / 2, sized.camera.height() / 2}, pixelsAPixel, {});
    }
    sized.area = sized.camera.width() * sized.camera.height() / (camera.width() * camera.height());
    return sized;
}

} // namespace weir::ui
