// Nodes that a hand moves. The rest of GraphView is in graph_view.cpp and its neighbours.
#include "ui/graph/graph_view.h"
#include <utility>

namespace weir::ui {

bool GraphView::movable(Slot node) const
{
    return m_scene && m_scene->drawn(node) && !m_scene->style(node).fromSource;
}

void GraphView::holdNode(QPointF position)
{
    m_draggedNode = noSlot;
    const Element element = elementAt(position);
    if (element.kind != Node || !movable(element.slot))
        return;
    m_draggedNode = element.slot;
    const scene::Point at = m_scene->position(element.slot);
    const scene::ItemPoint item = m_camera.itemFromWorld({at.x, at.y});
    m_heldAside = position - QPointF(item.x, item.y);
}

void GraphView::dragNode(QPointF position)
{
    if (!movable(m_draggedNode)) {   // gone meanwhile, or its source placed it: the hand is empty
        m_draggedNode = noSlot;
        m_pressed = m_dragging = false;
        unsetCursor();
        return;
    }
    if (std::exchange(m_following, false))   // a picture that is fitted again would move under the hand
        Q_EMIT cameraChanged();
    const QPointF item = position - m_heldAside;
    const scene::WorldPoint world = m_camera.worldFromItem({item.x(), item.y()});
    m_pinned.add(m_draggedNode, m_scene->style(m_draggedNode).generation);
    Q_EMIT pinWanted(m_draggedNode, {static_cast<float>(world.x), static_cast<float>(world.y)});
    pinsChanged();
}

void GraphView::unpin(Slot node)
{
    if (m_pinned.remove(node))
        Q_EMIT unpinWanted(node);
}

void GraphView::unpinSelected()
{
    if (!selectedPinned())
        return;
    unpin(m_selected.slot);
    pinsChanged();
}

void GraphView::unpinAll()
{
    if (m_pinned.size() == 0)
        return;
    const auto pinned = m_pinned.list();
    for (const render::PinnedNode& each : *pinned)
        unpin(each.node);
    pinsChanged();
}

void GraphView::forgetGonePins()
{
    if (m_pinned.forgetGone(*m_scene))
        pinsChanged();
}

void GraphView::pinsChanged()
{
    update();   // they bear badges
    Q_EMIT pinnedChanged();
}

} // namespace weir::ui
