#include "graph/attributes/attribute_table.h"
#include "graph/limits.h"
#include <array>
#include <bit>
#include <cassert>
#include <cstring>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace weir::graph {

namespace {

enum Seed : std::uint64_t { NodeAttributeSeed = 5,
                            EdgeAttributeSeed = 6 };

struct AttributeHead {
    std::uint32_t slot;
    std::uint8_t column, kind;
    std::uint16_t zero;
};
static_assert(sizeof(AttributeHead) == 8);

Seed seedOf(ElementKind kind) { return kind == ElementKind::Node ? NodeAttributeSeed : EdgeAttributeSeed; }

std::uint64_t hashOfEight(ElementKind kind, AttributeHead head, std::uint64_t value)
{
    std::array<std::uint64_t, 2> bytes{};
    std::memcpy(bytes.data(), &head, sizeof head);
    bytes[1] = value;
    return XXH3_64bits_withSeed(bytes.data(), sizeof bytes, seedOf(kind));
}

struct Hasher {
    ElementKind kind;
    AttributeHead head;

    std::uint64_t operator()(std::monostate) const { return 0; }
    std::uint64_t operator()(double value) const { return hashOfEight(kind, head, std::bit_cast<std::uint64_t>(value + 0.0)); }   // -0 is 0
    std::uint64_t operator()(bool value) const { return hashOfEight(kind, head, value ? 1 : 0); }
    std::uint64_t operator()(Time value) const { return hashOfEight(kind, head, std::bit_cast<std::uint64_t>(value.us)); }
    std::uint64_t operator()(std::string_view text) const
    {
        assert(text.size() <= maxAttributeBytes);
        std::array<char, sizeof(AttributeHead) + maxAttributeBytes> bytes;
        std::memcpy(bytes.data(), &head, sizeof head);
        text.copy(bytes.data() + sizeof head, text.size());   // an empty one may have no data
        return XXH3_64bits_withSeed(bytes.data(), sizeof head + text.size(), seedOf(kind));
    }
};

std::size_t sizeOf(const AttributeValue& value)
{
    const auto* const text = std::get_if<std::string_view>(&value);
    return text ? text->size() : hasValue(value) ? sizeof(double)
                                                 : 0;
}

void set(AttributeStorage& column, Slot slot, std::monostate) { column.setNone(slot); }
void set(AttributeStorage& column, Slot slot, double value) { column.setNumber(slot, value); }
void set(AttributeStorage& column, Slot slot, bool value) { column.setFlag(slot, value); }
void set(AttributeStorage& column, Slot slot, Time value) { column.setTime(slot, value); }
void set(AttributeStorage& column, Slot slot, std::string_view value) { column.setOwnText(slot, value); }

} // namespace

std::uint64_t hashOfAttribute(ElementKind kind, Slot slot, AttributeNumber number, const AttributeValue& value)
{
    assert(hasValue(value));
    return std::visit(Hasher{kind, {slot, number, static_cast<std::uint8_t>(kindOf(value)), 0}}, value);
}

bool AttributeTable::hasAny(Slot slot) const
{
    for (const AttributeStorage& column : m_columns) {
        if (column.hasValue(slot))
            return true;
    }
    return false;
}

std::size_t AttributeTable::bytesOf(Slot slot) const
{
    std::size_t bytes = 0;
    forEach(slot, [&](AttributeNumber, const AttributeValue& value) { bytes += sizeOf(value); });
    return bytes;
}

std::size_t AttributeTable::wireBytesOf(Slot slot) const
{
    std::size_t bytes = 0;
    forEach(slot, [&](AttributeNumber number, const AttributeValue& value) {
        const auto* const text = std::get_if<std::string_view>(&value);
        const bool own = text && m_columns[number].entry(slot) == AttributeStorage::noEntry;
        bytes += sizeof(Slot) + (text ? sizeof(std::uint32_t) : std::holds_alternative<bool>(value) ? 1
                                                                                                    : sizeof(double))
            + (own ? sizeof(std::uint32_t) + text->size() : 0);
    });
    return bytes;
}

