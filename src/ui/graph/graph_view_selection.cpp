// What is under the pointer and what is selected. The rest of GraphView is in graph_view.cpp and its neighbours.
#include "ui/words/figures.h"
#include "ui/graph/graph_view.h"
#include <utility>

namespace weir::ui {

namespace {

constexpr double nodeReach = 6;               // how far from an element the pointer still means it, item pixels
constexpr double edgeReach = 4;

} // namespace

GraphView::Element GraphView::elementAt(QPointF position) const
{
    if (!m_pickIndex)
        return {};
    const scene::WorldPoint world = m_camera.worldFromItem({position.x(), position.y()});
    const scene::Point at{static_cast<float>(world.x), static_cast<float>(world.y)};
    // Where too many edges are in view they are lines, however close it is.
    const double closeness = m_report.strokes ? scene::closenessFor(nodeRadius()) : 0;
    const scene::PickView view{m_camera.scale(), nodeRadius(), {closeness, m_style.curvedEdges}};
    if (const Slot node = m_pickIndex->nearestNode(at, nodeReach, view); node != noSlot)
        return {Node, node};
    if (const Slot edge = m_pickIndex->nearestEdge(at, edgeReach, view); edge != noSlot)
        return {Edge, edge};
    return {};
}

void GraphView::hoverAt(QPointF position) { setHovered(elementAt(position), position); }

void GraphView::setHovered(Element element, QPointF position)
{
    const bool changed = element != m_hovered;
    m_hovered = element;
    m_hoverPosition = position;
    if (changed) {
        update();
        Q_EMIT hovered(element.kind, element.slot, position);
    }
    if (changed || element.kind != Nothing)
        Q_EMIT hoverChanged();
}

void GraphView::setSelected(Element element, QPointF position)
{
    selectSet(nullptr);
    if (element == m_selected)
        return;
    const Element before = std::exchange(m_selected, element);
    m_around.reset();
    if (element.kind == Node)
        lookAroundSelection();
    update();
    if (before.slot != element.slot)
        Q_EMIT selectedSlotChanged();
    if (before.kind != element.kind)
        Q_EMIT selectedKindChanged();
    Q_EMIT selected(element.kind, element.slot, position);
}

void GraphView::selectSet(std::shared_ptr<const scene::ElementSet> set)
{
    if (set && set->empty())
        set.reset();
    if (set == m_selectedSet)
        return;
    m_selectedSet = std::move(set);
    m_setScene = m_selectedSet ? m_scene : nullptr;
    update();
    Q_EMIT selectedSetChanged();
}

QString GraphView::selectedSetText() const
{
    if (!m_selectedSet)
        return {};
    const auto words = [](int count, const QString& one, const QString& many) { return countedText(static_cast<std::uint64_t>(count), one, many); };
    return tr("%1 and %2 selected").arg(words(selectedNodes(), tr("node"), tr("nodes")), words(selectedEdges(), tr("edge"), tr("edges")));
}

void GraphView::selectInside(const QPolygonF& outline)
{
    if (!m_indexed.index)
        return;
    std::vector<scene::Point> corners;
    for (const QPointF& corner : outline) {
        const scene::WorldPoint world = m_camera.worldFromItem({corner.x(), corner.y()});
        corners.push_back({static_cast<float>(world.x), static_cast<float>(world.y)});
    }
    m_worker.select(m_indexed.update.scene, m_indexed.index, scene::Region(std::move(corners)));
}

void GraphView::selectAllInView() { selectInside(QPolygonF({{0, 0}, {width(), 0}, {width(), height()}, {0, height()}})); }

void GraphView::selectFound(lens::PickWorker::Found found)
{
    if (!m_scene || found.scene->epochVersion != m_scene->epochVersion)
        return;
    setSelected({}, {});
    selectSet(std::move(found.set));
    if (m_selectedSet)
        m_setScene = std::move(found.scene);
}

void GraphView::keepSet()
{
    if (m_selectedSet && m_setScene && m_setScene->structureVersion != m_scene->structureVersion)
        m_worker.keep(m_selectedSet, m_setScene, m_scene);
}

void GraphView::onKept(lens::PickWorker::Kept kept)
{
    if (kept.before != m_selectedSet)
        return;   // another one was selected meanwhile
    selectSet(std::move(kept.now.set));
    if (m_selectedSet)
        m_setScene = std::move(kept.now.scene);
}

void GraphView::endGesture()
{
    if (!m_gesture)
        return;
    m_gesture.reset();
    Q_EMIT regionOutlineChanged();
}

void GraphView::clearSelection() { setSelected({}, {}); }

void GraphView::selectNode(double slot)
{
    const auto node = static_cast<Slot>(slot);
    if (!m_scene || slot < 0 || node >= m_scene->nodeSlots || !m_scene->style(node).live)
        return;
    const scene::Point at = m_scene->position(node);
    const scene::ItemPoint item = m_camera.itemFromWorld({at.x, at.y});
    setSelected({Node, node}, {item.x, item.y});
}

} // namespace weir::ui
