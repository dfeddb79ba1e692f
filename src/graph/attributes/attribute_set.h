#pragma once
#include "graph/attributes/attribute_rows.h"
#include "graph/changes/strings.h"
#include <vector>

namespace weir::graph {

/// Owns what AttributeRows are of: rows are appended in the order in which they are to be applied, best by column. `clear` keeps the
/// memory. Not thread-safe.
class AttributeSet final {
public:
    /// The element loses all it has, before any value of this set.
    void empty(Slot slot) { m_emptied.push_back(slot); }

    void setNumber(Slot slot, AttributeNumber column, double value);
    void setTime(Slot slot, AttributeNumber column, Time value);
    void setFlag(Slot slot, AttributeNumber column, bool value);
    void setEntry(Slot slot, AttributeNumber column, std::uint32_t entry);       ///< of the column's dictionary
    void setOwnText(Slot slot, AttributeNumber column, std::string_view text);   ///< that is in no dictionary
    void setNone(Slot slot, AttributeNumber column);                             ///< it has no value there any more

    void append(const AttributeRows& rows);

    [[nodiscard]] bool isEmpty() const { return m_emptied.empty() && m_slots.empty(); }
    [[nodiscard]] std::size_t rows() const { return m_emptied.size() + m_slots.size(); }
    /// Estimate of what it takes in a message.
    [[nodiscard]] std::size_t wireBytes() const;
    void clear();
    [[nodiscard]] std::size_t capacityBytes() const;
    [[nodiscard]] std::size_t capacityRows() const { return m_emptied.capacity() + m_slots.capacity(); }
    /// Valid until the set is changed.
    [[nodiscard]] AttributeRows view() const;

    /// Memory of a row at most, without the text of its strings.
    static constexpr std::size_t mostRowBytes = sizeof(Slot) + sizeof(std::uint8_t) + sizeof(std::uint32_t) + sizeof(double);

private:
    void addRow(std::uint8_t column, Slot slot);

    std::vector<Slot> m_emptied;
    std::vector<std::uint8_t> m_columns;
    std::vector<std::uint32_t> m_ends;
    std::vector<Slot> m_slots;
    std::vector<double> m_numbers;
    std::vector<std::int64_t> m_times;
    std::vector<std::uint8_t> m_flags;
    std::vector<std::uint32_t> m_entries;
    Strings m_texts;
};

} // namespace weir::graph
