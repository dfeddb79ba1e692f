#include "format/words/element_columns.h"
#include "format/value_text.h"

namespace weir::format {

namespace {

using graph::AttributeKind;

/// Programs that write these formats group no digits: "12,345" is two numbers.
bool isGrouped(std::string_view text) { return trimmed(text).find_first_of(",' ") != std::string_view::npos; }

} // namespace

/// Nothing: there are as many as may be. Every value is asked for then, since the sink counts them.
std::optional<ElementColumns::Column> ElementColumns::column(std::string_view name, AttributeKind kind)
{
    const auto number = m_graph.attribute(m_kind, name, kind);
    if (!number)
        return std::nullopt;
    const Column column{*number, kind};
    m_known.emplace(name, column);
    return column;
}

void ElementColumns::set(Slot slot, std::string_view name, std::string_view text, bool isText)
{
    if (trimmed(text).empty())
        return;
    std::optional<Column> column;
    if (const auto known = m_known.find(name); known != m_known.end()) {
        column = known->second;
    } else {
        auto kind = kindOfWritten(text);
        if (!kind)
            return;
        if (*kind == AttributeKind::Number && (isText || isGrouped(text)))
            kind = AttributeKind::Text;
        column = this->column(name, *kind);
    }
    if (!column)
        return;
    if (column->kind == AttributeKind::Number && isGrouped(text))
        m_graph.setAttribute(m_kind, slot, column->number, text);
    else
        m_graph.setWritten(m_kind, slot, column->number, text);
}

void ElementColumns::set(Slot slot, std::string_view name, double number)
{
    std::optional<Column> column;
    if (const auto known = m_known.find(name); known != m_known.end())
        column = known->second;
    else
        column = this->column(name, AttributeKind::Number);
    if (column)
        m_graph.setAttribute(m_kind, slot, column->number, number);
}

} // namespace weir::format
