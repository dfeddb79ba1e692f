#include "pipeline/columns/edge_filter.h"
#include <utility>

namespace weir::pipeline {

using scene::pageSize;

void EdgeFilter::setSettings(const std::vector<ColumnFilter>& filters, scene::Standing failing)
{
    const bool same = filters == m_filters && (failing == m_failing || filters.empty());
    m_failing = failing;
    if (same)
        return;
    m_filters = filters;
    m_adopted = false;
    m_next = 0;
    m_end = allPages;
}

void EdgeFilter::startOver()
{
    m_adopted = false;
    m_next = m_end = 0;
    m_left = 0;
}

void EdgeFilter::begin(const graph::Schema& schema)
{
    if (!std::exchange(m_adopted, true))
        m_tests.set(m_filters, ElementKind::Edge, schema);
}

void EdgeFilter::visitDue(const scene::Scene& scene, const std::function<void(Slot)>& visit)
{
    const std::size_t pages = (scene.edgeSlots + pageSize - 1) / pageSize;
    m_end = std::min(m_end, pages);   // those that came meanwhile were looked at as they came
    const std::size_t until = std::min(m_end, m_next + pagesAtOnce);
    const Slot end = std::min(scene.edgeSlots, static_cast<Slot>(until * pageSize));
    for (auto edge = static_cast<Slot>(m_next * pageSize); edge < end; ++edge) {
        if (scene.edge(edge).source != noSlot)
            visit(edge);
    }
    m_next = until;
    if (m_next == m_end)
        m_next = m_end = 0;
}

} // namespace weir::pipeline
