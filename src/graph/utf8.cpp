#include "graph/utf8.h"
#include <cstdint>
#include <cstring>

namespace weir::graph {

bool isUtf8(std::string_view text) noexcept
{
    const auto* p = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto* const end = p + text.size();
    const auto continues = [](std::uint8_t byte, std::uint8_t low = 0x80, std::uint8_t high = 0xbf) { return byte >= low && byte <= high; };
    while (p < end) {
        if (end - p >= 8) {   // most text is ASCII: eight bytes at a time
            std::uint64_t eight = 0;
            std::memcpy(&eight, p, sizeof eight);
            if ((eight & 0x8080808080808080U) == 0) {
                p += 8;
                continue;
            }
        }
        const std::uint8_t lead = *p;
        const auto left = end - p;
        if (lead < 0x80) {
            p += 1;
        } else if (lead >= 0xc2 && lead <= 0xdf) {
            if (left < 2 || !continues(p[1]))
                return false;
            p += 2;
        } else if (lead >= 0xe0 && lead <= 0xef) {
            if (left < 3 || !continues(p[1], lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf) || !continues(p[2]))
                return false;
            p += 3;
        } else if (lead >= 0xf0 && lead <= 0xf4) {
            if (left < 4 || !continues(p[1], lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf) || !continues(p[2]) || !continues(p[3]))
                return false;
            p += 4;
        } else {
            return false;
        }
    }
    return true;
}

} // namespace weir::graph
