#pragma once
#include "render/pages/node_positions.h"

namespace weir::render {

/// Positions in a texture, two a texel of RGBA32F, so 8 bytes a node on every backend. Grows by copying on the GPU.
class PositionTexture final : public NodePositions {
public:
    explicit PositionTexture(QRhi* rhi) : m_rhi(rhi) {}

    [[nodiscard]] Room reserve(std::uint32_t nodes, QRhiResourceUpdateBatch* updates) override;
    /// Counts whole texels.
    std::uint32_t add(const scene::Scene& scene, scene::SlotRange range) override;
    void flush(QRhiResourceUpdateBatch* updates) override;
    [[nodiscard]] PositionReading reading() const override { return PositionReading::Texture; }
    [[nodiscard]] std::uint64_t bytes() const override
    {
        return m_texture ? std::uint64_t{16} * static_cast<std::uint64_t>(m_texture->pixelSize().width()) * static_cast<std::uint64_t>(m_texture->pixelSize().height()) : 0;
    }
    [[nodiscard]] std::uint64_t resourceId() const override { return m_texture ? m_texture->globalResourceId() : 0; }
    [[nodiscard]] QRhiShaderResourceBinding binding(int number, QRhiSampler* nearest) const override;

private:
    QRhi* m_rhi;
    std::unique_ptr<QRhiTexture> m_texture;
    QVector<QRhiTextureUploadEntry> m_entries;
};

} // namespace weir::render
