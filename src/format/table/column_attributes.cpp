#include "format/table/column_attributes.h"
#include "format/value_text.h"
#include <algorithm>
#include <array>

namespace weir::format {

namespace {

using graph::AttributeKind;

struct TypeName {
    std::string_view name;
    AttributeKind kind;
};

/// Of neo4j-admin's headers, in lower case.
constexpr std::array typeNames{
    TypeName{"int", AttributeKind::Number},
    TypeName{"long", AttributeKind::Number},
    TypeName{"short", AttributeKind::Number},
    TypeName{"byte", AttributeKind::Number},
    TypeName{"float", AttributeKind::Number},
    TypeName{"double", AttributeKind::Number},
    TypeName{"boolean", AttributeKind::Flag},
    TypeName{"date", AttributeKind::Time},
    TypeName{"datetime", AttributeKind::Time},
    TypeName{"localdatetime", AttributeKind::Time},
    TypeName{"string", AttributeKind::Text},
    TypeName{"char", AttributeKind::Text},
    TypeName{"point", AttributeKind::Text},
    TypeName{"time", AttributeKind::Text},
    TypeName{"localtime", AttributeKind::Text},
    TypeName{"duration", AttributeKind::Text},
};

} // namespace

TypedName typedName(std::string_view header)
{
    const std::size_t colon = header.rfind(':');
    if (colon == std::string_view::npos)
        return {std::string(header), std::nullopt};
    const std::string_view type = header.substr(colon + 1);
    const std::string word = lowered(type.substr(0, type.find_first_of("[{(")));
    if (word == "ignore")
        return {std::string(header.substr(0, colon)), std::nullopt, true};
    const auto known = std::ranges::find(typeNames, std::string_view(word), &TypeName::name);
    if (colon == 0 || known == typeNames.end())
        return {std::string(header), std::nullopt};
    const bool list = type.find('[') != std::string_view::npos;
    return {std::string(header.substr(0, colon)), list ? AttributeKind::Text : known->kind};
}

bool declaresNumbers(std::span<const std::string> headers)
{
    return std::ranges::any_of(headers, [](const std::string& header) { return typedName(header).kind == AttributeKind::Number; });
}

void ColumnAttributes::find(std::span<const std::string> names, Rows rows, DecimalSign sign, const std::function<bool(std::size_t)>& taken)
{
    m_sign = sign;
    m_columns.clear();
    const std::size_t columns = std::max(names.size(), mostCells(rows));
    for (std::size_t place = 0; place < columns; ++place) {
        if (taken(place))
            continue;
        TypedName name = typedName(place < names.size() ? names[place] : std::string_view{});
        if (name.ignored)
            continue;
        if (name.name.empty())
            name.name = "column " + std::to_string(place + 1);
        Column column{place, std::move(name.name), name.kind};
        for (const auto& row : rows) {
            if (name.kind || place >= row.size())
                continue;
            if (const auto kind = kindOfWritten(row[place], sign))
                column.kind = column.kind ? joined(*column.kind, *kind) : *kind;
        }
        m_columns.push_back(std::move(column));
    }
}

void ColumnAttributes::set(Slot slot, std::span<const std::string_view> cells)
{
    for (Column& column : m_columns) {
        if (column.place >= cells.size())
            return;   // columns are in their order
        const std::string_view cell = cells[column.place];
        if (cell.empty())
            continue;
        if (!column.number) {
            if (!column.kind)
                column.kind = kindOfWritten(cell, m_sign);
            if (!column.kind)
                continue;   // a word for "no value"
            column.number = m_sink.attribute(m_element, column.name, *column.kind);
        }
        if (column.number)
            m_sink.setWritten(m_element, slot, *column.number, cell, m_sign);
    }
}

void ColumnAttributes::setNamed(Slot slot, std::string_view name, std::string_view text)
{
    const auto kind = kindOfWritten(text, m_sign);
    const auto number = kind ? m_sink.attribute(m_element, name, *kind) : std::nullopt;
    if (number)
        m_sink.setWritten(m_element, slot, *number, text, m_sign);
}

} // namespace weir::format
