#include "render/labels/label_layer.h"
#include "render/device/shader_pack.h"
#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>

namespace weir::render {

using Stage = QRhiShaderResourceBinding;

namespace {

/// Around the glyphs of a label.
std::array<float, 4> boxOf(std::span<const LabelGlyph> glyphs)
{
    auto [left, top, width, height] = glyphs.front().rect;
    float right = left + width;
    float bottom = top + height;
    for (const LabelGlyph& glyph : glyphs) {
        left = std::min(left, glyph.rect[0]);
        top = std::min(top, glyph.rect[1]);
        right = std::max(right, glyph.rect[0] + glyph.rect[2]);
        bottom = std::max(bottom, glyph.rect[1] + glyph.rect[3]);
    }
    return {left, top, right - left, bottom - top};
}

} // namespace

bool LabelLayer::createImage(QRhiResourceUpdateBatch* updates)
{
    if (m_image)
        return true;
    // Where textures of one channel are missing the distance is in all four.
    m_oneChannel = m_rhi->isTextureFormatSupported(QRhiTexture::R8);
    m_image.reset(m_rhi->newTexture(m_oneChannel ? QRhiTexture::R8 : QRhiTexture::RGBA8, {GlyphImage::side, GlyphImage::side}));
    if (!m_image->create())
        return false;
    upload(updates, QByteArray(GlyphImage::side * GlyphImage::side, '\0'));
    return true;
}

void LabelLayer::upload(QRhiResourceUpdateBatch* updates, const QByteArray& distances)
{
    QByteArray pixels = distances;
    if (!m_oneChannel) {
        pixels.resize(distances.size() * 4);
        for (qsizetype i = 0; i < pixels.size(); ++i)
            pixels[i] = distances[i / 4];
    }
    const QRhiTextureSubresourceUploadDescription image(pixels);
    updates->uploadTexture(m_image.get(), QRhiTextureUploadDescription({0, 0, image}));
}

bool LabelLayer::set(QRhiResourceUpdateBatch* updates, const std::shared_ptr<const LabelSet>& labels, const scene::Scene& scene, Plates plates)
{
    m_count = 0;
    if (!labels || labels->epochVersion != scene.epochVersion || (labels->glyphs.empty() && labels->edgeGlyphs.empty()))
        return true;
    if (!createImage(updates))
        return false;
    if (m_imageVersion != labels->image->version) {
        m_imageVersion = labels->image->version;
        upload(updates, labels->image->pixels);
    }
    std::vector<Instance> instances;
    instances.reserve(2 * (labels->glyphs.size() + labels->edgeGlyphs.size()) + labels->nodes.size() + labels->edges.size());
    const auto ofNode = [&scene](Slot node) { return scene.drawn(node) ? std::optional(scene.position(node)) : std::nullopt; };
    const auto ofEdge = [&scene](Slot edge) -> std::optional<scene::Point> {
        if (!scene.edgeDrawn(edge))
            return std::nullopt;
        const scene::SceneEdge ends = scene.edge(edge);
        const scene::Point a = scene.position(ends.source), b = scene.position(ends.target);
        return scene::Point{(a.x + b.x) / 2, (a.y + b.y) / 2};
    };
    const auto addPlates = [&instances](const std::vector<LabelGlyph>& glyphs, const auto& placeOf) {
        for (auto glyph = glyphs.begin(); glyph != glyphs.end();) {
            const auto end = std::find_if(glyph, glyphs.end(), [&](const LabelGlyph& next) { return next.node != glyph->node; });
            if (const auto at = placeOf(glyph->node))
                instances.push_back({{at->x, at->y, 2}, boxOf(std::span(glyph, end)), {}});
            glyph = end;
        }
    };
    // All halos first: that of a letter may not cover the letter before it.
    const auto addGlyphs = [&instances](const std::vector<LabelGlyph>& glyphs, const auto& placeOf, float text) {
        for (const float kind : {1.0F, text}) {
            for (const LabelGlyph& glyph : glyphs) {
                if (const auto at = placeOf(glyph.node))
                    instances.push_back({{at->x, at->y, kind}, glyph.rect, glyph.source});
            }
        }
    };
    addPlates(labels->edgeGlyphs, ofEdge);   // over its own line a halo is not enough
    if (plates == Plates::Yes)
        addPlates(labels->glyphs, ofNode);
    addGlyphs(labels->edgeGlyphs, ofEdge, 3);
    addGlyphs(labels->glyphs, ofNode, 0);
    if (instances.empty())
        return true;
    const auto bytes = static_cast<quint32>(instances.size() * sizeof(Instance));
    if (!m_instances || static_cast<quint32>(m_instances->size()) < bytes) {
        if (m_instances)
            m_instances.release()->deleteLater();
        m_instances.reset(m_rhi->newBuffer(QRhiBuffer::Static, QRhiBuffer::VertexBuffer, bytes + bytes / 2));
        if (!m_instances->create())
            return false;
    }
    updates->uploadStaticBuffer(m_instances.get(), 0, bytes, instances.data());
    m_count = static_cast<std::uint32_t>(instances.size());
    return true;
}

bool LabelLayer::prepare(Target& target, QRhiRenderPassDescriptor* pass, int samples, Depth depth, QRhiBuffer* view,
                         QRhiResourceUpdateBatch* updates)
{
    if (!createImage(updates))
        return false;
    if (!m_sampler) {
        m_sampler.reset(m_rhi->newSampler(QRhiSampler::Linear, QRhiSampler::Linear, QRhiSampler::None, QRhiSampler::ClampToEdge, QRhiSampler::ClampToEdge));
        if (!m_sampler->create())
            return false;
    }
    if (!target.bindings) {
        target.bindings.reset(m_rhi->newShaderResourceBindings());
        target.bindings->setBindings({Stage::uniformBuffer(0, Stage::VertexStage | Stage::FragmentStage, view),
                                      Stage::sampledTexture(1, Stage::FragmentStage, m_image.get(), m_sampler.get())});
        if (!target.bindings->create())
            return false;
    }
    if (target.pipeline && target.pass == pass && target.samples == samples)
        return true;
    target.pass = pass;
    target.samples = samples;
    target.pipeline.reset(m_rhi->newGraphicsPipeline());
    QRhiGraphicsPipeline& pipeline = *target.pipeline;
    pipeline.setShaderStages({{QRhiShaderStage::Vertex, shaderOf("label.vert")}, {QRhiShaderStage::Fragment, shaderOf("label.frag")}});
    pipeline.setTopology(QRhiGraphicsPipeline::TriangleStrip);
    QRhiVertexInputLayout layout;
    layout.setBindings({QRhiVertexInputBinding(sizeof(Instance), QRhiVertexInputBinding::PerInstance)});
    layout.setAttributes({QRhiVertexInputAttribute(0, 0, QRhiVertexInputAttribute::Float3, offsetof(Instance, node)),
                          QRhiVertexInputAttribute(0, 1, QRhiVertexInputAttribute::Float4, offsetof(Instance, rect)),
                          QRhiVertexInputAttribute(0, 2, QRhiVertexInputAttribute::Float4, offsetof(Instance, source))});
    pipeline.setVertexInputLayout(layout);
    pipeline.setShaderResourceBindings(target.bindings.get());
    pipeline.setRenderPassDescriptor(pass);
    pipeline.setSampleCount(samples);
    pipeline.setDepthTest(depth == Depth::Tested);
    pipeline.setDepthWrite(false);
    pipeline.setDepthOp(QRhiGraphicsPipeline::Less);
    pipeline.setFlags(QRhiGraphicsPipeline::UsesScissor);
    QRhiGraphicsPipeline::TargetBlend over;
    over.enable = true;   // factors: premultiplied
    pipeline.setTargetBlends({over});
    return pipeline.create();
}

void LabelLayer::render(QRhiCommandBuffer* cb, const Target& target, const QRhiViewport& viewport, const QRhiScissor& scissor) const
{
    if (m_count == 0)
        return;
    cb->setGraphicsPipeline(target.pipeline.get());
    cb->setViewport(viewport);
    cb->setScissor(scissor);
    cb->setShaderResources(target.bindings.get());
    const QRhiCommandBuffer::VertexInput input(m_instances.get(), 0);
    cb->setVertexInput(0, 1, &input);
    cb->draw(4, m_count);
}

} // namespace weir::render
