#pragma once
#include "base/ids.h"
#include "graph/columns/page.h"
#include <array>
#include <bitset>
#include <vector>

namespace weir::graph {

inline constexpr float usualWeight = 1;   ///< of an edge of which nothing else was said

/// The nodes at the ends of an edge, as PageNumbering numbers them.
struct EdgeEnds {
    Slot source = noSlot;        ///< noSlot: the slot is free
    Slot target = noSlot;

    bool operator==(const EdgeEnds&) const = default;
};

/// What of consecutive edges is both kept and drawn. Never written again once it is shared.
struct EdgePage {
    std::array<EdgeEnds, pageSize> edges;
    std::bitset<pageSize> directed;

    [[nodiscard]] float weight(std::uint32_t at) const { return m_weights.empty() ? usualWeight : m_weights[at]; }
    void setWeight(std::uint32_t at, float weight)
    {
        if (m_weights.empty() && weight == usualWeight)
            return;
        if (m_weights.empty())
            m_weights.assign(pageSize, usualWeight);
        m_weights[at] = weight;
    }

private:
    std::vector<float> m_weights;   // empty: all are usual, as in most graphs
};

} // namespace weir::graph
