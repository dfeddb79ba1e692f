#include "pipeline/columns/text_ranks.h"
#include <algorithm>
#include <array>
#include <utility>

namespace weir::pipeline {

namespace {

constexpr std::uint8_t none = 0xff;   // the colour of what is no text

} // namespace

bool TextRanks::adopt(std::span<const std::uint32_t> counts)
{
    std::vector<std::uint8_t> now(counts.size(), none);
    const auto isText = [counts](std::size_t number) { return counts[number] != noText; };
    m_texts = counts.size() - static_cast<std::size_t>(std::ranges::count(counts, noText));
    if (m_texts <= colours) {
        // Each keeps its own; what is new gets that of its number, or one that is left.
        std::array<bool, colours> taken{};
        for (const bool again : {false, true}) {
            for (std::size_t text = 0; text < now.size(); ++text) {
                if (!isText(text) || now[text] != none)
                    continue;
                std::size_t colour = text < m_colours.size() ? m_colours[text] : text;
                if (again)
                    colour = static_cast<std::size_t>(std::ranges::find(taken, false) - taken.begin());
                if (colour < colours && !std::exchange(taken[colour], true))
                    now[text] = static_cast<std::uint8_t>(colour);
            }
        }
    } else {
        std::uint64_t total = 0;
        for (std::size_t text = 0; text < counts.size(); ++text)
            total += isText(text) ? counts[text] : 0;
        const bool exact = m_ranked == 0 || total >= 2 * m_ranked;
        if (exact)
            m_ranked = total;
        // The most frequent first; of those that have their colours none, where the seven are looked for anew.
        std::vector<std::uint32_t> kept, rest;
        for (std::uint32_t text = 0; text < counts.size(); ++text) {
            if (!isText(text))
                continue;
            if (!exact && colourOf(text) < others)
                kept.push_back(text);
            else if (counts[text] > 0)
                rest.push_back(text);
        }
        const auto moreFrequent = [&counts](std::uint32_t a, std::uint32_t b) { return counts[a] != counts[b] ? counts[a] > counts[b] : a < b; };
        std::ranges::sort(kept, moreFrequent);
        const auto first = rest.begin() + std::min<std::ptrdiff_t>(others, std::ssize(rest));
        std::ranges::partial_sort(rest, first, moreFrequent);
        auto next = rest.begin();
        while (kept.size() < others && next != first)
            kept.push_back(*next++);
        for (std::size_t place = kept.size(); place-- > 0 && next != first && counts[*next] > 2 * counts[kept[place]];)
            kept[place] = *next++;

        for (std::size_t text = 0; text < now.size(); ++text)
            now[text] = isText(text) ? others : none;
        std::array<bool, others> taken{};
        for (const std::uint32_t text : kept) {
            if (const std::uint8_t before = colourOf(text); before < others) {
                now[text] = before;
                taken[before] = true;
            }
        }
        for (const std::uint32_t text : kept) {
            if (now[text] != others)
                continue;
            const auto free = std::ranges::find(taken, false);
            *free = true;
            now[text] = static_cast<std::uint8_t>(free - taken.begin());
        }
    }
    if (now == m_colours)
        return false;
    m_colours = std::move(now);
    return true;
}

std::vector<TextRanks::Own> TextRanks::own() const
{
    std::vector<Own> own;
    for (std::uint32_t text = 0; text < m_colours.size(); ++text) {
        if (m_colours[text] < (hasOthers() ? others : colours))
            own.push_back({m_colours[text], text});
    }
    std::ranges::sort(own, {}, &Own::colour);
    return own;
}

} // namespace weir::pipeline
