#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace weir::format {

/// A colour as files and feeds write it: #rgb, #rrggbb, #rrggbbaa, 0xrrggbb, a whole number (24 bits, as Java counts them),
/// rgb(10, 20, 30) with numbers or shares in percent, or a name of CSS. As 0xffRRGGBB: transparency is passed over.
[[nodiscard]] std::optional<std::uint32_t> readColour(std::string_view text);

/// Three figures, each from 0 to 1 or, where one is above 1, all from 0 to 255. Nothing: one is negative or not finite.
[[nodiscard]] std::optional<std::uint32_t> colourOf(double red, double green, double blue);

} // namespace weir::format
