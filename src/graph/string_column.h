#pragma once
#include "graph/column.h"
#include <string>
#include <string_view>

namespace weir::graph {

/// A column of strings: each chunk has one blob, which is packed anew when half of it is no longer used.
class StringColumn final {
public:
    void makeRoomFor(Slot slot);

    static constexpr std::size_t slotBytes = 8;          ///< besides the text
    static constexpr std::size_t leastGarbage = 4096;    ///< bytes of a chunk below which packing is not worth its while
    /// What a chunk's blob takes at most where its strings have `used` bytes: half of it unused, in a string that doubles.
    [[nodiscard]] static constexpr std::size_t mostBlobBytes(std::size_t used) { return 2 * (2 * used + leastGarbage); }

    /// Valid until the next set() in the same chunk.
    [[nodiscard]] std::string_view operator[](Slot slot) const;
    void set(Slot slot, std::string_view text);

private:
    struct Extent {
        std::uint32_t begin = 0, length = 0;
    };
    static_assert(sizeof(Extent) == slotBytes);
    struct Chunk {
        std::array<Extent, chunkSize> extents{};
        std::string blob;
        std::size_t used = 0;   ///< bytes of the blob that an extent covers
    };

    static void pack(Chunk& chunk);

    std::vector<std::unique_ptr<Chunk>> m_chunks;
};

} // namespace weir::graph
