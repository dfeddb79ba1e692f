#include "graph/attributes/attribute_set.h"

namespace weir::graph {

void AttributeSet::addRow(std::uint8_t column, Slot slot)
{
    m_slots.push_back(slot);
    const auto end = static_cast<std::uint32_t>(m_slots.size());
    if (!m_columns.empty() && m_columns.back() == column) {
        m_ends.back() = end;
        return;
    }
    m_columns.push_back(column);
    m_ends.push_back(end);
}

void AttributeSet::setNumber(Slot slot, AttributeNumber column, double value)
{
    addRow(column, slot);
    m_numbers.push_back(value);
}

void AttributeSet::setTime(Slot slot, AttributeNumber column, Time value)
{
    addRow(column, slot);
    m_times.push_back(value.us);
}

void AttributeSet::setFlag(Slot slot, AttributeNumber column, bool value)
{
    addRow(column, slot);
    m_flags.push_back(value ? 1 : 0);
}

void AttributeSet::setEntry(Slot slot, AttributeNumber column, std::uint32_t entry)
{
    addRow(column, slot);
    m_entries.push_back(entry);
}

void AttributeSet::setOwnText(Slot slot, AttributeNumber column, std::string_view text)
{
    setEntry(slot, column, AttributeRows::ownText);
    m_texts.append(text);
}

void AttributeSet::setNone(Slot slot, AttributeNumber column)
{
    addRow(static_cast<std::uint8_t>(column | AttributeRows::noValue), slot);
}

void AttributeSet::append(const AttributeRows& rows)
{
    m_emptied.insert(m_emptied.end(), rows.emptied.begin(), rows.emptied.end());
    std::uint32_t row = 0;
    for (std::size_t run = 0; run < rows.columns.size(); ++run) {
        for (; row < rows.ends[run]; ++row)
            addRow(rows.columns[run], rows.slots[row]);
    }
    m_numbers.insert(m_numbers.end(), rows.numbers.begin(), rows.numbers.end());
    m_times.insert(m_times.end(), rows.times.begin(), rows.times.end());
    m_flags.insert(m_flags.end(), rows.flags.begin(), rows.flags.end());
    m_entries.insert(m_entries.end(), rows.entries.begin(), rows.entries.end());
    for (std::size_t i = 0; i < rows.texts.size(); ++i)
        m_texts.append(rows.texts[i]);
}

std::size_t AttributeSet::wireBytes() const
{
    return m_emptied.size() * sizeof(Slot) + m_columns.size() * (sizeof(std::uint8_t) + sizeof(std::uint32_t))
        + m_slots.size() * sizeof(Slot) + m_numbers.size() * sizeof(double) + m_times.size() * sizeof(std::int64_t) + m_flags.size()
        + m_entries.size() * sizeof(std::uint32_t) + m_texts.blob.size() + m_texts.ends.size() * sizeof(std::uint32_t);
}

void AttributeSet::clear()
{
    m_emptied.clear();
    m_columns.clear();
    m_ends.clear();
    m_slots.clear();
    m_numbers.clear();
    m_times.clear();
    m_flags.clear();
    m_entries.clear();
    m_texts.clear();
}

std::size_t AttributeSet::capacityBytes() const
{
    const auto bytesOf = [](const auto&... columns) {
        return (std::size_t{0} + ... + (columns.capacity() * sizeof(typename std::decay_t<decltype(columns)>::value_type)));
    };
    return bytesOf(m_emptied, m_columns, m_ends, m_slots, m_numbers, m_times, m_flags, m_entries) + m_texts.capacityBytes();
}

AttributeRows AttributeSet::view() const
{
    return {m_emptied, m_columns, m_ends, m_slots, m_numbers, m_times, m_flags, m_entries, m_texts.view()};
}

} // namespace weir::graph
