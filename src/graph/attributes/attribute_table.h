#pragma once
#include "base/error.h"
#include "graph/attributes/attribute_rows.h"
#include "graph/attributes/attribute_set.h"
#include "graph/attributes/attribute_storage.h"
#include <deque>
#include <expected>
#include <functional>
#include <unordered_set>
#include <vector>

namespace weir::graph {

/// The attributes of one kind of element: a column each, and the tick of each element's newest change of any of them, where such are
/// kept. Where no element has an attribute it takes no memory. What of it changed is told to whoever keeps digests. Not thread-safe.
class AttributeTable final {
public:
    enum class Stamps : std::uint8_t { Kept,
                                       NotKept };

    AttributeTable(ElementKind kind, Stamps stamps) : m_kind(kind), m_stampsKept(stamps == Stamps::Kept) {}

    [[nodiscard]] std::size_t columns() const { return m_columns.size(); }
    [[nodiscard]] const AttributeStorage& column(AttributeNumber number) const { return m_columns[number]; }
    [[nodiscard]] AttributeValue value(Slot slot, AttributeNumber number) const { return m_columns[number].value(slot); }
    [[nodiscard]] bool hasAny(Slot slot) const;
    /// Of an element's texts, and eight for each other value: what a limit holds.
    [[nodiscard]] std::size_t bytesOf(Slot slot) const;
    /// About what its values take in a message.
    [[nodiscard]] std::size_t wireBytesOf(Slot slot) const;
    /// Appends the element's value in the column, if it has one.
    void copyTo(AttributeSet& rows, Slot slot, AttributeNumber number) const;
    /// Calls `visit(number, value)` for each that it has, in the order of the columns.
    template <typename Visit>
    void forEach(Slot slot, Visit&& visit) const;

    // Growth that was checked.
    void addColumn(AttributeKind kind) { m_columns.emplace_back(kind); }
    void addText(AttributeNumber number, std::string_view text) { m_columns[number].dictionary()->append(text); }

    /// Tick of the newest change of an element; 0: none. Where stamps are kept.
    [[nodiscard]] std::uint32_t stamp(Slot slot) const { return m_stamps.hasRoomFor(slot) ? m_stamps[slot] : 0; }
    void setStamp(Slot slot, std::uint32_t stamp)
    {
        if (m_stampsKept) {
            m_stamps.makeRoomFor(slot);
            m_stamps[slot] = stamp;
        }
    }

    /// `slot` changed, and its sum of hashes by `difference`.
    using OnChange = std::function<void(Slot slot, std::uint64_t difference)>;
    /// Rows that were checked, of slots for which `lives`; values that an element has already are no change, and what would be more than
    /// an element may have in all is left out.
    void apply(const AttributeRows& rows, const std::function<bool(Slot)>& lives, const OnChange& onChange);
    [[nodiscard]] std::uint64_t leftOut() const { return m_leftOut; }   ///< values, so far
    /// Takes all of an element's values. The difference of its sum of hashes; 0 where it had none.
    [[nodiscard]] std::uint64_t empty(Slot slot);

    /// The sum of the hashes of an element's values.
    [[nodiscard]] std::uint64_t hashOf(Slot slot) const;

private:
    [[nodiscard]] bool fits(Slot slot, const AttributeValue& before, const AttributeValue& value);

    ElementKind m_kind;
    bool m_stampsKept;
    std::deque<AttributeStorage> m_columns;
    Column<std::uint32_t> m_stamps;   // only chunks with an element that had a value
    std::unordered_set<Slot> m_large; // elements that had a text which is not short; others keep the limit anyway
    std::uint64_t m_leftOut = 0;
};

/// Of one value, which is there, as digests sum it; the bytes that are hashed are laid down in src/protocol/README.md.
[[nodiscard]] std::uint64_t hashOfAttribute(ElementKind kind, Slot slot, AttributeNumber number, const AttributeValue& value);

template <typename Visit>
void AttributeTable::forEach(Slot slot, Visit&& visit) const
{
    for (std::size_t number = 0; number < m_columns.size(); ++number) {
        if (const AttributeValue value = m_columns[number].value(slot); hasValue(value))
            visit(static_cast<AttributeNumber>(number), value);
    }
}

} // namespace weir::graph
