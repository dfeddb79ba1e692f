#include "graph/string_column.h"

namespace weir::graph {

void StringColumn::makeRoomFor(Slot slot)
{
    const std::uint32_t chunk = chunkOf(slot);
    if (chunk >= m_chunks.size())
        m_chunks.resize(chunk + std::size_t{1});
    if (!m_chunks[chunk])
        m_chunks[chunk] = std::make_unique<Chunk>();
}

std::string_view StringColumn::operator[](Slot slot) const
{
    const Chunk& chunk = *m_chunks[slot / chunkSize];
    const Extent extent = chunk.extents[slot % chunkSize];
    return std::string_view(chunk.blob).substr(extent.begin, extent.length);
}

void StringColumn::set(Slot slot, std::string_view text)
{
    Chunk& chunk = *m_chunks[slot / chunkSize];
    Extent& extent = chunk.extents[slot % chunkSize];
    if (std::string_view(chunk.blob).substr(extent.begin, extent.length) == text)
        return;
    chunk.used += text.size() - extent.length;
    extent = {static_cast<std::uint32_t>(chunk.blob.size()), static_cast<std::uint32_t>(text.size())};
    chunk.blob.append(text);
    if (chunk.blob.size() - chunk.used > chunk.used + leastGarbage)
        pack(chunk);
}

void StringColumn::pack(Chunk& chunk)
{
    std::string packed;
    packed.reserve(chunk.used);
    for (Extent& extent : chunk.extents) {
        const auto begin = static_cast<std::uint32_t>(packed.size());
        packed.append(chunk.blob, extent.begin, extent.length);
        extent.begin = begin;
    }
    chunk.blob = std::move(packed);
}

} // namespace weir::graph
