#pragma once
#include "graph/columns/column.h"
#include "graph/limits.h"
#include <string_view>
#include <vector>

namespace weir::graph {

/// A column of texts in pairs, as keys with their labels: each chunk has one blob, which is packed anew when half of it is no longer used.
class TextColumn final {
public:
    void makeRoomFor(Slot slot);

    static constexpr std::size_t slotBytes = 8;          ///< besides the text
    static constexpr std::size_t leastGarbage = 4096;    ///< bytes of a chunk below which packing is not worth its while
    /// What a chunk's blob takes at most where its texts have `used` bytes: half of it unused, and room to grow, beside which there
    /// is the blob before while it grows.
    [[nodiscard]] static constexpr std::size_t mostBlobBytes(std::size_t used) { return 2 * (2 * used + leastGarbage) * (growth + 1) / growth; }

    // Valid until the next set() in the same chunk.
    [[nodiscard]] std::string_view key(Slot slot) const;
    [[nodiscard]] std::string_view label(Slot slot) const;
    /// Each of less than 64 KiB.
    void set(Slot slot, std::string_view key, std::string_view label);

private:
    static constexpr std::size_t growth = 8;             // a blob grows by one part in so many
    static constexpr std::size_t leastBlob = 512;

    struct Extent {
        std::uint32_t begin = 0;
        std::uint16_t key = 0, label = 0;                // lengths
    };
    static_assert(sizeof(Extent) == slotBytes && maxKeyBytes < 1U << 16 && maxLabelBytes < 1U << 16);
    struct Chunk {
        std::array<Extent, chunkSize> extents{};
        std::vector<char> blob;
        std::size_t used = 0;                            // bytes of the blob that an extent covers

        [[nodiscard]] std::string_view text(std::size_t begin, std::size_t length) const { return {blob.data() + begin, length}; }
    };

    static void append(std::vector<char>& blob, std::string_view text);
    static void pack(Chunk& chunk);

    std::vector<std::unique_ptr<Chunk>> m_chunks;
};

} // namespace weir::graph
