#pragma once
#include "base/ids.h"
#include <optional>
#include <string>
#include <string_view>
#include <tsl/robin_set.h>
#include <vector>

namespace weir::source {

/// Keys of slots, and which slot has a key. Not copied. Not thread-safe. Memory: some 56 bytes a slot up to the last one with a key, and
/// what keys of more than 15 bytes need besides.
class SlotKeys final {
public:
    SlotKeys() : m_slots(0, Hash{&m_keys}, Equal{&m_keys}) {}
    SlotKeys(const SlotKeys&) = delete;
    SlotKeys& operator=(const SlotKeys&) = delete;

    [[nodiscard]] std::optional<Slot> find(std::string_view key) const
    {
        const auto found = m_slots.find(key);
        return found == m_slots.end() ? std::nullopt : std::optional(*found);
    }
    /// "": it has none.
    [[nodiscard]] std::string_view keyOf(Slot slot) const
    {
        return slot < m_keys.size() ? std::string_view(m_keys[slot]) : std::string_view{};
    }
    /// No other slot has the key, which is not empty; this one has none yet.
    void insert(Slot slot, std::string_view key)
    {
        if (slot >= m_keys.size())
            m_keys.resize(slot + std::size_t{1});
        m_keys[slot] = key;
        m_slots.insert(slot);
    }
    void erase(Slot slot)
    {
        m_slots.erase(slot);
        m_keys[slot] = {};
    }

private:
    using Keys = std::vector<std::string>;
    struct Hash {
        using is_transparent = void;
        const Keys* keys;
        [[nodiscard]] std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
        [[nodiscard]] std::size_t operator()(Slot slot) const { return (*this)(std::string_view((*keys)[slot])); }
    };
    struct Equal {
        using is_transparent = void;
        const Keys* keys;
        [[nodiscard]] bool operator()(Slot a, Slot b) const { return a == b; }
        [[nodiscard]] bool operator()(Slot slot, std::string_view key) const { return (*keys)[slot] == key; }
        [[nodiscard]] bool operator()(std::string_view key, Slot slot) const { return (*keys)[slot] == key; }
    };

    Keys m_keys;   // by slot, apart from what else there is of it, so that many are near each other
    // The hash is kept, so that other keys are hardly ever looked at.
    tsl::robin_set<Slot, Hash, Equal, std::allocator<Slot>, true> m_slots;
};

} // namespace weir::source
