#pragma once
#include "render/look/highlight.h"
#include "render/look/label_set.h"
#include "render/device/rhi_compat.h"
#include "scene/scene.h"
#include <memory>

namespace weir::render {

/// Labels over the picture: two instances a glyph, from distance fields, with a halo of the ground's colour. Render thread.
class LabelLayer final {
public:
    explicit LabelLayer(QRhi* rhi) : m_rhi(rhi) {}

    /// Whether labels lie on plates of the ground's colour: over the lines of a large selection a halo is not enough.
    enum class Plates : std::uint8_t { No, Yes };
    /// Takes the labels at the places of their nodes and edges in `scene`; those of edges are quieter, and always on plates. nullptr: none.
    [[nodiscard]] bool set(QRhiResourceUpdateBatch* updates, const std::shared_ptr<const LabelSet>& labels, const scene::Scene& scene, Plates plates);

    /// What drawing into one kind of pass needs.
    struct Target {
        std::unique_ptr<QRhiShaderResourceBindings> bindings;
        std::unique_ptr<QRhiGraphicsPipeline> pipeline;
        QRhiRenderPassDescriptor* pass = nullptr;
        int samples = 0;
    };
    enum class Depth : std::uint8_t { Tested, None };
    /// For passes like `pass`, with the uniforms `view` (shaders/view.glsl); false: the driver refuses.
    [[nodiscard]] bool prepare(Target& target, QRhiRenderPassDescriptor* pass, int samples, Depth depth, QRhiBuffer* view,
                               QRhiResourceUpdateBatch* updates);

    [[nodiscard]] std::uint32_t glyphs() const { return m_count; }
    /// Inside such a pass.
    void render(QRhiCommandBuffer* cb, const Target& target, const QRhiViewport& viewport, const QRhiScissor& scissor) const;

private:
    struct Instance {
        std::array<float, 3> node{};   // world, and 1 for a halo, 2 for a plate, 3 for quiet text
        std::array<float, 4> rect{}, source{};
    };

    [[nodiscard]] bool createImage(QRhiResourceUpdateBatch* updates);
    void upload(QRhiResourceUpdateBatch* updates, const QByteArray& distances);

    QRhi* m_rhi;
    bool m_oneChannel = true;
    std::unique_ptr<QRhiTexture> m_image;
    std::uint64_t m_imageVersion = 0;
    std::unique_ptr<QRhiSampler> m_sampler;
    std::unique_ptr<QRhiBuffer> m_instances;
    std::uint32_t m_count = 0;
};

[[nodiscard]] inline LabelLayer::Plates platesFor(const Highlight& highlight)
{
    return highlight.selects() ? LabelLayer::Plates::Yes : LabelLayer::Plates::No;
}

} // namespace weir::render
