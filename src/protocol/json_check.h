#pragma once
#include "base/error.h"
#include <expected>
#include <string_view>

namespace weir::protocol {

/// Whether a text is the JSON (RFC 8259) of a message, every field with a value of its own type: the library that builds
/// messages from text also takes comments, bare names, numbers in quotes, functions and more, which no other reader would.
/// Fields that the schema does not have may hold any JSON. What is absent is left to the library. An error names the field
/// and the byte. Allocates next to nothing, whatever the text. Thread-safe.
[[nodiscard]] std::expected<void, Error> checkJson(std::string_view text);

} // namespace weir::protocol
