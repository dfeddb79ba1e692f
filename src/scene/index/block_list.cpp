#include "scene/index/block_list.h"
#include "scene/index/slot_ranges.h"
#include "scene/index/spatial_keys.h"
#include <algorithm>
#include <cassert>
#include <utility>

namespace weir::scene {

namespace {

/// By key, and by slot where keys are equal: entries come by slot, and each round keeps the order of equal digits.
void sortByKey(std::vector<BlockList::Entry>& entries)
{
    constexpr unsigned digitBits = 11;
    std::vector<BlockList::Entry> other(entries.size());
    for (unsigned shift = 0; shift < SpatialKeys::keyBits; shift += digitBits) {
        const auto digit = [shift](std::uint64_t key) { return key >> shift & ((1U << digitBits) - 1); };
        std::array<std::uint32_t, (1U << digitBits) + 1> starts{};
        for (const auto& entry : entries)
            ++starts[digit(entry.key) + 1];
        for (std::size_t i = 1; i < starts.size(); ++i)
            starts[i] += starts[i - 1];
        for (const auto& entry : entries)
            other[starts[digit(entry.key)]++] = entry;
        entries.swap(other);
    }
}

std::uint64_t endOfGroup(std::uint64_t key) { return (SpatialKeys::groupOfKey(key) + 1) << 32; }

} // namespace

void BlockList::rebuild(std::vector<Entry> entries, std::uint32_t slots)
{
    sortByKey(entries);
    m_blocks.clear();
    m_fresh.clear();
    m_leafOf.clear();
    m_nextOf.clear();
    m_leaves.clear();
    m_sorted.clear();
    m_blockOf.reset(slots);
    m_sequenceStale = true;
    m_size = m_sortedSize = static_cast<std::uint32_t>(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const std::uint64_t key = entries[i].key;
        const bool newGroup = m_leaves.empty() || key >= m_leaves.back().end;
        // Equal keys stay in one leaf, or a leaf would have no keys of its own.
        if (newGroup || (m_blocks.back()->count >= leafSize && key != entries[i - 1].key)) {
            if (!newGroup)
                m_leaves.back().end = key;
            m_sorted.push_back(static_cast<std::uint32_t>(m_leaves.size()));
            m_leaves.push_back({newGroup ? SpatialKeys::groupOfKey(key) << 32 : key, endOfGroup(key)});
            (void)addBlock(m_sorted.back());
        } else if (m_blocks.back()->count == blockSize) {
            (void)addBlock(m_sorted.back());
        }
        SpatialBlock& block = *m_blocks.back();
        block.padded = true;
        m_blockOf.set(entries[i].slot, blockCount() - 1);
        block.octave = static_cast<std::uint8_t>(SpatialKeys::octaveOfKey(key));
        block.slots[block.count++] = entries[i].slot;
    }
    m_dirt.assign(1, {0, blockCount() * blockSize});
}

std::uint32_t BlockList::placeOf(Slot slot) const
{
    constexpr std::uint32_t atOnce = 32;   // compared without a branch between them
    static_assert(blockSize % atOnce == 0);
    const std::uint32_t number = m_blockOf.of(slot);
    const auto& slots = m_blocks[number]->slots;
    for (std::uint32_t first = 0; first < blockSize; first += atOnce) {
        std::uint32_t found = 0;
        for (std::uint32_t i = 0; i < atOnce; ++i)
            found |= static_cast<std::uint32_t>(slots[first + i] == slot);
        if (found == 0)
            continue;
        const auto at = std::find(slots.begin() + first, slots.begin() + first + atOnce, slot);
        return number * blockSize + static_cast<std::uint32_t>(at - slots.begin());
    }
    assert(false);
    return number * blockSize;
}

std::uint32_t BlockList::leafFor(std::uint64_t key)
{
    const auto after = std::upper_bound(m_sorted.begin(), m_sorted.end(), key,
                                        [this](std::uint64_t k, std::uint32_t leaf) { return k < m_leaves[leaf].low; });
    if (after != m_sorted.begin() && key < m_leaves[*std::prev(after)].end)
        return *std::prev(after);
    // The first of its group.
    const auto leaf = static_cast<std::uint32_t>(m_leaves.size());
    m_sorted.insert(after, leaf);
    m_leaves.push_back({SpatialKeys::groupOfKey(key) << 32, endOfGroup(key)});
    return leaf;
}

std::uint32_t BlockList::addBlock(std::uint32_t leaf)
{
    const std::uint32_t number = blockCount();
    m_blocks.push_back(std::make_shared<SpatialBlock>());
    m_blocks.back()->octave = static_cast<std::uint8_t>(SpatialKeys::octaveOfKey(m_leaves[leaf].low));
    m_fresh.push_back(1);
    m_leafOf.push_back(leaf);
    m_nextOf.push_back(noBlock);
    Leaf& at = m_leaves[leaf];
    (at.first == noBlock ? at.first : m_nextOf[at.last]) = number;
    at.last = number;
    m_sequenceStale = true;
    return number;
}

SpatialBlock& BlockList::writable(std::uint32_t block)
{
    if (m_fresh[block] == 0) {
        m_blocks[block] = std::make_shared<SpatialBlock>(*m_blocks[block]);
        m_fresh[block] = 1;
    }
    return *m_blocks[block];
}

void BlockList::insert(Entry entry)
{
    assert(!holds(entry.slot));
    const std::uint32_t leaf = leafFor(entry.key);
    std::uint32_t number = m_leaves[leaf].first;
    while (number != noBlock && m_blocks[number]->count == blockSize)
        number = m_nextOf[number];
    if (number == noBlock)
        number = addBlock(leaf);
    SpatialBlock& block = writable(number);
    const std::uint32_t place = number * blockSize + block.count;
    block.slots[block.count++] = entry.slot;
    m_blockOf.set(entry.slot, number);
    m_dirt.push_back({place, 1});
    ++m_size;
}

void BlockList::remove(Slot slot)
{
    assert(holds(slot));
    const std::uint32_t place = placeOf(slot);
    m_blockOf.clear(slot);
    SpatialBlock& block = writable(place / blockSize);
    const Slot last = block.slots[--block.count];
    --m_size;
    if (block.padded)
        m_dirt.push_back({place / blockSize * blockSize + block.count, 1});
    if (last == slot)
        return;
    block.slots[place % blockSize] = last;
    m_dirt.push_back({place, 1});
}

void BlockList::setBounds(std::uint32_t block, const Box& bounds, float largestRadius)
{
    if (m_blocks[block]->bounds == bounds && m_blocks[block]->largestRadius == largestRadius)
        return;
    SpatialBlock& changed = writable(block);
    changed.bounds = bounds;
    changed.largestRadius = largestRadius;
}

void BlockList::grow(Slot slot, const Box& covered, float radius)
{
    const std::uint32_t block = m_blockOf.of(slot);
    Box bounds = m_blocks[block]->bounds;
    bounds.add(covered);
    setBounds(block, bounds, std::max(radius, m_blocks[block]->largestRadius));
}

SpatialOrder BlockList::publish()
{
    if (std::exchange(m_sequenceStale, false)) {
        m_sequence.clear();
        for (const std::uint32_t leaf : m_sorted) {
            for (std::uint32_t block = m_leaves[leaf].first; block != noBlock; block = m_nextOf[block])
                m_sequence.push_back(block);
        }
    }
    SpatialOrder order;
    order.blocks.assign(m_blocks.begin(), m_blocks.end());
    order.sequence = m_sequence;
    order.elements = m_size;
    for (const auto& block : m_blocks)
        order.octaves = std::max(order.octaves, static_cast<std::uint8_t>(block->octave + 1));
    std::fill(m_fresh.begin(), m_fresh.end(), 0);
    return order;
}

std::vector<SlotRange> BlockList::takeDirt()
{
    normalize(m_dirt);
    bound(m_dirt);
    return std::exchange(m_dirt, {});
}

} // namespace weir::scene
