#pragma once
#include "base/ids.h"
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace weir::source {

/// The slots of a graph's elements by their keys. Keys themselves are not kept: one is told from another by 96 bits of a hash that differs
/// from table to table, which takes two keys for one in fewer than one file of a million million in which there are 67 million nodes, and
/// lets nobody write a file of keys that collide. So a key is found with one look at memory, whatever its length. Memory: some 32 bytes a
/// key. Not thread-safe.
class KeyTable final {
public:
    KeyTable();

    /// What a key is looked for by.
    struct Hash {
        std::uint64_t low = 0;    // its last bits choose the entry
        std::uint32_t high = 0;
    };
    [[nodiscard]] Hash hashOf(std::string_view key) const;
    /// Fetches what find() will look at.
    void prefetch(Hash hash) const { __builtin_prefetch(&m_entries[hash.low & (m_entries.size() - 1)]); }
    [[nodiscard]] std::optional<Slot> find(Hash hash) const
    {
        const std::size_t mask = m_entries.size() - 1;
        for (std::size_t i = hash.low & mask;; i = (i + 1) & mask) {
            const Entry& entry = m_entries[i];
            if (entry.slot == noSlot)
                return std::nullopt;
            if (entry.low == hash.low && entry.high == hash.high)
                return entry.slot;
        }
    }
    /// Of a key that is not in it.
    void add(Hash hash, Slot slot);
    /// Of a key that is in it.
    void remove(Hash hash);

private:
    struct Entry {
        std::uint64_t low = 0;
        std::uint32_t high = 0;
        Slot slot = noSlot;   // noSlot: free
    };

    void insert(const Entry& entry);
    void grow();

    std::vector<Entry> m_entries;   // as many as a power of two, at least a quarter of them free
    std::size_t m_count = 0;
    std::uint64_t m_seed;
};

} // namespace weir::source
