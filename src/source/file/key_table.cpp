#include "source/file/key_table.h"
#include <random>
#include <xxhash.h>

namespace weir::source {

namespace {

constexpr std::size_t leastEntries = 1024;

} // namespace

KeyTable::KeyTable() : m_entries(leastEntries)
{
    std::random_device random;
    m_seed = std::uint64_t{random()} << 32 | random();
}

std::uint64_t KeyTable::hashOf(std::string_view key) const { return XXH3_64bits_withSeed(key.data(), key.size(), m_seed); }

std::optional<Slot> KeyTable::find(std::string_view key) const
{
    const std::uint64_t hash = hashOf(key);
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    const std::size_t mask = m_entries.size() - 1;
    for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
        const Entry entry = m_entries[i];
        if (entry.place == 0)
            return std::nullopt;
        if (entry.tag == tag && m_keys.text(entry.place) == key)
            return m_keys.number(entry.place);
    }
}

TextArena::Place KeyTable::add(std::string_view key, Slot slot)
{
    if (2 * ++m_count > m_entries.size())
        grow();
    const TextArena::Place place = m_keys.add(slot, key);
    insert(hashOf(key), place);
    return place;
}

void KeyTable::insert(std::uint64_t hash, TextArena::Place place)
{
    const std::size_t mask = m_entries.size() - 1;
    std::size_t i = hash & mask;
    while (m_entries[i].place != 0)
        i = (i + 1) & mask;
    m_entries[i] = {static_cast<std::uint32_t>(hash >> 32), place};
}

void KeyTable::grow()
{
    const std::vector<Entry> before = std::exchange(m_entries, std::vector<Entry>(2 * m_entries.size()));
    for (const Entry& entry : before) {
        if (entry.place != 0)
            insert(hashOf(m_keys.text(entry.place)), entry.place);
    }
}

} // namespace weir::source
