#include "render/window/shown_picture.h"

namespace weir::render {

void ShownPicture::take(PictureInProgress& picture)
{
    m_lanes = picture.takeLanes();
    m_shaped = picture.stroked();
    m_scene = picture.subject().scene;
    m_exposure = picture.subject().exposure;
    m_style = picture.subject().style;
}

bool ShownPicture::isOf(const PicturePasses::Exposure& exposure, const PictureStyle& style) const
{
    return m_scene && m_exposure.sameView(exposure) && m_style == style;
}

std::optional<scene::Rect> ShownPicture::placeIn(const scene::Camera& camera, std::uint64_t epochVersion) const
{
    if (!m_scene || m_scene->epochVersion != epochVersion)
        return std::nullopt;
    const scene::Camera& then = m_exposure.camera;
    const scene::WorldPoint low = then.worldFromItem({0, 0});
    const scene::WorldPoint high = then.worldFromItem({then.width(), then.height()});
    const scene::ItemPoint from = camera.itemFromWorld(low);
    const scene::ItemPoint to = camera.itemFromWorld(high);
    return scene::Rect{from.x, from.y, to.x, to.y};
}

std::vector<Mark> ShownPicture::marks(const Highlight& highlight, std::span<const GlowList::Glow> glows, const PictureStyle& style, double nodeRadius,
                                      const scene::Camera& camera) const
{
    if (!m_scene)
        return {};
    return marksOf(*m_scene, highlight, glows, {style, nodeRadius, camera, m_shaped, m_lanes});
}

} // namespace weir::render
