#pragma once
#include "scene/camera/camera.h"
#include "scene/scene.h"

namespace weir::render {

/// Where nodes of a scene are in a picture, in pixels, y down. The scene must outlive it.
class PixelPlaces final {
public:
    PixelPlaces(const scene::Scene& scene, const scene::Affine& pixelFromWorld)
        : m_scene(scene), m_scaleX(static_cast<float>(pixelFromWorld.scaleX)), m_scaleY(static_cast<float>(pixelFromWorld.scaleY)),
          m_offsetX(static_cast<float>(pixelFromWorld.offsetX)), m_offsetY(static_cast<float>(pixelFromWorld.offsetY))
    {
    }

    [[nodiscard]] scene::Point of(Slot node) const
    {
        const scene::Point at = m_scene.position(node);
        return {at.x * m_scaleX + m_offsetX, at.y * m_scaleY + m_offsetY};
    }

private:
    const scene::Scene& m_scene;
    const float m_scaleX, m_scaleY, m_offsetX, m_offsetY;
};

} // namespace weir::render
