#include "render/window/window_pass.h"
#include "render/marks/glow_list.h"
#include "render/device/shader_pack.h"
#include <cstring>

namespace weir::render {

namespace {

/// The item in pixels of the target, counted from its bottom left as scissors are.
QRect itemRect(const WindowPass::View& view, QSize target, bool yUp)
{
    const QRectF clip = view.clipFromItem.mapRect(QRectF(0, 0, view.camera.width(), view.camera.height()));
    const double left = (clip.left() + 1) / 2 * target.width();
    const double right = (clip.right() + 1) / 2 * target.width();
    const double low = (yUp ? clip.top() + 1 : 1 - clip.bottom()) / 2 * target.height();
    const double high = (yUp ? clip.bottom() + 1 : 1 - clip.top()) / 2 * target.height();
    return QRect(QPoint(qRound(left), qRound(low)), QPoint(qRound(right) - 1, qRound(high) - 1));
}

using Stage = QRhiShaderResourceBinding;

} // namespace

void WindowPass::setMarks(QRhiResourceUpdateBatch* updates, std::span<const Mark> marks)
{
    m_markCount = static_cast<std::uint32_t>(marks.size());
    if (marks.empty())
        return;
    const auto bytes = static_cast<quint32>(marks.size_bytes());
    if (!m_marks || static_cast<quint32>(m_marks->size()) < bytes) {
        if (m_marks)
            m_marks.release()->deleteLater();
        m_marks.reset(m_rhi->newBuffer(QRhiBuffer::Static, QRhiBuffer::VertexBuffer, bytes + bytes / 2));
        if (!m_marks->create()) {
            m_markCount = 0;
            return;
        }
    }
    updates->uploadStaticBuffer(m_marks.get(), 0, bytes, marks.data());
}

std::unique_ptr<QRhiGraphicsPipeline> WindowPass::pipelineOf(const char* vertex, const char* fragment,
                                                             QRhiShaderResourceBindings* bindings,
                                                             QRhiRenderTarget* target) const
{
    std::unique_ptr<QRhiGraphicsPipeline> pipeline(m_rhi->newGraphicsPipeline());
    pipeline->setShaderStages({{QRhiShaderStage::Vertex, shaderOf(vertex)}, {QRhiShaderStage::Fragment, shaderOf(fragment)}});
    pipeline->setTopology(QRhiGraphicsPipeline::TriangleStrip);
    pipeline->setShaderResourceBindings(bindings);
    pipeline->setRenderPassDescriptor(m_pass.get());
    pipeline->setSampleCount(target->sampleCount());
    // As the scene graph's own translucent items: what is opaque and above has already written its depth.
    pipeline->setDepthTest(true);
    pipeline->setDepthWrite(false);
    pipeline->setDepthOp(QRhiGraphicsPipeline::Less);
    pipeline->setFlags(QRhiGraphicsPipeline::UsesScissor);
    QRhiGraphicsPipeline::TargetBlend over;
    over.enable = true;   // factors: premultiplied
    pipeline->setTargetBlends({over});
    return pipeline;
}

bool WindowPass::bindPictures(QRhiTexture* developed, QRhiTexture* preview)
{
    const auto bindingsOf = [this, developed, preview](QRhiSampler* sampler) {
        std::unique_ptr<QRhiShaderResourceBindings> bindings(m_rhi->newShaderResourceBindings());
        bindings->setBindings({Stage::uniformBuffer(0, Stage::VertexStage | Stage::FragmentStage, m_view.get()),
                               Stage::sampledTexture(1, Stage::FragmentStage, developed, sampler),
                               Stage::sampledTexture(2, Stage::FragmentStage, preview, m_nearest.get())});
        return bindings;
    };
    for (auto* old : {&m_movedBindings, &m_stillBindings}) {
        if (*old)
            old->release()->deleteLater();
    }
    m_movedBindings = bindingsOf(m_linear.get());
    m_stillBindings = bindingsOf(m_nearest.get());
    m_bound = developed;
    m_boundPreview = preview;
    return m_movedBindings->create() && m_stillBindings->create();
}

bool WindowPass::prepare(QRhiRenderTarget* target, QRhiTexture* developed, QRhiTexture* preview, QRhiResourceUpdateBatch* updates)
{
    if (!m_view) {
        m_view.reset(m_rhi->newBuffer(QRhiBuffer::Dynamic, QRhiBuffer::UniformBuffer, sizeof(ViewBlock)));
        const auto samplerOf = [this](QRhiSampler::Filter filter) {
            return std::unique_ptr<QRhiSampler>(m_rhi->newSampler(filter, filter, QRhiSampler::None, QRhiSampler::ClampToEdge,
                                                                  QRhiSampler::ClampToEdge));
        };
        m_linear = samplerOf(QRhiSampler::Linear);
        m_nearest = samplerOf(QRhiSampler::Nearest);
        m_blank.reset(m_rhi->newTexture(QRhiTexture::RGBA8, {1, 1}));
        if (!m_view->create() || !m_linear->create() || !m_nearest->create() || !m_blank->create())
            return false;
        const QRhiTextureSubresourceUploadDescription black(QByteArray(4, '\0'));
        updates->uploadTexture(m_blank.get(), QRhiTextureUploadDescription({0, 0, black}));
        m_markBindings.reset(m_rhi->newShaderResourceBindings());
        m_markBindings->setBindings(
            {Stage::uniformBuffer(0, Stage::VertexStage | Stage::FragmentStage, m_view.get())});
        if (!m_markBindings->create())
            return false;
    }
    QRhiTexture* const picture = developed ? developed : m_blank.get();
    QRhiTexture* const around = preview ? preview : m_blank.get();
    if ((m_bound != picture || m_boundPreview != around) && !bindPictures(picture, around))
        return false;
    // A layer above the item, or none any more, draws into another kind of target.
    QRhiRenderPassDescriptor* const pass = target->renderPassDescriptor();
    if (m_movedPipeline && m_pass->isCompatible(pass) && m_samples == target->sampleCount())
        return m_labels.prepare(m_labelTarget, m_pass.get(), m_samples, LabelLayer::Depth::Tested, m_view.get(), updates);
    m_pass.reset(pass->newCompatibleRenderPassDescriptor());
    m_samples = target->sampleCount();
    m_movedPipeline = pipelineOf("composite.vert", "composite.frag", m_movedBindings.get(), target);
    m_stillPipeline = pipelineOf("composite.vert", "still.frag", m_stillBindings.get(), target);
    m_stillPipeline->setTargetBlends({QRhiGraphicsPipeline::TargetBlend()});   // it covers what is below
    m_markPipeline = pipelineOf("mark.vert", "mark.frag", m_markBindings.get(), target);
    QRhiVertexInputLayout marks;
    marks.setBindings({QRhiVertexInputBinding(sizeof(Mark), QRhiVertexInputBinding::PerInstance)});
    marks.setAttributes({QRhiVertexInputAttribute(0, 0, QRhiVertexInputAttribute::Float4, offsetof(Mark, ends)),
                         QRhiVertexInputAttribute(0, 1, QRhiVertexInputAttribute::Float4, offsetof(Mark, shape)),
                         QRhiVertexInputAttribute(0, 2, QRhiVertexInputAttribute::Float4, offsetof(Mark, colour)),
                         QRhiVertexInputAttribute(0, 3, QRhiVertexInputAttribute::Float4, offsetof(Mark, ring))});
    m_markPipeline->setVertexInputLayout(marks);
    return m_movedPipeline->create() && m_stillPipeline->create() && m_markPipeline->create()
        && m_labels.prepare(m_labelTarget, m_pass.get(), m_samples, LabelLayer::Depth::Tested, m_view.get(), updates);
}

ViewBlock WindowPass::blockOf(const View& view)
{
    ViewBlock block;
    block.textureFromItem = toFloats(view.camera.textureFromItem(view.pictureCamera));
    block.setCamera(view.camera, view.opacity, view.pixelRatio);
    block.setColours(view.ground, view.dimmed, view.label);
    block.has = {view.hasPicture ? 1.0F : 0.0F, view.hasPreview ? 1.0F : 0.0F, static_cast<float>(view.fadeSeconds),
                 static_cast<float>(1 / GlowList::fadeSeconds)};
    return block;
}

QRhiTexture* WindowPass::labelled(QRhiCommandBuffer* cb, QRhiTexture* developed, const View& view, Labelling labelling)
{
    const bool present = m_labelled.texture() && m_labelled.texture()->pixelSize() == developed->pixelSize();
    if ((labelling == Labelling::Anew || !present) && !m_labelled.draw(cb, developed, m_labels, blockOf(view)))
        return nullptr;
    return m_labelled.texture();
}

void WindowPass::render(QRhiCommandBuffer* cb, const View& view, const std::optional<QRect>& within, QSize targetSize)
{
    ViewBlock block = blockOf(view);
    block.setClip(view.clipFromItem);
    // The projection is known only here, inside the pass, where this is the one way to write a uniform.
    char* const uniforms = m_view->beginFullDynamicBufferUpdateForCurrentFrame();
    std::memcpy(uniforms, &block, sizeof(block));
    m_view->endFullDynamicBufferUpdateForCurrentFrame();

    const QRhiViewport viewport(0, 0, static_cast<float>(targetSize.width()), static_cast<float>(targetSize.height()));
    QRect clip = QRect(QPoint(0, 0), targetSize) & itemRect(view, targetSize, m_rhi->isYUpInNDC());
    if (within)
        clip &= *within;
    if (clip.isEmpty())
        return;
    const QRhiScissor scissor(clip.x(), clip.y(), clip.width(), clip.height());
    const bool still = view.hasPicture && view.camera == view.pictureCamera && view.opacity >= 1 && view.dimmed <= 0;
    cb->setGraphicsPipeline(still ? m_stillPipeline.get() : m_movedPipeline.get());
    cb->setViewport(viewport);
    cb->setScissor(scissor);
    cb->setShaderResources(still ? m_stillBindings.get() : m_movedBindings.get());
    cb->draw(4);
    if (m_markCount > 0) {
        cb->setGraphicsPipeline(m_markPipeline.get());
        cb->setViewport(viewport);
        cb->setScissor(scissor);
        cb->setShaderResources(m_markBindings.get());
        const QRhiCommandBuffer::VertexInput input(m_marks.get(), 0);
        cb->setVertexInput(0, 1, &input);
        cb->draw(4, m_markCount);
    }
    if (!view.labelled)
        m_labels.render(cb, m_labelTarget, viewport, scissor);
}

} // namespace weir::render
