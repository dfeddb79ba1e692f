#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace weir::graph {

class Dictionary;

/// What the values of an attribute are. Fixed when its column appears.
enum class AttributeKind : std::uint8_t {
    Number,   ///< 64-bit float, finite; whole numbers are exact up to 2^53
    Text,     ///< UTF-8
    Flag,     ///< true or false
    Time      ///< microseconds since 1970, UTC, within 2^53 of it
};

/// A column of attributes: what a source says of its elements besides who they are and how they stand. Sparse: most elements may have
/// no value in it.
struct AttributeColumn {
    std::string name;   ///< as the source has it; unique among those of its kind of element
    AttributeKind kind = AttributeKind::Number;
    /// The texts of its dictionary, where it is a column of a store's and of texts: the store's own, which others may read.
    std::shared_ptr<const Dictionary> texts{};

    bool operator==(const AttributeColumn& other) const { return name == other.name && kind == other.kind; }
};

/// Number of a column in the list of its kind of element.
using AttributeNumber = std::uint8_t;

struct Time {
    std::int64_t us = 0;   ///< since 1970, UTC

    auto operator<=>(const Time&) const = default;
};

/// The value of an element in a column; std::monostate: it has none. Texts are views of what somebody else holds.
using AttributeValue = std::variant<std::monostate, double, std::string_view, bool, Time>;

[[nodiscard]] inline bool hasValue(const AttributeValue& value) { return value.index() != 0; }
/// Of a value that is there.
[[nodiscard]] inline AttributeKind kindOf(const AttributeValue& value) { return static_cast<AttributeKind>(value.index() - 1); }

} // namespace weir::graph
