#pragma once
#include "format/number_text.h"
#include "graph/attributes/attribute.h"
#include <optional>
#include <string>
#include <string_view>

namespace weir::format {

/// Above it a 64-bit float has not every whole number: 2^53.
inline constexpr double mostExactWhole = 9007199254740992.0;

/// What `text` would be as a value, told by itself: a number, unless it is whole and beyond mostExactWhole or begins with a zero that it
/// would lose (as in postal codes); true, false, yes and no are flags; times are times; else texts. Nothing: a blank or a word for "no
/// value".
[[nodiscard]] std::optional<graph::AttributeKind> kindOfWritten(std::string_view text, DecimalSign sign = DecimalSign::Point);
/// The kind that holds values of both.
[[nodiscard]] graph::AttributeKind joined(graph::AttributeKind a, graph::AttributeKind b);

/// true, yes and 1; false, no and 0; in any case.
[[nodiscard]] std::optional<bool> readFlag(std::string_view text);
/// Digits alone, perhaps with a sign in front.
[[nodiscard]] bool isWhole(std::string_view text);
/// Whether a number would lose what `text` says: a zero in front of other digits, or a whole number that a 64-bit float has not exactly.
[[nodiscard]] bool losesAsNumber(std::string_view text);

/// The value as a file would have it: a number in its shortest form, true or false, a time as written().
[[nodiscard]] std::string writtenValue(const graph::AttributeValue& value);

} // namespace weir::format
