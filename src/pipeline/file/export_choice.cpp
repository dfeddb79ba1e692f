#include "pipeline/file/export_choice.h"
#include <utility>

namespace weir::pipeline {

using scene::Standing;

ExportChoice::ExportChoice(std::shared_ptr<const scene::Scene> scene, ExportPart part, const ExportSelection& selection)
    : m_scene(std::move(scene)), m_part(part)
{
    if (part != ExportPart::Selection || !selection.elements || selection.epochVersion != m_scene->epochVersion)
        return;
    m_nodes.resize(m_scene->nodeSlots);
    for (const Slot node : selection.elements->nodes) {
        if (node < m_scene->nodeSlots && m_scene->style(node).live)
            m_nodes[node] = true;
        else
            ++m_gone;
    }
    if (selection.elements->edges.empty())
        return;
    m_edges.resize(m_scene->edgeSlots);
    for (const Slot edge : selection.elements->edges) {
        if (!isLive(edge)) {
            ++m_gone;
            continue;
        }
        m_edges[edge] = true;
        m_nodes[m_scene->edge(edge).source] = m_nodes[m_scene->edge(edge).target] = true;
    }
}

bool ExportChoice::hasNode(Slot node) const
{
    if (m_part == ExportPart::Selection)
        return node < m_nodes.size() && m_nodes[node];
    if (node >= m_scene->nodeSlots || !m_scene->style(node).live)
        return false;
    return m_part == ExportPart::Everything || m_scene->style(node).standing == Standing::Shown;
}

bool ExportChoice::hasEdge(Slot edge) const
{
    if (!isLive(edge))
        return false;
    if (m_part == ExportPart::Shown)
        return m_scene->edgeStanding(edge) == Standing::Shown;
    if (m_part == ExportPart::Everything)
        return true;
    if (m_edges.empty())
        return hasNode(m_scene->edge(edge).source) && hasNode(m_scene->edge(edge).target);
    return m_edges[edge];
}

} // namespace weir::pipeline
