#include "pipeline/file/shown_cursor.h"
#include <utility>

namespace weir::pipeline {

namespace {

std::vector<format::CursorColumn> atRest(std::span<const format::CursorColumn> columns)
{
    std::vector<format::CursorColumn> rest(columns.begin(), columns.end());
    for (format::CursorColumn& column : rest)
        column.inMotion = false;
    return rest;
}

} // namespace

ShownCursor::ShownCursor(const graph::GraphStore& store, const ExportChoice& choice, graph::PageNumbering nodes, graph::PageNumbering edges,
                         Places places, Values values)
    : m_choice(choice),
      m_nodes(std::move(nodes)),
      m_edges(std::move(edges)),
      m_places(places),
      m_store(store, values, wanted()),
      m_nodeColumns(atRest(m_store.columns(ElementKind::Node))),
      m_edgeColumns(atRest(m_store.columns(ElementKind::Edge)))
{}

format::StoreCursor::Wanted ShownCursor::wanted() const
{
    if (m_choice.isEverything())
        return {};
    return [this](Slot node) { return m_choice.hasNode(m_nodes.dense(node)); };
}

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
