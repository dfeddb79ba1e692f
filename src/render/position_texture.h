#pragma once
#include "render/rhi_compat.h"
#include "scene/scene.h"
#include <memory>

namespace weir::render {

/// The positions of all nodes on the GPU, two a texel of an RGBA32F texture: 8 bytes a node on every backend. Nodes that are
/// not drawn stand nowhere. Grows by copying on the GPU. Lives on the render thread.
class PositionTexture final {
public:
    explicit PositionTexture(QRhi* rhi) : m_rhi(rhi) {}

    /// Makes room for `nodes`; false: the GPU has no texture that large. The texture may be another one afterwards.
    [[nodiscard]] bool reserve(std::uint32_t nodes, QRhiResourceUpdateBatch* updates);

    /// Adds the upload of `range` of the scene to what flush() uploads; returns its bytes. Counts whole texels.
    std::uint32_t add(const scene::Scene& scene, scene::SlotRange range);
    void flush(QRhiResourceUpdateBatch* updates);

    /// On the GPU.
    [[nodiscard]] std::uint64_t bytes() const
    {
        return m_texture ? std::uint64_t{16} * static_cast<std::uint64_t>(m_texture->pixelSize().width()) * static_cast<std::uint64_t>(m_texture->pixelSize().height()) : 0;
    }
    [[nodiscard]] QRhiTexture* texture() const { return m_texture.get(); }

private:
    QRhi* m_rhi;
    std::unique_ptr<QRhiTexture> m_texture;
    QVector<QRhiTextureUploadEntry> m_entries;
};

} // namespace weir::render
