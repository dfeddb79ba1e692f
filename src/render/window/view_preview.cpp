#include "render/window/view_preview.h"
#include <algorithm>

namespace weir::render {

namespace {

constexpr double uncoveredShare = 0.002;       // of the view, from which on there is a preview

bool isWanted(const GraphDevice& device, const ViewPreview::Wanted& wanted, const PictureInProgress& picture, const std::optional<scene::Rect>& covered)
{
    if (device.config().elementsAFrame > 0)
        return false;
    // A picture that is finished in this frame needs none before it.
    if (picture.nearlyDone() && wanted.exposure.sameView(picture.subject().exposure))
        return false;
    if (!covered)
        return true;
    const scene::Camera& camera = wanted.exposure.camera;
    const double width = std::clamp(covered->right, 0.0, camera.width()) - std::clamp(covered->left, 0.0, camera.width());
    const double height = std::clamp(covered->bottom, 0.0, camera.height()) - std::clamp(covered->top, 0.0, camera.height());
    return width * height < (1 - uncoveredShare) * camera.width() * camera.height();
}

} // namespace

std::expected<ViewPreview::Outcome, Error> ViewPreview::update(QRhiCommandBuffer* cb, GraphDevice& device, const Wanted& wanted,
                                                               const PictureInProgress& picture, const ShownPicture& shown)
{
    m_isShown = false;
    const auto covered = shown.placeIn(wanted.exposure.camera, wanted.scene->epochVersion);
    if (!isWanted(device, wanted, picture, covered))
        return Outcome{};
    Preview& preview = device.preview();
    if (preview.texture() && m_epoch == wanted.scene->epochVersion && m_style == wanted.style && wanted.exposure.sameView(preview.exposure())) {
        m_isShown = true;
        return Outcome{Outcome::Is::Kept, nullptr};
    }
    Preview::Subject subject{wanted.scene, wanted.index, wanted.exposure, covered};
    if (!device.splats()) {   // from the pages, which hold the picture's
        subject.scene = picture.subject().scene;
        subject.index = picture.subject().index;
    }
    subject.exposure.edgeDensity = picture.subject().exposure.edgeDensity;
    const auto drawn = preview.draw(cb, subject, wanted.style, device.upload(), device.splatter(), device.budget());
    if (!drawn)
        return std::unexpected(drawn.error());
    m_epoch = subject.scene->epochVersion;
    m_style = wanted.style;
    device.work().developed = true;   // so that nothing is learned from how long it took
    m_isShown = *drawn;
    return m_isShown ? Outcome{Outcome::Is::Drawn, subject.scene} : Outcome{};
}

} // namespace weir::render
