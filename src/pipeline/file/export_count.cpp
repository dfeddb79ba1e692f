#include "pipeline/file/export_count.h"
#include <algorithm>

namespace weir::pipeline {

namespace {

constexpr Slot slotsAtOnce = 4096;

} // namespace

void ExportCount::ask(std::uint64_t question, std::shared_ptr<const scene::Scene> scene, const ExportSelection& selection)
{
    m_counts = {};
    m_counts.question = question;
    m_everything.emplace(scene, ExportPart::Everything, ExportSelection());
    m_shown.emplace(scene, ExportPart::Shown, ExportSelection());
    m_selection.emplace(scene, ExportPart::Selection, selection);
    m_node = m_edge = 0;
    begin();
}

bool ExportCount::advance()
{
    const scene::Scene& scene = m_everything->scene();
    const Slot node = std::min(scene.nodeSlots, m_node + slotsAtOnce);
    for (; m_node < node; ++m_node) {
        m_counts.everything.nodes += m_everything->hasNode(m_node) ? 1 : 0;
        m_counts.shown.nodes += m_shown->hasNode(m_node) ? 1 : 0;
        m_counts.selection.nodes += m_selection->hasNode(m_node) ? 1 : 0;
    }
    const Slot edge = std::min(scene.edgeSlots, m_edge + slotsAtOnce);
    for (; m_edge < edge; ++m_edge) {
        m_counts.everything.edges += m_everything->hasEdge(m_edge) ? 1 : 0;
        m_counts.shown.edges += m_shown->hasEdge(m_edge) ? 1 : 0;
        m_counts.selection.edges += m_selection->hasEdge(m_edge) ? 1 : 0;
    }
    return m_node < scene.nodeSlots || m_edge < scene.edgeSlots;
}

void ExportCount::answer()
{
    m_everything.reset();
    m_shown.reset();
    m_selection.reset();
    Q_EMIT answered(m_counts);
}

} // namespace weir::pipeline
