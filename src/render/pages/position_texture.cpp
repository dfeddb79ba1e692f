#include "render/pages/position_texture.h"
#include <algorithm>

namespace weir::render {

namespace {

constexpr int texelsAcross = 1024;   // as in shaders/positions.glsl
constexpr std::uint32_t nodesARow = 2 * texelsAcross;

} // namespace

NodePositions::Room PositionTexture::reserve(std::uint32_t nodes, QRhiResourceUpdateBatch* updates)
{
    const int needed = static_cast<int>((std::uint64_t{nodes} + nodesARow - 1) / nodesARow);
    const int present = m_texture ? m_texture->pixelSize().height() : 0;
    if (m_texture && needed <= present)
        return Room::Kept;
    const int largest = m_rhi->resourceLimit(QRhi::TextureSizeMax);
    if (needed > largest)
        return Room::None;
    const int rows = std::clamp(std::max(needed, present + present / 2), 1, largest);
    std::unique_ptr<QRhiTexture> grown(
        m_rhi->newTexture(QRhiTexture::RGBA32F, {texelsAcross, rows}, 1, QRhiTexture::UsedAsTransferSource));
    if (!grown->create())
        return Room::None;
    if (m_texture) {
        QRhiTextureCopyDescription copy;
        copy.setPixelSize(m_texture->pixelSize());
        updates->copyTexture(grown.get(), m_texture.get(), copy);
        m_texture.release()->deleteLater();
    }
    m_texture = std::move(grown);
    return Room::Kept;
}

std::uint32_t PositionTexture::add(const scene::Scene& scene, scene::SlotRange range)
{
    std::uint32_t bytes = 0;
    const Slot end = (range.first + range.count + 1) / 2 * 2;
    for (Slot from = range.first / 2 * 2; from < end;) {
        const Slot column = from % nodesARow;
        Slot to = std::min(end, from - column + nodesARow);
        int rows = 1;
        if (column == 0 && end - from >= nodesARow) {
            rows = static_cast<int>((end - from) / nodesARow);
            to = from + static_cast<Slot>(rows) * nodesARow;
        }
        QByteArray texels(static_cast<qsizetype>(to - from) * static_cast<qsizetype>(sizeof(scene::Point)), Qt::Uninitialized);
        auto* const places = reinterpret_cast<scene::Point*>(texels.data());
        for (Slot node = from; node < to; ++node)
            places[node - from] = placeOf(scene, node);
        bytes += static_cast<std::uint32_t>(texels.size());
        QRhiTextureSubresourceUploadDescription upload(texels);
        upload.setDestinationTopLeft({static_cast<int>(column / 2), static_cast<int>(from / nodesARow)});
        upload.setSourceSize({static_cast<int>((to - from) / 2) / rows, rows});
        m_entries.push_back({0, 0, upload});
        from = to;
    }
    return bytes;
}

void PositionTexture::flush(QRhiResourceUpdateBatch* updates)
{
    if (m_entries.isEmpty())
        return;
    QRhiTextureUploadDescription upload;
    upload.setEntries(m_entries.cbegin(), m_entries.cend());
    updates->uploadTexture(m_texture.get(), upload);
    m_entries.clear();
}

QRhiShaderResourceBinding PositionTexture::binding(int number, QRhiSampler* nearest) const
{
    return QRhiShaderResourceBinding::sampledTexture(number, QRhiShaderResourceBinding::VertexStage, m_texture.get(), nearest);
}

} // namespace weir::render
