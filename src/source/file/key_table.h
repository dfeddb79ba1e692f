#pragma once
#include "base/ids.h"
#include "source/file/text_arena.h"
#include <optional>

namespace weir::source {

/// The slots of a graph's nodes by their keys, which only grow: keys in an arena, found by open addressing. Some 20 bytes a key besides its
/// text; a key is found with two looks at memory. Hashes differ from table to table, so that no file can be made of keys that collide. Not
/// thread-safe.
class KeyTable final {
public:
    KeyTable();

    [[nodiscard]] std::optional<Slot> find(std::string_view key) const;
    /// A key that is not in it. Where the key lies from now on.
    TextArena::Place add(std::string_view key, Slot slot);

private:
    struct Entry {
        std::uint32_t tag = 0;            // of the hash what does not choose the entry
        TextArena::Place place = 0;       // 0: free
    };

    [[nodiscard]] std::uint64_t hashOf(std::string_view key) const;
    void insert(std::uint64_t hash, TextArena::Place place);
    void grow();

    TextArena m_keys;
    std::vector<Entry> m_entries;   // as many as a power of two
    std::size_t m_count = 0;
    std::uint64_t m_seed;
};

} // namespace weir::source
