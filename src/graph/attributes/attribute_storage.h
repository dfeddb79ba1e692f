#pragma once
#include "graph/attributes/attribute.h"
#include "graph/attributes/dictionary.h"
#include "graph/columns/column.h"
#include "graph/columns/narrow_column.h"
#include "graph/columns/text_column.h"
#include <algorithm>

namespace weir::graph {

/// The values of one column: only chunks in which an element has one take memory, of texts and flags a byte or two an element. Texts
/// are numbers of the column's dictionary, or an element's own where they are in none. Not thread-safe.
class AttributeStorage final {
public:
    explicit AttributeStorage(AttributeKind kind) : m_kind(kind)
    {
        if (kind == AttributeKind::Text)
            m_dictionary = std::make_shared<Dictionary>();
    }

    [[nodiscard]] AttributeKind kind() const { return m_kind; }
    /// Of texts.
    [[nodiscard]] const std::shared_ptr<Dictionary>& dictionary() const { return m_dictionary; }

    /// Valid until the next change of the column.
    [[nodiscard]] AttributeValue value(Slot slot) const;
    [[nodiscard]] bool hasValue(Slot slot) const;

    // Of texts, how `value` says it: the number in the dictionary, or nothing where it is the element's own or there is none.
    static constexpr std::uint32_t noEntry = 0xffff'ffffU;
    [[nodiscard]] std::uint32_t entry(Slot slot) const
    {
        const std::uint32_t stored = m_entries[slot];
        return stored < firstEntry ? noEntry : stored - firstEntry;
    }

    /// Memory of a value at most, besides the text of its own.
    static constexpr std::size_t valueBytes = std::max(sizeof(double), sizeof(std::uint32_t) + TextColumn::slotBytes);

    // Each of the column's kind.
    void setNumber(Slot slot, double value);
    void setTime(Slot slot, Time value) { setNumber(slot, static_cast<double>(value.us)); }   // exact within 2^53
    void setFlag(Slot slot, bool value) { m_flags.set(slot, value ? isTrue : isFalse); }
    void setEntry(Slot slot, std::uint32_t entry);
    void setOwnText(Slot slot, std::string_view text);
    void setNone(Slot slot);

private:
    static constexpr std::uint32_t ownText = 1, firstEntry = 2;   // 0: none
    static constexpr std::uint8_t isFalse = 1, isTrue = 2;        // 0: none

    AttributeKind m_kind;
    Column<double> m_numbers;             // and times; NaN: none
    NarrowColumn<std::uint8_t> m_flags;
    NarrowColumn<std::uint32_t> m_entries;
    TextColumn m_ownTexts;                // as keys without labels
    std::shared_ptr<Dictionary> m_dictionary;
};

} // namespace weir::graph
