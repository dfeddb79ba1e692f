#pragma once
#include "base/ids.h"
#include <array>
#include <memory>
#include <vector>

namespace weir::graph {

/// Elements a chunk: the unit of snapshots, copies and digests.
inline constexpr std::uint32_t chunkSize = 4096;
[[nodiscard]] constexpr std::uint32_t chunkOf(Slot slot) noexcept { return slot / chunkSize; }

/// One column of a structure of arrays, in chunks: growing never moves what is there, and chunks without an element
/// take no memory, so a peer cannot have room made by naming a high slot.
template <typename T>
class Column final {
public:
    /// Makes the chunk of `slot` if it is not there; new cells are `value`.
    void makeRoomFor(Slot slot, const T& value = T())
    {
        const std::uint32_t chunk = chunkOf(slot);
        if (chunk >= m_chunks.size())
            m_chunks.resize(chunk + std::size_t{1});
        if (m_chunks[chunk])
            return;
        m_chunks[chunk] = std::make_unique_for_overwrite<std::array<T, chunkSize>>();
        m_chunks[chunk]->fill(value);
    }
    void clear() { m_chunks.clear(); }

    [[nodiscard]] bool hasRoomFor(Slot slot) const { return chunkOf(slot) < m_chunks.size() && m_chunks[chunkOf(slot)]; }

    // Of a slot that has room.
    [[nodiscard]] T& operator[](Slot slot) { return (*m_chunks[slot / chunkSize])[slot % chunkSize]; }
    [[nodiscard]] const T& operator[](Slot slot) const { return (*m_chunks[slot / chunkSize])[slot % chunkSize]; }
    /// That of a slot without room is nothing.
    void prefetch(Slot slot) const
    {
        if (slot / chunkSize < m_chunks.size())
            __builtin_prefetch(&(*this)[slot], 1);
    }

private:
    std::vector<std::unique_ptr<std::array<T, chunkSize>>> m_chunks;
};

} // namespace weir::graph
