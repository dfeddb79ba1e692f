#include "ui/look/category_counts.h"

#include <algorithm>

namespace weir::ui {

void CategoryCounts::count(const scene::Scene& scene)
{
    const std::size_t pageCount = scene.styles.size();
    for (std::size_t number = pageCount; number < m_pages.size(); ++number)
        add(m_pages[number], -1);
    m_pages.resize(pageCount);

    for (std::size_t number = 0; number < pageCount; ++number) {
        const std::uint64_t first = std::uint64_t{number} * scene::pageSize;
        const std::uint64_t used = scene.nodeSlots > first ? scene.nodeSlots - first : 0;
        const Page page{.counted = scene.styles[number],
                        .nodes = static_cast<std::uint32_t>(std::min<std::uint64_t>(used, scene::pageSize))};
        if (m_pages[number].counted == page.counted && m_pages[number].nodes == page.nodes)
            continue;
        add(m_pages[number], -1);
        add(page, 1);
        m_pages[number] = page;
    }
}

void CategoryCounts::add(const Page& page, int sign)
{
    if (!page.counted)
        return;
    for (std::uint32_t i = 0; i < page.nodes; ++i) {
        const scene::NodeStyle& style = page.counted->styles[i];
        if (!style.live)
            continue;
        if (style.category >= m_totals.size())
            m_totals.resize(std::size_t{style.category} + 1);
        m_totals[style.category] += static_cast<std::uint64_t>(static_cast<std::int64_t>(sign));
    }
}

} // namespace weir::ui
