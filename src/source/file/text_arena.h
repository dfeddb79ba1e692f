#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace weir::source {

/// Texts of up to 64 KiB that are never changed and go all at once: one after the other in blocks, four bytes a text besides its own. Not
/// thread-safe.
class TextArena final {
public:
    /// Where a text lies: 4 bytes stand for up to 16 GiB. 0: nowhere.
    using Place = std::uint32_t;

    Place add(std::string_view text)
    {
        const auto size = static_cast<std::uint32_t>(text.size());
        const std::size_t words = headWords + (text.size() + sizeof(Word) - 1) / sizeof(Word);
        if (m_used + words > blockWords) {
            m_blocks.push_back(std::make_unique_for_overwrite<Word[]>(blockWords));
            m_used = m_blocks.size() == 1 ? 1 : 0;   // no text is at 0
        }
        Word* const at = m_blocks.back().get() + m_used;
        at[0] = size;
        if (!text.empty())
            std::memcpy(at + headWords, text.data(), text.size());
        const auto place = static_cast<Place>((m_blocks.size() - 1) * blockWords + m_used);
        m_used += words;
        return place;
    }

    /// Valid as long as the arena is.
    [[nodiscard]] std::string_view text(Place place) const
    {
        const Word* const found = at(place);
        return {reinterpret_cast<const char*>(found + headWords), found[0]};
    }

private:
    using Word = std::uint32_t;
    static constexpr std::size_t headWords = 1, blockWords = 256 * 1024;

    [[nodiscard]] const Word* at(Place place) const { return m_blocks[place / blockWords].get() + place % blockWords; }

    std::vector<std::unique_ptr<Word[]>> m_blocks;
    std::size_t m_used = blockWords;   // of the last block
};

} // namespace weir::source
