#pragma once
#include "base/ids.h"
#include "layout/point.h"
#include "scene/scene.h"
#include <array>
#include <memory>
#include <span>
#include <vector>

namespace weir::pipeline {

/// Where the layout put the nodes; by slot of the scene, of the generations it knew. Immutable, and in pages: one in which nothing
/// moved is shared with the places before, so whoever has taken those need not look into it. May be read by any thread.
class LayoutPlaces final {
public:
    struct Page {
        std::array<scene::Point, scene::pageSize> points{};
        std::array<Generation, scene::pageSize> generations{};     // 0: the layout does not know this slot
    };

    LayoutPlaces() = default;
    /// Of the slots from 0; `points` has at least as many as `generations`. Shares the pages of `before` in which nothing differs.
    LayoutPlaces(std::span<const layout::Point> points, std::span<const Generation> generations, const LayoutPlaces& before);

    [[nodiscard]] std::size_t slots() const noexcept { return m_slots; }
    [[nodiscard]] bool has(Slot node, Generation generation) const
    {
        return node < m_slots && m_pages[node / scene::pageSize]->generations[node % scene::pageSize] == generation;
    }
    /// `node` is below slots().
    [[nodiscard]] scene::Point point(Slot node) const { return m_pages[node / scene::pageSize]->points[node % scene::pageSize]; }
    /// How many pages are not those of the places before.
    [[nodiscard]] std::size_t freshPages() const noexcept { return m_freshPages; }
    [[nodiscard]] std::span<const std::shared_ptr<const Page>> pages() const noexcept { return m_pages; }

private:
    std::vector<std::shared_ptr<const Page>> m_pages;
    std::size_t m_slots = 0;
    std::size_t m_freshPages = 0;
};

} // namespace weir::pipeline
