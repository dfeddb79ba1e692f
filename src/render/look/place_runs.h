#pragma once
#include "scene/index/spatial_index.h"
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace weir::render {

/// Consecutive places of elements.
struct PlaceRun {
    std::uint32_t first = 0, count = 0;
    bool operator==(const PlaceRun&) const = default;
};

/// What is to be drawn of a list of blocks, handed out in parts: as few runs as there can be, in the list's order. A value.
class PlaceRuns final {
public:
    PlaceRuns() = default;
    PlaceRuns(const scene::SpatialOrder& order, std::span<const std::uint32_t> blocks)
    {
        for (const std::uint32_t number : blocks) {
            const scene::SpatialBlock& block = *order.blocks[number];
            const std::uint32_t first = number * scene::blockSize;
            // What lies between two padded blocks is drawn as nothing, which is cheaper than a draw of its own.
            if (m_joins && block.padded && m_runs.back().first + m_runs.back().count <= first
                && m_lastBlock + 1 == number) {
                m_runs.back().count = first + block.count - m_runs.back().first;
            } else {
                m_runs.push_back({first, block.count});
            }
            m_joins = block.padded;
            m_lastBlock = number;
        }
        for (const PlaceRun& run : m_runs)
            m_left += run.count;
        m_all = m_left;
    }

    [[nodiscard]] std::uint32_t left() const { return m_left; }   ///< places that were not taken
    [[nodiscard]] std::uint32_t all() const { return m_all; }

    /// The next runs of at most `most` places in all.
    [[nodiscard]] std::vector<PlaceRun> take(std::uint32_t most)
    {
        std::vector<PlaceRun> taken;
        while (most > 0 && m_next < m_runs.size()) {
            PlaceRun& run = m_runs[m_next];
            const std::uint32_t count = std::min(run.count, most);
            taken.push_back({run.first, count});
            run.first += count;
            run.count -= count;
            most -= count;
            m_left -= count;
            m_next += run.count == 0 ? 1 : 0;
        }
        return taken;
    }

private:
    std::vector<PlaceRun> m_runs;
    std::size_t m_next = 0;
    std::uint32_t m_left = 0, m_all = 0, m_lastBlock = 0;
    bool m_joins = false;
};

} // namespace weir::render
