#include "graph/columns/text_column.h"
#include <algorithm>
#include <cassert>

namespace weir::graph {

void TextColumn::makeRoomFor(Slot slot)
{
    const std::uint32_t chunk = chunkOf(slot);
    if (chunk >= m_chunks.size())
        m_chunks.resize(chunk + std::size_t{1});
    if (!m_chunks[chunk])
        m_chunks[chunk] = std::make_unique<Chunk>();
}

std::string_view TextColumn::key(Slot slot) const
{
    const Chunk& chunk = *m_chunks[slot / chunkSize];
    const Extent& extent = chunk.extents[slot % chunkSize];
    return chunk.text(extent.begin, extent.key);
}

std::string_view TextColumn::label(Slot slot) const
{
    const Chunk& chunk = *m_chunks[slot / chunkSize];
    const Extent& extent = chunk.extents[slot % chunkSize];
    return chunk.text(std::size_t{extent.begin} + extent.key, extent.label);
}

void TextColumn::set(Slot slot, std::string_view key, std::string_view label)
{
    assert(key.size() < 1U << 16 && label.size() < 1U << 16);
    Chunk& chunk = *m_chunks[slot / chunkSize];
    Extent& extent = chunk.extents[slot % chunkSize];
    if (this->key(slot) == key && this->label(slot) == label)
        return;
    const std::size_t size = key.size() + label.size();
    chunk.used += size - extent.key - extent.label;
    const std::size_t begin = chunk.blob.size();
    if (begin + size <= chunk.blob.capacity()) {
        append(chunk.blob, key);
        append(chunk.blob, label);
    } else {
        // The texts may be the column's own, so the old blob stays until they are copied.
        std::vector<char> grown;
        grown.reserve(std::max({begin + size, begin + begin / growth, leastBlob}));
        append(grown, chunk.text(0, begin));
        append(grown, key);
        append(grown, label);
        chunk.blob = std::move(grown);
    }
    extent = {static_cast<std::uint32_t>(begin), static_cast<std::uint16_t>(key.size()), static_cast<std::uint16_t>(label.size())};
    if (chunk.blob.size() - chunk.used > chunk.used + leastGarbage)
        pack(chunk);
}

void TextColumn::append(std::vector<char>& blob, std::string_view text)
{
    assert(blob.capacity() - blob.size() >= text.size());   // so that `text` may lie in the blob
    const std::size_t begin = blob.size();
    blob.resize(begin + text.size());
    std::ranges::copy(text, blob.begin() + static_cast<std::ptrdiff_t>(begin));
}

void TextColumn::pack(Chunk& chunk)
{
    std::vector<char> packed;
    packed.reserve(chunk.used);
    for (Extent& extent : chunk.extents) {
        const auto begin = static_cast<std::uint32_t>(packed.size());
        append(packed, chunk.text(extent.begin, std::size_t{extent.key} + extent.label));
        extent.begin = begin;
    }
    chunk.blob = std::move(packed);
}

} // namespace weir::graph
