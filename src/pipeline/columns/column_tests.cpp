#include "pipeline/columns/column_tests.h"
#include <functional>

namespace weir::pipeline {

namespace {

bool passesText(const ColumnFilter& filter, std::string_view text)
{
    return std::binary_search(filter.texts.begin(), filter.texts.end(), text, std::less<>()) != filter.othersPass;
}

bool keepsFloats(Column column)
{
    return column.of == Column::Of::Value || column.of == Column::Of::Weight || column.of == Column::Of::Size;
}

} // namespace

void ColumnTests::set(std::span<const ColumnFilter> filters, ElementKind kind, const graph::Schema& schema)
{
    m_kind = kind;
    m_tests.clear();
    for (const ColumnFilter& filter : filters) {
        if (filter.everything() || kindOf(schema, kind, filter.column) != filter.kind)
            continue;
        m_tests.push_back({filter, {}});
        if (keepsFloats(filter.column))
            m_tests.back().filter.range = filter.range.ofFloats();
    }
}

bool ColumnTests::use(Column::Of of) const
{
    return std::ranges::any_of(m_tests, [of](const Test& test) { return test.filter.column.of == of; });
}

bool ColumnTests::passes(const Test& test, const graph::GraphStore& store, Slot slot) const
{
    const ColumnFilter& filter = test.filter;
    switch (filter.kind) {
    case graph::AttributeKind::Text:
        return textPasses(test, store, slot);
    case graph::AttributeKind::Flag: {
        const graph::AttributeValue value = valueIn(store, m_kind, slot, filter.column);
        if (!graph::hasValue(value))
            return filter.withoutPass;
        return filter.valuesPass && (std::get<bool>(value) ? filter.yes : filter.no);
    }
    case graph::AttributeKind::Number:
    case graph::AttributeKind::Time:
        break;
    }
    const double number = numberIn(store, m_kind, slot, filter.column);
    return std::isnan(number) ? filter.withoutPass : filter.valuesPass && filter.range.contains(number);
}

bool ColumnTests::textPasses(const Test& test, const graph::GraphStore& store, Slot slot) const
{
    const ColumnFilter& filter = test.filter;
    const std::uint32_t number = textIn(store, m_kind, slot, filter.column);
    if (number == noText)
        return filter.withoutPass;
    if (!filter.valuesPass)
        return false;
    if (number == ownText)
        return passesText(filter, std::get<std::string_view>(valueIn(store, m_kind, slot, filter.column)));
    while (number >= test.passes.size())   // texts are only ever appended
        test.passes.push_back(passesText(filter, textOf(store, m_kind, filter.column, static_cast<std::uint32_t>(test.passes.size()))));
    return test.passes[number];
}

} // namespace weir::pipeline
