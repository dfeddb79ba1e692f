#pragma once
#include "base/ids.h"
#include <vector>

namespace weir::graph {

/// Gives out slots with their generation and takes them back; a slot taken back is given out again, last in first out.
/// Whoever numbers a graph's elements (a source) keeps one for the nodes and one for the edges. Not thread-safe.
class SlotPool final {
public:
    struct Birth {
        Slot slot;
        Generation generation;   ///< odd
    };

    [[nodiscard]] Birth take()
    {
        if (m_free.empty()) {
            m_generations.push_back(0);
            m_free.push_back(static_cast<Slot>(m_generations.size() - 1));
        }
        const Slot slot = m_free.back();
        m_free.pop_back();
        return {slot, ++m_generations[slot]};
    }

    /// `slot` must be live.
    void give(Slot slot)
    {
        ++m_generations[slot];
        m_free.push_back(slot);
    }

    [[nodiscard]] Generation generation(Slot slot) const { return m_generations[slot]; }
    [[nodiscard]] std::size_t liveCount() const { return m_generations.size() - m_free.size(); }
    /// One more than the highest slot ever given out.
    [[nodiscard]] std::size_t extent() const { return m_generations.size(); }

private:
    std::vector<Generation> m_generations;
    std::vector<Slot> m_free;
};

} // namespace weir::graph
