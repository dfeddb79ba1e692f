#include "format/words/foreign_text.h"
#include "format/text_check.h"
#include "graph/utf8.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace weir::format {

namespace {

/// From U+00A0 on: "Character entity references for ISO 8859-1 characters" of HTML 4, 24.2.
constexpr std::array<std::string_view, 96> latinNames{
    "nbsp",
    "iexcl",
    "cent",
    "pound",
    "curren",
    "yen",
    "brvbar",
    "sect",
    "uml",
    "copy",
    "ordf",
    "laquo",
    "not",
    "shy",
    "reg",
    "macr",
    "deg",
    "plusmn",
    "sup2",
    "sup3",
    "acute",
    "micro",
    "para",
    "middot",
    "cedil",
    "sup1",
    "ordm",
    "raquo",
    "frac14",
    "frac12",
    "frac34",
    "iquest",
    "Agrave",
    "Aacute",
    "Acirc",
    "Atilde",
    "Auml",
    "Aring",
    "AElig",
    "Ccedil",
    "Egrave",
    "Eacute",
    "Ecirc",
    "Euml",
    "Igrave",
    "Iacute",
    "Icirc",
    "Iuml",
    "ETH",
    "Ntilde",
    "Ograve",
    "Oacute",
    "Ocirc",
    "Otilde",
    "Ouml",
    "times",
    "Oslash",
    "Ugrave",
    "Uacute",
    "Ucirc",
    "Uuml",
    "Yacute",
    "THORN",
    "szlig",
    "agrave",
    "aacute",
    "acirc",
    "atilde",
    "auml",
    "aring",
    "aelig",
    "ccedil",
    "egrave",
    "eacute",
    "ecirc",
    "euml",
    "igrave",
    "iacute",
    "icirc",
    "iuml",
    "eth",
    "ntilde",
    "ograve",
    "oacute",
    "ocirc",
    "otilde",
    "ouml",
    "divide",
    "oslash",
    "ugrave",
    "uacute",
    "ucirc",
    "uuml",
    "yacute",
    "thorn",
    "yuml",
};
static_assert(latinNames.back() == "yuml");

constexpr std::size_t longestName = 10;

/// Of Windows-1252, from 0x80 on; 0: it has none there.
constexpr std::array<char16_t, 32> windows{
    0x20ac,
    0,
    0x201a,
    0x0192,
    0x201e,
    0x2026,
    0x2020,
    0x2021,
    0x02c6,
    0x2030,
    0x0160,
    0x2039,
    0x0152,
    0,
    0x017d,
    0,
    0,
    0x2018,
    0x2019,
    0x201c,
    0x201d,
    0x2022,
    0x2013,
    0x2014,
    0x02dc,
    0x2122,
    0x0161,
    0x203a,
    0x0153,
    0,
    0x017e,
    0x0178,
};

/// What stands between & and ;.
std::optional<char32_t> named(std::string_view name)
{
    if (name.starts_with('#')) {
        const bool hexadecimal = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
        const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
        std::uint32_t character = 0;
        const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), character, hexadecimal ? 16 : 10);
        const bool isOne = fault == std::errc{} && end == digits.data() + digits.size() && character > 0 && character <= 0x10ffff
            && (character < 0xd800 || character > 0xdfff);
        return isOne ? std::optional(char32_t{character}) : std::nullopt;
    }
    if (name == "amp")
        return U'&';
    if (name == "lt")
        return U'<';
    if (name == "gt")
        return U'>';
    if (name == "quot")
        return U'"';
    if (name == "apos")
        return U'\'';
    const auto found = std::ranges::find(latinNames, name);
    return found == latinNames.end() ? std::nullopt : std::optional(static_cast<char32_t>(0xa0 + (found - latinNames.begin())));
}

} // namespace

std::string withoutEntities(std::string_view text)
{
    std::string plain;
    plain.reserve(text.size());
    for (;;) {
        const std::size_t mark = text.find('&');
        plain += text.substr(0, mark);
        if (mark == std::string_view::npos)
            return plain;
        text.remove_prefix(mark);
        const std::size_t end = text.substr(0, longestName + 2).find(';');
        const auto character = end == std::string_view::npos ? std::nullopt : named(text.substr(1, end - 1));
        if (character)
            appendUtf8(plain, *character);
        else
            plain += '&';
        text.remove_prefix(character ? end + 1 : 1);
    }
}

std::string_view ForeignText::decoded(std::string_view text)
{
    if (graph::isUtf8(text))
        return text;
    m_met = true;
    m_text.clear();
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const char32_t character = byte >= 0x80 && byte < 0xa0 ? windows[byte - 0x80] : byte;
        appendUtf8(m_text, character == 0 && byte != 0 ? U'\ufffd' : character);
    }
    return m_text;
}

} // namespace weir::format
