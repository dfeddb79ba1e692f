#include "pipeline/layout/layout_places.h"
#include <algorithm>

namespace weir::pipeline {

using scene::pageSize;

namespace {

bool equal(const LayoutPlaces::Page& a, const LayoutPlaces::Page& b)
{
    const auto samePlace = [](scene::Point one, scene::Point other) { return one.x == other.x && one.y == other.y; };
    return a.generations == b.generations && std::ranges::equal(a.points, b.points, samePlace);
}

} // namespace

LayoutPlaces::LayoutPlaces(std::span<const layout::Point> points, std::span<const Generation> generations, const LayoutPlaces& before)
    : m_slots(generations.size())
{
    m_pages.reserve(m_slots / pageSize + 1);
    Page page;
    for (std::size_t first = 0; first < m_slots; first += pageSize) {
        const std::size_t count = std::min<std::size_t>(pageSize, m_slots - first);
        if (count < pageSize)
            page = {};
        for (std::size_t i = 0; i < count; ++i) {
            page.points[i] = {points[first + i].x, points[first + i].y};
            page.generations[i] = generations[first + i];
        }
        const std::size_t number = m_pages.size();
        const bool same = number < before.m_pages.size() && equal(*before.m_pages[number], page);
        m_freshPages += same ? 0 : 1;
        m_pages.push_back(same ? before.m_pages[number] : std::make_shared<const Page>(page));
    }
}

} // namespace weir::pipeline
