#include "render/pages/position_buffer.h"
#include <algorithm>

namespace weir::render {

namespace {

constexpr std::uint32_t step = 1U << 14U;   // nodes: room comes in as many

} // namespace

NodePositions::Room PositionBuffer::reserve(std::uint32_t nodes, QRhiResourceUpdateBatch*)
{
    const std::uint32_t present = m_buffer ? static_cast<std::uint32_t>(static_cast<std::size_t>(m_buffer->size()) / sizeof(scene::Point)) : 0;
    if (m_buffer && nodes <= present)
        return Room::Kept;
    if (nodes > mostInBuffer)
        return Room::None;
    const std::uint32_t room = std::min((std::max({nodes, present + present / 2, 1U}) + step - 1) / step * step, mostInBuffer);
    std::unique_ptr<QRhiBuffer> grown(m_rhi->newBuffer(QRhiBuffer::Static, QRhiBuffer::StorageBuffer, room * quint32{sizeof(scene::Point)}));
    if (!grown->create())
        return Room::None;
    const bool emptied = m_buffer != nullptr;
    if (m_buffer)
        m_buffer.release()->deleteLater();
    m_buffer = std::move(grown);
    m_parts.clear();
    return emptied ? Room::Emptied : Room::Kept;
}

std::uint32_t PositionBuffer::add(const scene::Scene& scene, scene::SlotRange range)
{
    Part part{range.first, std::vector<scene::Point>(range.count)};
    for (Slot i = 0; i < range.count; ++i)
        part.places[i] = placeOf(scene, range.first + i);
    m_parts.push_back(std::move(part));
    return range.count * static_cast<std::uint32_t>(sizeof(scene::Point));
}

void PositionBuffer::flush(QRhiResourceUpdateBatch* updates)
{
    for (const Part& part : m_parts)
        updates->uploadStaticBuffer(m_buffer.get(), part.first * quint32{sizeof(scene::Point)}, static_cast<quint32>(part.places.size() * sizeof(scene::Point)), part.places.data());
    m_parts.clear();
}

QRhiShaderResourceBinding PositionBuffer::binding(int number, QRhiSampler*) const
{
    return QRhiShaderResourceBinding::bufferLoad(number, QRhiShaderResourceBinding::VertexStage, m_buffer.get());
}

} // namespace weir::render
