#pragma once
#include "graph/attributes/attribute_rows.h"
#include "graph/attributes/attribute_set.h"
#include "graph/attributes/attribute_storage.h"
#include "graph/attributes/attribute_walk.h"
#include "graph/schema_growth.h"
#include <deque>
#include <unordered_set>
#include <vector>

namespace weir::graph {

/// The attributes of one kind of element: a column each, and the tick of each element's newest change of any of them, where such are
/// kept, and of each chunk its newest change and its digest. Where no element has an attribute it takes no memory. Not thread-safe.
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

    /// Growth that was checked, also of the schema's list, which gets the dictionaries.
    void grow(std::vector<AttributeColumn>& list, const AttributeGrowth& growth);
    /// All columns go, of which no element has a value any more; when a chunk changed stays.
    void forgetColumns();

    /// What the elements of a chunk have, as it is sent, kept and compared by itself.
    struct Chunk {
        Tick newest = 0;         ///< of the newest change; 0: none
        std::uint64_t sum = 0;   ///< of the hashes of their values
    };
    [[nodiscard]] Chunk chunk(std::uint32_t number) const { return number < m_chunks.size() ? m_chunks[number] : Chunk{}; }
    /// Of all elements.
    [[nodiscard]] std::uint64_t sum() const { return m_sum; }
    /// Of a slot that has, or had, a value.
    void setChunkNewest(Slot slot, Tick stamp) { chunkWith(slot).newest = stamp; }

    /// Tick of the newest change of an element; 0: none. Where stamps are kept.
    [[nodiscard]] std::uint32_t stamp(Slot slot) const { return m_stamps.hasRoomFor(slot) ? m_stamps[slot] : 0; }
    void setStamp(Slot slot, std::uint32_t stamp)
    {
        if (m_stampsKept) {
            m_stamps.makeRoomFor(slot);
            m_stamps[slot] = stamp;
        }
    }

    /// Rows that were checked, of slots for which `lives(slot)`; values that an element has already are no change, and what would be more
    /// than an element may have in all is left out. Calls `onChange(slot)` for each that is one.
    template <typename Lives, typename OnChange>
    void apply(const AttributeRows& rows, Lives&& lives, OnChange&& onChange);
    [[nodiscard]] std::uint64_t leftOut() const { return m_leftOut; }   ///< values, so far
    /// Takes all of an element's values. False: it had none.
    [[nodiscard]] bool empty(Slot slot);

    /// The sum of the hashes of an element's values.
    [[nodiscard]] std::uint64_t hashOf(Slot slot) const;

private:
    /// False: it is so already, or is left out.
    [[nodiscard]] bool change(const AttributeRow& row);
    [[nodiscard]] Chunk& chunkWith(Slot slot)
    {
        if (chunkOf(slot) >= m_chunks.size())
            m_chunks.resize(chunkOf(slot) + std::size_t{1});
        return m_chunks[chunkOf(slot)];
    }
    void addHash(Slot slot, std::uint64_t difference)
    {
        chunkWith(slot).sum += difference;
        m_sum += difference;
    }
    [[nodiscard]] bool fits(Slot slot, const AttributeValue& before, const AttributeValue& value);

    ElementKind m_kind;
    bool m_stampsKept;
    std::deque<AttributeStorage> m_columns;
    std::vector<Chunk> m_chunks;      // up to the last with an element that had a value
    std::uint64_t m_sum = 0;
    Column<std::uint32_t> m_stamps;   // only chunks with an element that had a value
    std::unordered_set<Slot> m_large; // elements that had a text which is not short; others keep the limit anyway
    std::uint64_t m_leftOut = 0;
};

/// Of one value, which is there, as digests sum it; the bytes that are hashed are laid down in src/protocol/README.md.
[[nodiscard]] std::uint64_t hashOfAttribute(ElementKind kind, Slot slot, AttributeNumber number, const AttributeValue& value);

template <typename Lives, typename OnChange>
void AttributeTable::apply(const AttributeRows& rows, Lives&& lives, OnChange&& onChange)
{
    for (const Slot slot : rows.emptied) {
        if (lives(slot) && empty(slot))
            onChange(slot);
    }
    const auto kindOf = [this](AttributeNumber column) { return m_columns[column].kind(); };
    const auto textOf = [this](AttributeNumber column, std::uint32_t entry) {
        return AttributeValue(std::string_view((*m_columns[column].dictionary())[entry]));
    };
    forEachRow(rows, kindOf, textOf, [&](const AttributeRow& row) {
        if (lives(row.slot) && change(row))
            onChange(row.slot);
    });
}

template <typename Visit>
void AttributeTable::forEach(Slot slot, Visit&& visit) const
{
    for (std::size_t number = 0; number < m_columns.size(); ++number) {
        if (const AttributeValue value = m_columns[number].value(slot); hasValue(value))
            visit(static_cast<AttributeNumber>(number), value);
    }
}

} // namespace weir::graph
