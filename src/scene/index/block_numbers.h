#pragma once
#include "base/ids.h"
#include <algorithm>
#include <vector>

namespace weir::scene {

/// The number of a block for each slot, or none: two bytes a slot, and three where there are more blocks than those can name.
/// Not thread-safe.
class BlockNumbers final {
public:
    static constexpr std::uint32_t most = 0xff'fffeU;   ///< the highest number

    /// Forgets all and makes room for so many slots.
    void reset(std::uint32_t slots)
    {
        m_low = std::vector<std::uint16_t>(slots, lowOfNone);
        m_high = {};
    }

    [[nodiscard]] bool has(Slot slot) const { return slot < m_low.size() && (m_low[slot] != lowOfNone || (!m_high.empty() && m_high[slot] != highOfNone)); }
    /// Of a slot that has one.
    [[nodiscard]] std::uint32_t of(Slot slot) const { return m_high.empty() ? m_low[slot] : std::uint32_t{m_high[slot]} << 16 | m_low[slot]; }

    void set(Slot slot, std::uint32_t block)
    {
        if (slot >= m_low.size())
            grow(slot);
        if (block >= lowOfNone && m_high.empty())
            widen();
        m_low[slot] = static_cast<std::uint16_t>(block);
        if (!m_high.empty())
            m_high[slot] = static_cast<std::uint8_t>(block >> 16);
    }
    void clear(Slot slot)
    {
        m_low[slot] = lowOfNone;
        if (!m_high.empty())
            m_high[slot] = highOfNone;
    }

private:
    static constexpr std::uint16_t lowOfNone = 0xffff;
    static constexpr std::uint8_t highOfNone = 0xff;

    void grow(Slot slot)
    {
        const std::size_t size = std::max<std::size_t>(slot + std::size_t{1}, m_low.size() + m_low.size() / 8);
        m_low.reserve(size);
        m_low.resize(size, lowOfNone);
        if (m_high.empty())
            return;
        m_high.reserve(size);
        m_high.resize(size, highOfNone);
    }

    void widen()
    {
        m_high.resize(m_low.size());
        std::ranges::transform(m_low, m_high.begin(), [](std::uint16_t low) { return low == lowOfNone ? highOfNone : std::uint8_t{0}; });
    }

    std::vector<std::uint16_t> m_low;
    std::vector<std::uint8_t> m_high;   // empty: all are 0
};

} // namespace weir::scene
