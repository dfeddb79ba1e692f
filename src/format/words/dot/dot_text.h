#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir::format {

/// What the escapes of a label stand for. Views of what somebody else holds.
struct DotNames {
    std::string_view graph{};   ///< \G
    std::string_view node{};    ///< \N
};

/// Whether dotLabel() would change it.
[[nodiscard]] bool hasEscapes(std::string_view text);
/// The text of a label as it is shown: escapes and entities are what they stand for, \n, \l and \r end a line; \E, \T and \H stay.
[[nodiscard]] std::string dotLabel(std::string_view text, const DotNames& names);
/// The label of a record without its braces and ports, its fields apart; the escapes are there still.
[[nodiscard]] std::string recordLabel(std::string_view text);
/// The text of a label of HTML: without tags and comments, in lines where it is broken into them.
[[nodiscard]] std::string htmlText(std::string_view html);

/// A colour of Graphviz: as others write it, hue, saturation and value, a grey by number (gray50), the first of a list. As 0xffRRGGBB.
/// Nothing: of a colour scheme, or none.
[[nodiscard]] std::optional<std::uint32_t> dotColour(std::string_view text);

/// A place, "x,y", "x,y!" or "x,y,z": in points, y upwards.
struct DotPlace {
    double x = 0, y = 0;
    std::optional<double> z;
};
[[nodiscard]] std::optional<DotPlace> dotPlace(std::string_view text);

} // namespace weir::format
