#include "graph/attributes/attribute_storage.h"
#include <cassert>
#include <cmath>
#include <limits>

namespace weir::graph {

AttributeValue AttributeStorage::value(Slot slot) const
{
    switch (m_kind) {
    case AttributeKind::Number:
    case AttributeKind::Time: {
        const double number = m_numbers.hasRoomFor(slot) ? m_numbers[slot] : std::numeric_limits<double>::quiet_NaN();
        if (std::isnan(number))
            return {};
        return m_kind == AttributeKind::Number ? AttributeValue(number) : AttributeValue(Time{static_cast<std::int64_t>(number)});
    }
    case AttributeKind::Flag: {
        const std::uint8_t stored = m_flags[slot];
        return stored == 0 ? AttributeValue() : AttributeValue(stored == isTrue);
    }
    case AttributeKind::Text: {
        const std::uint32_t stored = m_entries[slot];
        if (stored == 0)
            return {};
        return stored == ownText ? m_ownTexts.key(slot) : std::string_view((*m_dictionary)[stored - firstEntry]);
    }
    }
    return {};
}

bool AttributeStorage::hasValue(Slot slot) const
{
    switch (m_kind) {
    case AttributeKind::Number:
    case AttributeKind::Time:
        return m_numbers.hasRoomFor(slot) && !std::isnan(m_numbers[slot]);
    case AttributeKind::Flag:
        return m_flags[slot] != 0;
    case AttributeKind::Text:
        return m_entries[slot] != 0;
    }
    return false;
}

void AttributeStorage::setNumber(Slot slot, double value)
{
    m_numbers.makeRoomFor(slot, std::numeric_limits<double>::quiet_NaN());
    m_numbers[slot] = value;
}

void AttributeStorage::setEntry(Slot slot, std::uint32_t entry)
{
    assert(entry < m_dictionary->size());
    if (m_entries[slot] == ownText)
        m_ownTexts.set(slot, {}, {});
    m_entries.set(slot, entry + firstEntry);
}

void AttributeStorage::setOwnText(Slot slot, std::string_view text)
{
    m_ownTexts.makeRoomFor(slot);
    m_ownTexts.set(slot, text, {});
    m_entries.set(slot, ownText);
}

void AttributeStorage::setNone(Slot slot)
{
    if (m_numbers.hasRoomFor(slot))
        m_numbers[slot] = std::numeric_limits<double>::quiet_NaN();
    m_flags.set(slot, 0);
    if (m_entries[slot] == ownText)
        m_ownTexts.set(slot, {}, {});
    m_entries.set(slot, 0);
}

} // namespace weir::graph
