#pragma once
#include "graph/graph_store.h"
#include <cmath>
#include <limits>
#include <optional>

namespace weir::pipeline {

/// A column of the elements of one kind that looks and filters go by: a declared value, or an attribute.
struct Column {
    enum class Of : std::uint8_t { Value,
                                   Attribute };

    Of of = Of::Value;
    std::uint8_t number = 0;   ///< in the schema's list of these

    [[nodiscard]] static constexpr Column value(std::size_t number) { return {Of::Value, static_cast<std::uint8_t>(number)}; }
    [[nodiscard]] static constexpr Column attribute(std::size_t number) { return {Of::Attribute, static_cast<std::uint8_t>(number)}; }
    bool operator==(const Column&) const = default;
};

/// Declared values are numbers; nothing: the graph has no such column, by now.
[[nodiscard]] inline std::optional<graph::AttributeKind> kindOf(const graph::Schema& schema, ElementKind kind, Column column)
{
    const bool nodes = kind == ElementKind::Node;
    if (column.of == Column::Of::Value) {
        const auto& values = nodes ? schema.nodeValues : schema.edgeValues;
        return column.number < values.size() ? std::optional(graph::AttributeKind::Number) : std::nullopt;
    }
    const auto& attributes = nodes ? schema.nodeAttributes : schema.edgeAttributes;
    return column.number < attributes.size() ? std::optional(attributes[column.number].kind) : std::nullopt;
}

/// What a live element has in a column, which the graph has.
[[nodiscard]] inline graph::AttributeValue valueIn(const graph::GraphStore& store, ElementKind kind, Slot slot, Column column)
{
    if (column.of == Column::Of::Attribute)
        return store.attributes(kind).value(slot, column.number);
    return double{kind == ElementKind::Node ? store.nodeValue(slot, column.number) : store.edgeValue(slot, column.number)};
}

/// The same as a number: of a flag 0 or 1, of a time its microseconds since 1970. NaN: it has none, or a text.
[[nodiscard]] inline double numberIn(const graph::GraphStore& store, ElementKind kind, Slot slot, Column column)
{
    const graph::AttributeValue value = valueIn(store, kind, slot, column);
    if (const auto* const number = std::get_if<double>(&value))
        return *number;
    if (const auto* const flag = std::get_if<bool>(&value))
        return *flag ? 1 : 0;
    if (const auto* const time = std::get_if<graph::Time>(&value))
        return static_cast<double>(time->us);   // exact, see graph::Time
    return std::numeric_limits<double>::quiet_NaN();
}

} // namespace weir::pipeline
