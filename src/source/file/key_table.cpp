#include "source/file/key_table.h"
#include <random>
#include <utility>
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

KeyTable::Hash KeyTable::hashOf(std::string_view key) const
{
    const XXH128_hash_t hash = XXH3_128bits_withSeed(key.data(), key.size(), m_seed);
    return {hash.low64, static_cast<std::uint32_t>(hash.high64)};
}

void KeyTable::add(Hash hash, Slot slot)
{
    if (4 * ++m_count > 3 * m_entries.size())
        grow();
    insert({hash.low, hash.high, slot});
}

void KeyTable::remove(Hash hash)
{
    const std::size_t mask = m_entries.size() - 1;
    std::size_t hole = hash.low & mask;
    while (m_entries[hole].low != hash.low || m_entries[hole].high != hash.high)
        hole = (hole + 1) & mask;
    // What follows moves up, as long as it is not nearer to the place that its hash chose.
    for (std::size_t i = (hole + 1) & mask; m_entries[i].slot != noSlot; i = (i + 1) & mask) {
        const std::size_t chosen = m_entries[i].low & mask;
        if (((i - chosen) & mask) < ((i - hole) & mask))
            continue;
        m_entries[hole] = m_entries[i];
        hole = i;
    }
    m_entries[hole] = {};
    --m_count;
}

void KeyTable::insert(const Entry& entry)
{
    const std::size_t mask = m_entries.size() - 1;
    std::size_t i = entry.low & mask;
    while (m_entries[i].slot != noSlot)
        i = (i + 1) & mask;
    m_entries[i] = entry;
}

void KeyTable::grow()
{
    const std::vector<Entry> before = std::exchange(m_entries, std::vector<Entry>(2 * m_entries.size()));
    for (const Entry& entry : before) {
        if (entry.slot != noSlot)
            insert(entry);
    }
}

} // namespace weir::source
