#include "pipeline/file/shown_cursor.h"
#include <utility>

namespace weir::pipeline {

ShownCursor::ShownCursor(const graph::GraphStore& store, const ExportChoice& choice, graph::PageNumbering nodes, graph::PageNumbering edges,
                         Places places)
    : m_choice(choice),
      m_nodes(std::move(nodes)),
      m_edges(std::move(edges)),
      m_places(places),
      m_store(store, format::StoreCursor::Values::Written, choice.isEverything() ? format::StoreCursor::Wanted() : [this](Slot node) { return m_choice.hasNode(m_nodes.dense(node)); })
{}

bool ShownCursor::next(format::NodeRow& node)
{
    if (!m_store.next(node))
        return false;
    const Slot shown = m_places == Places::AsShown ? m_nodes.dense(node.slot) : noSlot;
    if (shown < m_choice.scene().nodeSlots && m_choice.scene().style(shown).placed) {
        const scene::Point at = m_choice.scene().position(shown);
        node.motion.positioned = true;
        node.motion.x = at.x;
        node.motion.y = at.y;
    }
    return true;
}

bool ShownCursor::next(format::EdgeRow& edge)
{
    while (m_store.next(edge)) {
        if (m_choice.isEverything() || m_choice.hasEdge(m_edges.dense(edge.slot)))
            return true;
    }
    return false;
}

} // namespace weir::pipeline
