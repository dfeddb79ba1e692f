#pragma once
#include <string>
#include <string_view>

namespace weir::protocol {

/// What of `text` (UTF-8) fits into `room` bytes, cut between two letters.
[[nodiscard]] constexpr std::string_view cutText(std::string_view text, std::size_t room)
{
    if (text.size() <= room)
        return text;
    std::size_t end = room;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

/// What of `text` a WebSocket close frame has room for: 125 bytes less the code's two.
[[nodiscard]] constexpr std::string_view closeReason(std::string_view text) { return cutText(text, 123); }

/// A text of the peer's as people are shown it: one line, whatever the peer sent, and never a long one.
[[nodiscard]] inline std::string textForPeople(std::string_view text)
{
    constexpr std::size_t room = 400;
    std::string shown(cutText(text, room));
    for (char& letter : shown) {
        if (static_cast<unsigned char>(letter) < 0x20)
            letter = ' ';
    }
    if (shown.size() < text.size())
        shown += "\u2026";
    return shown;
}

} // namespace weir::protocol
