#include "render/labels/labelled_picture.h"

namespace weir::render {

bool LabelledPicture::draw(QRhiCommandBuffer* cb, QRhiTexture* developed, LabelLayer& labels, const ViewBlock& view)
{
    const QSize size = developed->pixelSize();
    if (!m_texture || m_texture->pixelSize() != size) {
        m_target.reset();
        m_texture.reset(m_rhi->newTexture(QRhiTexture::RGBA8, size, 1, QRhiTexture::RenderTarget));
        if (!m_texture->create())
            return false;
        m_target.reset(m_rhi->newTextureRenderTarget({QRhiColorAttachment(m_texture.get())}, QRhiTextureRenderTarget::PreserveColorContents));
        if (!m_pass)
            m_pass.reset(m_target->newCompatibleRenderPassDescriptor());
        m_target->setRenderPassDescriptor(m_pass.get());
        if (!m_target->create())
            return false;
    }
    if (!m_view) {
        m_view.reset(m_rhi->newBuffer(QRhiBuffer::Dynamic, QRhiBuffer::UniformBuffer, sizeof(ViewBlock)));
        if (!m_view->create())
            return false;
    }
    QRhiResourceUpdateBatch* const updates = m_rhi->nextResourceUpdateBatch();
    if (!labels.prepare(m_labels, m_pass.get(), 1, LabelLayer::Depth::None, m_view.get(), updates)) {
        updates->release();
        return false;
    }
    ViewBlock block = view;
    // Item pixels to clip space with y down, as textures of one's own have it on every backend.
    QMatrix4x4 clip;
    clip.translate(-1, -1);
    clip.scale(2 / view.item[0], 2 / view.item[1]);
    block.setClip(clip);
    updates->updateDynamicBuffer(m_view.get(), 0, sizeof(block), &block);
    updates->copyTexture(m_texture.get(), developed);
    cb->beginPass(m_target.get(), QColor(0, 0, 0, 0), {1, 0}, updates);
    labels.render(cb, m_labels, {0, 0, static_cast<float>(size.width()), static_cast<float>(size.height())}, {0, 0, size.width(), size.height()});
    cb->endPass();
    return true;
}

} // namespace weir::render
