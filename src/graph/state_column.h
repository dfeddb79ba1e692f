#pragma once
#include "graph/column.h"
#include "graph/schema.h"

namespace weir::graph {

/// A column of generations, with the category and one flag of each element: four bytes a slot, and eight in chunks where a slot
/// was born some ten thousand times.
class StateColumn final {
public:
    static constexpr std::size_t mostSlotBytes = 8;

    void makeRoomFor(Slot slot) { m_low.makeRoomFor(slot); }
    [[nodiscard]] bool hasRoomFor(Slot slot) const { return m_low.hasRoomFor(slot); }
    [[nodiscard]] bool holdsLive(Slot slot) const { return m_low.hasRoomFor(slot) && isLive(m_low[slot]); }

    // Of a slot that has room.
    [[nodiscard]] Generation generation(Slot slot) const
    {
        const Generation low = m_low[slot] & lowMask;
        return m_high.hasRoomFor(slot) ? m_high[slot] << lowBits | low : low;
    }
    [[nodiscard]] Category category(Slot slot) const { return static_cast<Category>(m_low[slot] >> categoryShift); }
    [[nodiscard]] bool flag(Slot slot) const { return (m_low[slot] & flagBit) != 0; }

    void setGeneration(Slot slot, Generation generation)
    {
        m_low[slot] = (m_low[slot] & ~lowMask) | (generation & lowMask);
        if (generation > lowMask)
            m_high.makeRoomFor(slot);
        if (m_high.hasRoomFor(slot))
            m_high[slot] = generation >> lowBits;
    }
    void setCategory(Slot slot, Category category)
    {
        m_low[slot] = (m_low[slot] & (lowMask | flagBit)) | static_cast<std::uint32_t>(category) << categoryShift;
    }
    void setFlag(Slot slot, bool flag) { m_low[slot] = flag ? m_low[slot] | flagBit : m_low[slot] & ~flagBit; }

    void prefetch(Slot slot) const { m_low.prefetch(slot); }

private:
    static constexpr unsigned lowBits = 15, categoryShift = 16;
    static constexpr std::uint32_t lowMask = (1U << lowBits) - 1, flagBit = 1U << lowBits;
    static_assert(sizeof(Category) == 2);

    Column<std::uint32_t> m_low;    // of the generation its low bits
    Column<std::uint32_t> m_high;   // the others, where there are any
};

} // namespace weir::graph
