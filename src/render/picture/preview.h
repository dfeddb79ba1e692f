#pragma once
#include "render/device/draw_budget.h"
#include "render/picture/picture_passes.h"
#include "render/splat/picture_splatter.h"
#include "render/splat/splat_pace.h"
#include <memory>

namespace weir::render {

/// A first picture of a view that the shown picture does not cover: at half the resolution, of as many elements as a frame
/// allows, the edges brighter by what is left out. Drawn at once, on the render thread.
class Preview final {
public:
    using Edges = PicturePasses::Edges;

    Preview(QRhi* rhi, DeviceAbilities device, Edges edges) : m_passes(rhi, std::move(device), edges), m_edges(edges) {}

    [[nodiscard]] std::expected<void, Error> create() { return m_passes.create(); }

    struct Subject {
        std::shared_ptr<const scene::Scene> scene;
        std::shared_ptr<const scene::SpatialIndex> index;   ///< of that scene; by the GPU: that which `upload` holds
        PicturePasses::Exposure exposure;
        std::optional<scene::Rect> covered;                 ///< item pixels: needs no preview
    };
    /// False: there is nothing to draw it from now.
    [[nodiscard]] std::expected<bool, Error> draw(QRhiCommandBuffer* cb, const Subject& subject, const PictureStyle& style,
                                                  const SceneUpload& upload, PictureSplatter* splatter, const DrawBudget& budget);

    [[nodiscard]] QRhiTexture* texture() const { return m_passes.developed(); }
    [[nodiscard]] const PicturePasses::Exposure& exposure() const { return m_exposure; }   ///< as it was asked for
    [[nodiscard]] double nodeShare() const { return m_nodeShare; }   ///< of the nodes in view that are not covered
    [[nodiscard]] double edgeShare() const { return m_edgeShare; }
    [[nodiscard]] std::uint32_t nodes() const { return m_nodes; }
    [[nodiscard]] std::uint32_t edges() const { return m_drawnEdges; }
    [[nodiscard]] std::uint64_t passes() const { return m_passes.passes(); }

private:
    PicturePasses m_passes;
    Edges m_edges;
    PicturePasses::Exposure m_exposure;
    double m_nodeShare = 1, m_edgeShare = 1;
    std::uint32_t m_nodes = 0, m_drawnEdges = 0;
    SplatPace m_pace;
};

} // namespace weir::render
