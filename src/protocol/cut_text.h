#pragma once
#include <string_view>

namespace weir::protocol {

/// What of `text` (UTF-8) a WebSocket close frame has room for: 125 bytes less the code's two, cut between two letters.
[[nodiscard]] constexpr std::string_view closeReason(std::string_view text)
{
    constexpr std::size_t room = 123;
    if (text.size() <= room)
        return text;
    std::size_t end = room;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

} // namespace weir::protocol
