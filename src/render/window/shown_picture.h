#pragma once
#include "render/marks/marks.h"
#include "render/window/picture_in_progress.h"
#include <optional>
#include <span>
#include <vector>

namespace weir::render {

/// The picture on the screen: of which scene it is and how it was taken. Its colours are what was developed last. Render thread.
class ShownPicture final {
public:
    [[nodiscard]] bool isThere() const { return m_scene != nullptr; }
    /// One that is finished.
    void take(PictureInProgress& picture);
    void forget() { m_scene.reset(); }

    [[nodiscard]] const std::shared_ptr<const scene::Scene>& scene() const { return m_scene; }   ///< nullptr: there is none
    [[nodiscard]] const scene::Camera& camera() const { return m_exposure.camera; }              ///< that took it
    /// It is there, and taken just so.
    [[nodiscard]] bool isOf(const PicturePasses::Exposure& exposure, const PictureStyle& style) const;
    /// Where it is in the view of this camera, in item pixels; nothing: there is none of this graph.
    [[nodiscard]] std::optional<scene::Rect> placeIn(const scene::Camera& camera, std::uint64_t epochVersion) const;
    /// What is drawn over it as this camera sees it, nodes of relative radius 1 having this radius in item pixels.
    [[nodiscard]] std::vector<Mark> marks(const Highlight& highlight, std::span<const GlowList::Glow> glows, const PictureStyle& style, double nodeRadius,
                                          const scene::Camera& camera) const;

private:
    std::shared_ptr<const scene::Scene> m_scene;
    PicturePasses::Exposure m_exposure;
    PictureStyle m_style;
    std::vector<EdgeLane> m_lanes;
    bool m_shaped = false;   // its edges have shapes
};

} // namespace weir::render
