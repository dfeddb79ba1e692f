#pragma once
#include "base/ids.h"
#include "graph/columns/column.h"
#include "source/file/key_table.h"
#include <optional>
#include <string>
#include <string_view>

namespace weir::source {

/// Keys of slots, and which slot has a key. Not thread-safe. Memory: some 60 bytes a slot up to the last one with a key, and what keys of
/// more than 15 bytes need besides.
class SlotKeys final {
public:
    [[nodiscard]] std::optional<Slot> find(std::string_view key) const { return m_slots.find(m_slots.hashOf(key)); }
    /// find() of it comes soon: fetches what it will look at.
    void expect(std::string_view key) const { m_slots.prefetch(m_slots.hashOf(key)); }
    struct Pair {
        std::optional<Slot> first, second;
    };
    /// As find() of each, for which memory is waited once.
    [[nodiscard]] Pair find(std::string_view first, std::string_view second) const
    {
        const KeyTable::Hash one = m_slots.hashOf(first), other = m_slots.hashOf(second);
        m_slots.prefetch(one);
        m_slots.prefetch(other);
        return {m_slots.find(one), m_slots.find(other)};
    }
    /// "": it has none.
    [[nodiscard]] std::string_view keyOf(Slot slot) const
    {
        return m_keys.hasRoomFor(slot) ? std::string_view(m_keys[slot]) : std::string_view{};
    }
    /// No other slot has the key, which is not empty; this one has none yet.
    void insert(Slot slot, std::string_view key)
    {
        m_keys.makeRoomFor(slot);
        m_keys[slot] = key;
        m_slots.add(m_slots.hashOf(key), slot);
    }
    void erase(Slot slot)
    {
        m_slots.remove(m_slots.hashOf(m_keys[slot]));
        m_keys[slot] = {};
    }

private:
    graph::Column<std::string> m_keys;   // by slot
    KeyTable m_slots;
};

} // namespace weir::source
