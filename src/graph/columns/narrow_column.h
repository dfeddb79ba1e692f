#pragma once
#include "graph/columns/column.h"
#include <array>
#include <concepts>

namespace weir::graph {

/// A column of whole numbers that are mostly small: a chunk has only as many bytes a number as the largest that it ever held needs, and
/// none where all are 0, as they are anywhere at first. Not thread-safe.
template <std::unsigned_integral T>
class NarrowColumn final {
public:
    [[nodiscard]] T operator[](Slot slot) const
    {
        T value = 0;
        for (std::size_t i = 0; i < sizeof(T) && m_bytes[i].hasRoomFor(slot); ++i)
            value = static_cast<T>(value | T{m_bytes[i][slot]} << 8 * i);
        return value;
    }
    void set(Slot slot, T value)
    {
        for (Column<std::uint8_t>& bytes : m_bytes) {
            if (!bytes.hasRoomFor(slot)) {
                if (value == 0)
                    return;   // nor is there room for higher bytes
                bytes.makeRoomFor(slot);
            }
            bytes[slot] = static_cast<std::uint8_t>(value);
            value = static_cast<T>(value >> 8);
        }
    }

    /// What the number's lowest bits can tell, without the others.
    [[nodiscard]] std::uint8_t lowByte(Slot slot) const { return m_bytes[0].hasRoomFor(slot) ? m_bytes[0][slot] : std::uint8_t{0}; }
    [[nodiscard]] bool hasRoomFor(Slot slot) const { return m_bytes[0].hasRoomFor(slot); }
    void prefetch(Slot slot) const { m_bytes[0].prefetch(slot); }   ///< that has room

private:
    std::array<Column<std::uint8_t>, sizeof(T)> m_bytes;   // the lowest first
};

} // namespace weir::graph