void AttributeTable::copyTo(AttributeSet& rows, Slot slot, AttributeNumber number) const
{
    const AttributeStorage& column = m_columns[number];
    const AttributeValue value = column.value(slot);
    if (!hasValue(value))
        return;
    switch (column.kind()) {
    case AttributeKind::Number:
        return rows.setNumber(slot, number, std::get<double>(value));
    case AttributeKind::Time:
        return rows.setTime(slot, number, std::get<Time>(value));
    case AttributeKind::Flag:
        return rows.setFlag(slot, number, std::get<bool>(value));
    case AttributeKind::Text:
        if (const std::uint32_t entry = column.entry(slot); entry != AttributeStorage::noEntry)
            return rows.setEntry(slot, number, entry);
        return rows.setOwnText(slot, number, std::get<std::string_view>(value));
    }
}

std::uint64_t AttributeTable::hashOf(Slot slot) const
{
    std::uint64_t sum = 0;
    forEach(slot, [&](AttributeNumber number, const AttributeValue& value) { sum += hashOfAttribute(m_kind, slot, number, value); });
    return sum;
}

bool AttributeTable::empty(Slot slot)
{
    bool any = false;
    std::uint64_t difference = 0;
    for (std::size_t number = 0; number < m_columns.size(); ++number) {
        AttributeStorage& column = m_columns[number];
        if (const AttributeValue value = column.value(slot); hasValue(value)) {
            difference -= hashOfAttribute(m_kind, slot, static_cast<AttributeNumber>(number), value);
            column.setNone(slot);
            any = true;
        }
    }
    if (any)
        addHash(slot, difference);
    return any;
}

void AttributeTable::grow(std::vector<AttributeColumn>& list, const AttributeGrowth& growth)
{
    for (const AttributeColumn& column : growth.columns) {
        const AttributeStorage& stored = m_columns.emplace_back(column.kind);
        list.push_back({column.name, column.kind, stored.dictionary()});
    }
    for (const TextGrowth& grown : growth.texts) {
        for (const std::string& text : grown.texts)
            m_columns[grown.column].dictionary()->append(text);
    }
}

void AttributeTable::forgetColumns()
{
    assert(m_sum == 0);
    m_columns.clear();
    m_stamps.clear();
    m_large.clear();
    m_leftOut = 0;
}

bool AttributeTable::fits(Slot slot, const AttributeValue& before, const AttributeValue& value)
{
    constexpr std::size_t shortText = maxAttributeBytes / maxAttributeColumns;
    const std::size_t size = sizeOf(value);
    if (size > shortText)
        m_large.insert(slot);
    if (m_large.empty() || size <= sizeOf(before) || !m_large.contains(slot))
        return true;
    return bytesOf(slot) - sizeOf(before) + size <= maxAttributeBytes;
}

bool AttributeTable::change(const AttributeRow& row)
{
    AttributeStorage& column = m_columns[row.column];
    if (row.entry != AttributeRows::ownText && column.entry(row.slot) == row.entry)
        return false;
    const AttributeValue before = column.value(row.slot);
    if (before == row.value)
        return false;
    if (!fits(row.slot, before, row.value)) {
        ++m_leftOut;
        return false;
    }
    const std::uint64_t added = hasValue(row.value) ? hashOfAttribute(m_kind, row.slot, row.column, row.value) : 0;
    const std::uint64_t taken = hasValue(before) ? hashOfAttribute(m_kind, row.slot, row.column, before) : 0;
    if (row.entry != AttributeRows::ownText)
        column.setEntry(row.slot, row.entry);
    else
        std::visit([&](const auto& value) { set(column, row.slot, value); }, row.value);
    addHash(row.slot, added - taken);
    return true;
}

} // namespace weir::graph
