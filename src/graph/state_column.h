#pragma once
#include "graph/column.h"
#include "graph/schema.h"

namespace weir::graph {

/// A column of generations, with the category and one flag of each element: three bytes a slot, one more in chunks with a category
/// beyond the first 256, and four more where a slot was born some ten thousand times.
class StateColumn final {
public:
    static constexpr std::size_t mostSlotBytes = 8;

    void makeRoomFor(Slot slot)
    {
        m_low.makeRoomFor(slot);
        m_category.makeRoomFor(slot);
    }
    [[nodiscard]] bool hasRoomFor(Slot slot) const { return m_low.hasRoomFor(slot); }
    [[nodiscard]] bool holdsLive(Slot slot) const { return m_low.hasRoomFor(slot) && isLive(m_low[slot]); }

    // Of a slot that has room.
    [[nodiscard]] Generation generation(Slot slot) const
    {
        const Generation low = m_low[slot] & lowMask;
        return m_high.hasRoomFor(slot) ? m_high[slot] << lowBits | low : low;
    }
    [[nodiscard]] Category category(Slot slot) const
    {
        const unsigned high = m_highCategory.hasRoomFor(slot) ? m_highCategory[slot] : 0;
        return static_cast<Category>(high << 8 | m_category[slot]);
    }
    [[nodiscard]] bool flag(Slot slot) const { return (m_low[slot] & flagBit) != 0; }

    void setGeneration(Slot slot, Generation generation)
    {
        m_low[slot] = static_cast<std::uint16_t>((m_low[slot] & flagBit) | (generation & lowMask));
        if (generation > lowMask)
            m_high.makeRoomFor(slot);
        if (m_high.hasRoomFor(slot))
            m_high[slot] = generation >> lowBits;
    }
    void setCategory(Slot slot, Category category)
    {
        m_category[slot] = static_cast<std::uint8_t>(category);
        if (category > 0xff)
            m_highCategory.makeRoomFor(slot);
        if (m_highCategory.hasRoomFor(slot))
            m_highCategory[slot] = static_cast<std::uint8_t>(category >> 8);
    }
    void setFlag(Slot slot, bool flag) { m_low[slot] = static_cast<std::uint16_t>((m_low[slot] & lowMask) | (flag ? flagBit : 0)); }

    void prefetch(Slot slot) const { m_low.prefetch(slot); }

private:
    static constexpr unsigned lowBits = 15;
    static constexpr std::uint32_t lowMask = (1U << lowBits) - 1, flagBit = 1U << lowBits;
    static_assert(sizeof(Category) == 2);

    Column<std::uint16_t> m_low;          // of the generation its low bits, and the flag
    Column<std::uint32_t> m_high;         // the others, where there are any
    Column<std::uint8_t> m_category;      // its low bits
    Column<std::uint8_t> m_highCategory;  // the others, where there are any
};

} // namespace weir::graph
