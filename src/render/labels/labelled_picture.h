#pragma once
#include "render/labels/label_layer.h"
#include "render/pages/view_block.h"
#include <memory>

namespace weir::render {

/// The developed picture with its labels in one texture: while nothing moves labels then cost nothing. Render thread.
class LabelledPicture final {
public:
    explicit LabelledPicture(QRhi* rhi) : m_rhi(rhi) {}

    /// Copies `developed` and draws the labels over it, as the camera sees them that took it; false: the driver refuses.
    [[nodiscard]] bool draw(QRhiCommandBuffer* cb, QRhiTexture* developed, LabelLayer& labels, const ViewBlock& view);

    [[nodiscard]] QRhiTexture* texture() const { return m_texture.get(); }

private:
    QRhi* m_rhi;
    std::unique_ptr<QRhiTexture> m_texture;
    std::unique_ptr<QRhiTextureRenderTarget> m_target;
    std::unique_ptr<QRhiRenderPassDescriptor> m_pass;
    std::unique_ptr<QRhiBuffer> m_view;
    LabelLayer::Target m_labels;
};

} // namespace weir::render
