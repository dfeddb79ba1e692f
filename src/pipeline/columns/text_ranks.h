#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace weir::pipeline {

/// Which texts of a column have colours of their own: up to eight all of them, of more the seven that most elements have; the rest share
/// the last one. A text that stays among the seven keeps its colour, and gives it away only to one that twice as many have, but for a
/// sample that is twice as large as before: then the seven are the most frequent. Not thread-safe.
class TextRanks final {
public:
    static constexpr std::uint8_t colours = 8;
    static constexpr std::uint8_t others = colours - 1;   ///< where there are more texts than colours

    static constexpr std::uint32_t noText = 0xffff'ffffU;   ///< instead of a count: the number stands for no text
    /// `counts`: how many elements of a sample have each of all texts, by its number. True: texts have other colours than before.
    bool adopt(std::span<const std::uint32_t> counts);

    /// Of a text by its number; of one that is not known yet, that of the others.
    [[nodiscard]] std::uint8_t colourOf(std::uint32_t text) const { return text < m_colours.size() ? m_colours[text] : others; }
    /// The texts that have a colour of their own, as far as there are such, by colour.
    struct Own {
        std::uint8_t colour = 0;
        std::uint32_t text = 0;
    };
    [[nodiscard]] std::vector<Own> own() const;
    /// There are more texts than colours.
    [[nodiscard]] bool hasOthers() const { return m_texts > colours; }

private:
    std::vector<std::uint8_t> m_colours;   // by text
    std::size_t m_texts = 0;               // that there are
    std::uint64_t m_ranked = 0;            // elements of the sample by which the ranks were last exact
};

} // namespace weir::pipeline
