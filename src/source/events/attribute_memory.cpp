#include "source/events/attribute_memory.h"
#include "format/value_text.h"
#include <algorithm>
#include <functional>

namespace weir::source {

namespace {

std::uint64_t markOf(std::string_view written) { return std::max<std::uint64_t>(1, std::hash<std::string_view>{}(written)); }

} // namespace

void AttributeMemory::set(Slot slot, graph::AttributeNumber column, const graph::AttributeValue& value)
{
    const bool there = graph::hasValue(value);
    const std::size_t page = slot / pageSlots;
    if (!there && (column >= m_columns.size() || page >= m_columns[column].size() || m_columns[column][page].empty()))
        return;
    if (column >= m_columns.size())
        m_columns.resize(column + std::size_t{1});
    if (page >= m_columns[column].size())
        m_columns[column].resize(page + 1);
    Page& marks = m_columns[column][page];
    if (marks.empty())
        marks.resize(pageSlots);
    const auto* const text = std::get_if<std::string_view>(&value);
    marks[slot % pageSlots] = !there ? 0 : text != nullptr ? markOf(*text)
                                                           : markOf(format::writtenValue(value));
}

void AttributeMemory::forget(Slot slot)
{
    for (auto& pages : m_columns) {
        if (const std::size_t page = slot / pageSlots; page < pages.size() && !pages[page].empty())
            pages[page][slot % pageSlots] = 0;
    }
}

bool AttributeMemory::has(Slot slot, graph::AttributeNumber column, std::string_view written) const
{
    const std::size_t page = slot / pageSlots;
    return column < m_columns.size() && page < m_columns[column].size() && !m_columns[column][page].empty()
        && m_columns[column][page][slot % pageSlots] == markOf(written);
}

} // namespace weir::source
