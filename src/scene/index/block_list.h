#pragma once
#include "scene/index/block_numbers.h"
#include "scene/index/spatial_index.h"
#include <cstdint>
#include <vector>

namespace weir::scene {

/// Keeps the blocks of one kind of element sorted by key while elements come, go and move. Sorted anew it is a list of
/// leaves, each some hundred elements with neighbouring keys; what comes later is added to the leaf it belongs to, which
/// gets more blocks as it fills up, so that nothing else moves. Not thread-safe.
class BlockList final {
public:
    struct Entry {
        std::uint64_t key = 0;   ///< as SpatialKeys makes it
        Slot slot = noSlot;
    };

    /// Forgets all and takes these; `slots` is one more than the highest that will be asked for soon.
    void rebuild(std::vector<Entry> entries, std::uint32_t slots);

    void insert(Entry entry);
    void remove(Slot slot);                  ///< that is held
    [[nodiscard]] bool holds(Slot slot) const { return m_blockOf.has(slot); }
    /// Says that what is drawn at the element's place is another than before, though it stays there.
    void markDirty(Slot slot) { m_dirt.push_back({placeOf(slot), 1}); }

    [[nodiscard]] std::uint32_t size() const { return m_size; }
    [[nodiscard]] std::uint32_t sortedSize() const { return m_sortedSize; }   ///< when it was sorted anew

    [[nodiscard]] std::uint32_t blockCount() const { return static_cast<std::uint32_t>(m_blocks.size()); }
    [[nodiscard]] const SpatialBlock& block(std::uint32_t number) const { return *m_blocks[number]; }
    [[nodiscard]] bool inRange(std::uint32_t block, std::uint64_t key) const
    {
        const Leaf& leaf = m_leaves[m_leafOf[block]];
        return key >= leaf.low && key < leaf.end;
    }
    void setBounds(std::uint32_t block, const Box& bounds, float largestRadius);
    /// Adds what a new element covers.
    void grow(Slot slot, const Box& covered, float radius);

    /// The list as it is now; the blocks are copied when they change again.
    [[nodiscard]] SpatialOrder publish();
    /// The places that changed since the last call.
    [[nodiscard]] std::vector<SlotRange> takeDirt();

private:
    static constexpr std::uint32_t leafSize = blockSize * 7 / 8;   // when sorted anew: there is room for more

    static constexpr std::uint32_t noBlock = ~0U;

    struct Leaf {
        std::uint64_t low = 0, end = 0;        // of its keys
        std::uint32_t first = noBlock, last = noBlock;   // of its blocks, which m_nextOf links: most have one
    };

    [[nodiscard]] std::uint32_t placeOf(Slot slot) const;
    [[nodiscard]] std::uint32_t leafFor(std::uint64_t key);
    [[nodiscard]] std::uint32_t addBlock(std::uint32_t leaf);
    [[nodiscard]] SpatialBlock& writable(std::uint32_t block);

    std::vector<std::shared_ptr<SpatialBlock>> m_blocks;
    std::vector<std::uint8_t> m_fresh;         // by block: not published yet
    std::vector<std::uint32_t> m_leafOf;       // by block
    std::vector<std::uint32_t> m_nextOf;       // by block: the next of its leaf, or none
    std::vector<Leaf> m_leaves;
    std::vector<std::uint32_t> m_sorted;       // leaves by key
    BlockNumbers m_blockOf;                    // by slot
    std::vector<SlotRange> m_dirt;             // places
    std::vector<std::uint32_t> m_sequence;
    bool m_sequenceStale = true;
    std::uint32_t m_size = 0, m_sortedSize = 0;
};

} // namespace weir::scene
