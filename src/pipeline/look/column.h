#pragma once
#include "graph/graph_store.h"
#include <QtCore/QMetaType>
#include <cmath>
#include <limits>
#include <optional>

namespace weir::pipeline {

/// A column of the elements of one kind that looks and filters go by: a declared value, an attribute, or what all have of the model's own.
struct Column {
    enum class Of : std::uint8_t { Value,
                                   Attribute,
                                   Weight,       ///< of edges
                                   Degree,       ///< of nodes; loops count twice
                                   Size,         ///< of nodes, as the source says it
                                   Category };   ///< its name; no value: it has none

    Of of = Of::Value;
    std::uint8_t number = 0;   ///< in the schema's list of values or attributes

    [[nodiscard]] static constexpr Column value(std::size_t number) { return {Of::Value, static_cast<std::uint8_t>(number)}; }
    [[nodiscard]] static constexpr Column attribute(std::size_t number) { return {Of::Attribute, static_cast<std::uint8_t>(number)}; }
    bool operator==(const Column&) const = default;
};

/// Declared values are numbers; nothing: the graph has no such column, by now.
[[nodiscard]] inline std::optional<graph::AttributeKind> kindOf(const graph::Schema& schema, ElementKind kind, Column column)
{
    using graph::AttributeKind;
    const bool nodes = kind == ElementKind::Node;
    const auto& attributes = nodes ? schema.nodeAttributes : schema.edgeAttributes;
    switch (column.of) {
    case Column::Of::Value:
        return column.number < (nodes ? schema.nodeValues : schema.edgeValues).size() ? std::optional(AttributeKind::Number) : std::nullopt;
    case Column::Of::Attribute:
        return column.number < attributes.size() ? std::optional(attributes[column.number].kind) : std::nullopt;
    case Column::Of::Category:
        return AttributeKind::Text;
    case Column::Of::Weight:
        return nodes ? std::nullopt : std::optional(AttributeKind::Number);
    case Column::Of::Degree:
    case Column::Of::Size:
        return nodes ? std::optional(AttributeKind::Number) : std::nullopt;
    }
    return std::nullopt;
}

/// What a live element has in a column, which the graph has.
[[nodiscard]] inline graph::AttributeValue valueIn(const graph::GraphStore& store, ElementKind kind, Slot slot, Column column)
{
    const bool nodes = kind == ElementKind::Node;
    switch (column.of) {
    case Column::Of::Attribute:
        return store.attributes(kind).value(slot, column.number);
    case Column::Of::Category: {
        const graph::Schema& schema = store.schema();
        const auto& names = nodes ? schema.nodeCategories : schema.edgeCategories;
        const graph::Category category = nodes ? store.nodeIdentity(slot).category : store.edgeIdentity(slot).category;
        return category < names.size() && !names[category].empty() ? graph::AttributeValue(std::string_view(names[category]))
                                                                   : graph::AttributeValue();
    }
    case Column::Of::Weight:
        return double{store.edgeWeight(slot)};
    case Column::Of::Degree:
        return static_cast<double>(store.degree(slot));
    case Column::Of::Size:
        return double{store.nodeMotion(slot).size};
    case Column::Of::Value:
        break;
    }
    return double{nodes ? store.nodeValue(slot, column.number) : store.edgeValue(slot, column.number)};
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

// Of a column of texts:
inline constexpr std::uint32_t noText = 0xffff'ffffU;    ///< it has no value
inline constexpr std::uint32_t ownText = 0xffff'fffeU;   ///< one that is not among the column's

/// The number of a live element's text, by which the column has it, or one of those above.
[[nodiscard]] inline std::uint32_t textIn(const graph::GraphStore& store, ElementKind kind, Slot slot, Column column)
{
    if (column.of == Column::Of::Category) {
        const bool nodes = kind == ElementKind::Node;
        const auto& names = nodes ? store.schema().nodeCategories : store.schema().edgeCategories;
        const graph::Category category = nodes ? store.nodeIdentity(slot).category : store.edgeIdentity(slot).category;
        return category < names.size() && !names[category].empty() ? category : noText;
    }
    const graph::AttributeStorage& storage = store.attributes(kind).column(column.number);
    const std::uint32_t entry = storage.entry(slot);
    return entry != graph::AttributeStorage::noEntry ? entry : storage.hasValue(slot) ? ownText
                                                                                      : noText;
}

/// How many texts the column has by now, and each of them.
[[nodiscard]] inline std::uint32_t textCount(const graph::GraphStore& store, ElementKind kind, Column column)
{
    if (column.of == Column::Of::Attribute)
        return store.attributes(kind).column(column.number).dictionary()->size();
    return static_cast<std::uint32_t>((kind == ElementKind::Node ? store.schema().nodeCategories : store.schema().edgeCategories).size());
}
[[nodiscard]] inline const std::string& textOf(const graph::GraphStore& store, ElementKind kind, Column column, std::uint32_t number)
{
    if (column.of == Column::Of::Attribute)
        return (*store.attributes(kind).column(column.number).dictionary())[number];
    return (kind == ElementKind::Node ? store.schema().nodeCategories : store.schema().edgeCategories)[number];
}

} // namespace weir::pipeline

Q_DECLARE_METATYPE(weir::pipeline::Column)
