#include "format/text_check.h"
#include "graph/utf8.h"
#include <algorithm>
#include <cstdint>

namespace weir::format {

namespace {

/// Bytes of the character that `text` begins with; 0: none of UTF-8 (RFC 3629, table 3-7 of Unicode).
std::size_t characterBytes(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const auto follows = [&](std::size_t i, std::uint8_t lowest = 0x80, std::uint8_t highest = 0xbf) {
        return i < text.size() && byte(i) >= lowest && byte(i) <= highest;
    };
    const std::uint8_t first = byte(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        return follows(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        const std::uint8_t lowest = first == 0xe0 ? 0xa0 : 0x80, highest = first == 0xed ? 0x9f : 0xbf;
        return follows(1, lowest, highest) && follows(2) ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        const std::uint8_t lowest = first == 0xf0 ? 0x90 : 0x80, highest = first == 0xf4 ? 0x8f : 0xbf;
        return follows(1, lowest, highest) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

} // namespace

std::expected<void, Error> checkText(std::string_view what, std::string_view text, std::size_t mostBytes)
{
    if (text.size() > mostBytes) {
        return std::unexpected(Error{std::string(what) + " is " + std::to_string(text.size()) + " bytes long; at most "
                                     + std::to_string(mostBytes) + " are allowed"});
    }
    if (!graph::isUtf8(text))
        return std::unexpected(Error{std::string(what) + " is not UTF-8"});
    return {};
}

std::expected<void, Error> checkKey(std::string_view key)
{
    if (key.empty())
        return std::unexpected(Error{"a node's key is empty"});
    if (key.size() > mostKeyBytes || !graph::isUtf8(key))   // the words are made for those alone of which they are true
        return checkText("the key " + quoted(key), key, mostKeyBytes);
    return {};
}

std::string_view whatIsEmpty(std::string_view source, std::string_view target)
{
    if (!source.empty())
        return "the target is empty";
    return target.empty() ? "source and target are empty" : "the source is empty";
}

std::string cleaned(std::string_view text, std::size_t mostBytes)
{
    std::string clean;
    clean.reserve(std::min(text.size(), mostBytes));
    while (!text.empty()) {
        const std::size_t bytes = characterBytes(text);
        std::string_view character = text.substr(0, std::max<std::size_t>(bytes, 1));
        text.remove_prefix(character.size());
        if (bytes == 0)
            character = "\xef\xbf\xbd";
        else if (bytes == 1 && (static_cast<std::uint8_t>(character[0]) < 0x20 || character[0] == 0x7f))
            character = " ";
        if (clean.size() + character.size() > mostBytes)
            break;
        clean += character;
    }
    return clean;
}

void appendUtf8(std::string& text, char32_t character)
{
    const auto byte = [&text](char32_t bits) { text += static_cast<char>(bits); };
    if (character < 0x80)
        return byte(character);
    if (character < 0x800) {
        byte(0xc0 | character >> 6);
    } else {
        if (character < 0x10000) {
            byte(0xe0 | character >> 12);
        } else {
            byte(0xf0 | character >> 18);
            byte(0x80 | (character >> 12 & 0x3f));
        }
        byte(0x80 | (character >> 6 & 0x3f));
    }
    byte(0x80 | (character & 0x3f));
}

std::string quoted(std::string_view text)
{
    constexpr std::size_t shown = 60;
    return '"' + cleaned(text.substr(0, 2 * shown), shown) + (text.size() > shown ? "…\"" : "\"");
}

} // namespace weir::format
