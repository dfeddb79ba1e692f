#pragma once
#include "graph/attributes/attribute.h"
#include <cstddef>
#include <expected>
#include <optional>
#include <simdjson.h>
#include <string>
#include <string_view>

namespace weir::format {

/// Parses values one after the other; what it gave is valid until the next one. What Python and others write that is no JSON costs nothing
/// but itself: NaN and infinities, and numbers beyond 64 bits, become null, and whole numbers beyond 64 bits become texts. Not thread-safe.
/// Memory: that of the longest value.
class JsonParser final {
public:
    enum class Padded { Yes,
                        No };

    /// Error: the cause in words. `padded`: as many bytes as simdjson wants are readable behind the text.
    [[nodiscard]] std::expected<simdjson::dom::element, std::string> parse(std::string_view json, Padded padded);
    /// Numbers of the last value that became null.
    [[nodiscard]] std::size_t noNumbers() const { return m_noNumbers; }

private:
    simdjson::dom::parser m_parser;
    std::string m_mended;
    std::size_t m_noNumbers = 0;
};

/// What a text in JSON, with its quotes, says; nothing: it is none.
[[nodiscard]] std::optional<std::string> textOf(std::string_view written);

/// A text or a number as a text, whole numbers exactly; true and false. Nothing: it is none of these.
[[nodiscard]] std::optional<std::string> scalarText(const simdjson::dom::element& value);

/// A number that a 64-bit float has exactly. Nothing: it is none, or a whole number beyond them.
[[nodiscard]] std::optional<double> exactNumber(const simdjson::dom::element& value);

} // namespace weir::format
