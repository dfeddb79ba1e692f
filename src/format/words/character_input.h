#pragma once
#include "format/text_input.h"
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::format {

/// Which bytes belong to it, by their value.
using CharacterSet = std::array<bool, 256>;

/// Those of `text` and, with `orAbove`, all above ASCII.
[[nodiscard]] consteval CharacterSet charactersOf(std::string_view text, bool orAbove = false)
{
    CharacterSet set{};
    for (const char c : text)
        set[static_cast<unsigned char>(c)] = true;
    for (std::size_t i = 0x80; i < set.size(); ++i)
        set[i] = orAbove;
    return set;
}
[[nodiscard]] consteval CharacterSet allBut(std::string_view text)
{
    CharacterSet set = charactersOf(text);
    for (bool& in : set)
        in = !in;
    return set;
}

/// A text that is taken character by character and counts its lines: the bytes of UTF-8 that TextInput makes of a file. Not thread-safe.
/// Memory: two pieces of the text.
class CharacterInput final {
public:
    static constexpr int none = -1;

    /// `input` stands at its beginning and outlives this.
    explicit CharacterInput(FileInput& input) : m_text(input) {}

    /// The next character, which stays; none: the text has ended.
    [[nodiscard]] int peek() { return m_at != m_end || more() ? static_cast<unsigned char>(*m_at) : none; }
    /// The one behind it.
    [[nodiscard]] int peekSecond();

    /// Takes the next one; there is one.
    void skip()
    {
        const char c = *m_at++;
        if (c == '\r' || (c == '\n' && !m_afterReturn))
            ++m_line;
        m_afterReturn = c == '\r';
    }
    /// Takes what comes next as long as it is of `set`, which has no line end; it ends with the piece of text that lies here, so there may
    /// be more. Valid until something else is taken.
    [[nodiscard]] std::string_view take(const CharacterSet& set)
    {
        if (m_at == m_end && !more())
            return {};
        const char* const begin = m_at;
        while (m_at != m_end && set[static_cast<unsigned char>(*m_at)])
            ++m_at;
        m_afterReturn &= m_at == begin;
        return {begin, m_at};
    }
    /// What was taken last ended because the piece did: there may be more of it.
    [[nodiscard]] bool atEndOfPiece() const { return m_at == m_end; }
    /// Takes the rest of the line, but for its end.
    void skipLine();

    /// Of the next character, from 1.
    [[nodiscard]] std::uint64_t line() const { return m_line; }

private:
    [[nodiscard]] bool more();

    TextInput m_text;
    std::string m_joined;   // the last of a piece with the next
    const char *m_at = nullptr, *m_end = nullptr;
    std::uint64_t m_line = 1;
    bool m_afterReturn = false;
};

} // namespace weir::format
