// What a hand does to the view: pointer, wheel and keys. The rest of GraphView is in graph_view.cpp and its neighbours.
#include "ui/graph/graph_view.h"
#include <QtGui/QCursor>
#include <QtGui/QGuiApplication>
#include <QtGui/QHoverEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QStyleHints>
#include <QtGui/QWheelEvent>
#include <cmath>

namespace weir::ui {

namespace {

constexpr double keyPan = 64;                 // item pixels
constexpr double wheelStep = 1.2;             // zoom a notch

} // namespace

void GraphView::mousePressEvent(QMouseEvent* event)
{
    forceActiveFocus(Qt::MouseFocusReason);
    event->accept();
    if (event->button() != Qt::LeftButton) {
        if (!m_pressed)
            event->button() == Qt::BackButton ? goBack() : goForward();
        return;
    }
    m_pressed = true;
    m_dragging = false;
    m_pressedAt = m_draggedTo = event->position();
    endGesture();
    if (event->modifiers().testFlag(Qt::ControlModifier))
        m_gesture.emplace(RegionGesture::Shape::Lasso, event->position());
    else if (event->modifiers().testFlag(Qt::ShiftModifier))
        m_gesture.emplace(RegionGesture::Shape::Rectangle, event->position());
    else
        holdNode(event->position());
}

void GraphView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_pressed)
        return;
    const QPointF away = event->position() - m_pressedAt;
    if (!m_dragging && std::hypot(away.x(), away.y()) < QGuiApplication::styleHints()->startDragDistance())
        return;
    if (!m_dragging) {
        m_dragging = true;
        setHovered({}, event->position());
        setCursor(m_gesture ? Qt::CrossCursor : Qt::ClosedHandCursor);
    }
    if (m_gesture) {
        m_gesture->moveTo(event->position());
        Q_EMIT regionOutlineChanged();
        return;
    }
    if (m_draggedNode != noSlot)
        return dragNode(event->position());
    const QPointF step = event->position() - m_draggedTo;
    m_draggedTo = event->position();
    panBy(step.x(), step.y());
}

void GraphView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (m_pressed && !m_dragging)
        setSelected(elementAt(event->position()), event->position());
    else if (m_pressed && m_gesture)
        selectInside(m_gesture->outline());
    m_pressed = m_dragging = false;
    m_draggedNode = noSlot;
    endGesture();
    unsetCursor();
}

void GraphView::mouseUngrabEvent()
{
    endGesture();
    m_pressed = m_dragging = false;
    m_draggedNode = noSlot;
    unsetCursor();
}

void GraphView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return mousePressEvent(event);   // two places at once
    const Element element = elementAt(event->position());
    const scene::WorldPoint world = m_camera.worldFromItem({event->position().x(), event->position().y()});
    if (element.kind == Node)
        centerOn(element.slot);
    else
        jumpTo(m_camera.centredOn(world));
}

void GraphView::hoverEnterEvent(QHoverEvent* event)
{
    // A window that opens under a resting pointer is entered as well, and nobody pointed at anything.
    m_enteredAt = mapToScene(event->position());
    event->ignore();
}

void GraphView::hoverMoveEvent(QHoverEvent* event)
{
    // The window repeats the last position after frames: only another one is a movement.
    if (!m_pointerInside && mapToScene(event->position()) == m_enteredAt)
        return event->ignore();
    m_pointerInside = true;
    if (!m_dragging)
        hoverAt(event->position());
    event->ignore();
}

void GraphView::hoverLeaveEvent(QHoverEvent* event)
{
    m_pointerInside = false;
    setHovered({}, event->position());
}

void GraphView::wheelEvent(QWheelEvent* event)
{
    const double notches = event->angleDelta().y() / 120.0;
    if (notches != 0 && !m_gesture)   // the line stands on the picture as it was
        zoomAt(event->position(), std::pow(wheelStep, notches));
    event->accept();
}

void GraphView::keyPressEvent(QKeyEvent* event)
{
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const auto arrow = [this, shift](double dx, double dy) {
        if (shift)
            panBy(-dx * keyPan, -dy * keyPan);
        else
            walk(dx, dy);
    };
    if (event->matches(QKeySequence::SelectAll))
        return selectAllInView();
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return event->ignore();
    switch (event->key()) {
    case Qt::Key_F: return fit();
    case Qt::Key_U: return shift ? unpinAll() : unpinSelected();
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoomBy(wheelStep);
    case Qt::Key_Minus: return zoomBy(1 / wheelStep);
    case Qt::Key_Left: return arrow(-1, 0);
    case Qt::Key_Right: return arrow(1, 0);
    case Qt::Key_Up: return arrow(0, -1);
    case Qt::Key_Down: return arrow(0, 1);
    case Qt::Key_Escape:
        if (m_gesture) {
            m_pressed = m_dragging = false;
            unsetCursor();
            return endGesture();
        }
        if (m_selected.kind == Nothing && !m_selectedSet)
            return event->ignore();
        return clearSelection();
    default: event->ignore();
    }
}

void GraphView::walk(double dx, double dy)
{
    if (m_selected.kind != Node || !m_around || !m_scene) {
        panBy(-dx * keyPan, -dy * keyPan);
        return;
    }
    const Slot next = scene::neighbourTowards(*m_scene, m_selected.slot, *m_around, dx, dy);
    if (next == noSlot)
        return;
    selectNode(next);
    const scene::Point at = m_scene->position(next);
    const scene::ItemPoint item = m_camera.itemFromWorld({at.x, at.y});
    if (item.x < 0 || item.y < 0 || item.x > width() || item.y > height())
        centerOn(next);
}

} // namespace weir::ui
