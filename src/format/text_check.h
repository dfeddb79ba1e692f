#pragma once
#include "base/error.h"
#include <expected>
#include <string>
#include <string_view>

namespace weir::format {

inline constexpr std::size_t mostKeyBytes = 1024;
inline constexpr std::size_t mostLabelBytes = 4096;

/// Error: `what` (e.g. "the label of n1") is not UTF-8 or longer than `mostBytes`.
[[nodiscard]] std::expected<void, Error> checkText(std::string_view what, std::string_view text, std::size_t mostBytes);

/// Error: no node can have this key: it is empty, longer than mostKeyBytes, or not UTF-8.
[[nodiscard]] std::expected<void, Error> checkKey(std::string_view key);

/// Of an edge without one of its ends, or both: "the source is empty".
[[nodiscard]] std::string_view whatIsEmpty(std::string_view source, std::string_view target);

/// `text` made fit to be shown: broken UTF-8 becomes U+FFFD, control characters become spaces, cut to `mostBytes` at a
/// character's border. For words of the system that nobody can mend.
[[nodiscard]] std::string cleaned(std::string_view text, std::size_t mostBytes);

void appendUtf8(std::string& text, char32_t character);

/// `text` as part of an error: cleaned, at most some dozen bytes, in quotes.
[[nodiscard]] std::string quoted(std::string_view text);

} // namespace weir::format
