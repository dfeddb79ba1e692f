#pragma once
#include "graph/limits.h"
#include <array>
#include <atomic>
#include <bit>
#include <cassert>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace weir::graph {

/// The texts of a column, numbered by their first use. It only grows within an epoch, and no text ever moves: one thread appends while
/// any number read those below a size() that they saw.
class Dictionary final {
public:
    /// The writer alone. At most maxDictionaryTexts.
    void append(std::string_view text)
    {
        const std::uint32_t number = m_size.load(std::memory_order_relaxed);
        assert(number < maxDictionaryTexts);
        const auto [block, at] = place(number);
        if (!m_blocks[block])
            m_blocks[block] = std::make_unique<std::string[]>(blockSize(block));
        m_blocks[block][at] = text;
        m_size.store(number + 1, std::memory_order_release);
    }

    [[nodiscard]] std::uint32_t size() const { return m_size.load(std::memory_order_acquire); }
    [[nodiscard]] const std::string& operator[](std::uint32_t number) const
    {
        const auto [block, at] = place(number);
        return m_blocks[block][at];
    }

private:
    // Block 0 has 64 texts, each further one as many as all before it.
    static constexpr std::uint32_t first = 64;
    static constexpr std::size_t blocks = std::bit_width(maxDictionaryTexts / first);

    struct Place {
        std::size_t block;
        std::uint32_t at;
    };
    [[nodiscard]] static constexpr Place place(std::uint32_t number)
    {
        const auto block = static_cast<std::size_t>(std::bit_width(number / first));
        return {block, block == 0 ? number : number - (first << (block - 1))};
    }
    [[nodiscard]] static constexpr std::uint32_t blockSize(std::size_t block) { return block == 0 ? first : first << (block - 1); }

    std::array<std::unique_ptr<std::string[]>, blocks> m_blocks;
    std::atomic<std::uint32_t> m_size = 0;
};

} // namespace weir::graph
