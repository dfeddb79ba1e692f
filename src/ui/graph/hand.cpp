#include "ui/graph/hand.h"
#include <cmath>
#include <QtGui/QCursor>
#include <QtGui/QGuiApplication>
#include <QtGui/QHoverEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QStyleHints>
#include <QtGui/QWheelEvent>
#include <utility>

namespace weir::ui {

namespace {

constexpr double keyPan = 64;   // item pixels

}   // namespace

Hand::Hand(QQuickItem& item, Reach reach) : m_item(item), m_reach(std::move(reach)) {}

// The pointer ---------------------------------------------------------------------------------------------------------

void Hand::press(QMouseEvent* event)
{
    m_item.forceActiveFocus(Qt::MouseFocusReason);
    event->accept();
    if (event->button() != Qt::LeftButton) {
        if (!m_pressed)
            event->button() == Qt::BackButton ? m_reach.camera.goBack() : m_reach.camera.goForward();
        return;
    }
    m_pressed = true;
    m_dragging = false;
    m_pressedAt = m_draggedTo = event->position();
    endGesture();
    if (event->modifiers().testFlag(Qt::ControlModifier))
        beginGesture(RegionGesture::Shape::Lasso, event->position());
    else if (event->modifiers().testFlag(Qt::ShiftModifier))
        beginGesture(RegionGesture::Shape::Rectangle, event->position());
    else
        gripNode(event->position());
}

void Hand::move(QMouseEvent* event)
{
    if (!m_pressed)
        return;
    const QPointF away = event->position() - m_pressedAt;
    if (!m_dragging && std::hypot(away.x(), away.y()) < QGuiApplication::styleHints()->startDragDistance())
        return;
    if (!m_dragging) {
        m_dragging = true;
        pointAt({}, event->position());
        m_item.setCursor(m_gesture ? Qt::CrossCursor : Qt::ClosedHandCursor);
    }
    if (m_gesture) {
        m_gesture->moveTo(event->position());
        Q_EMIT outlineChanged();
        return;
    }
    if (m_carried != noSlot)
        return carryNode(event->position());
    const QPointF step = event->position() - m_draggedTo;
    m_draggedTo = event->position();
    m_reach.camera.panBy(step.x(), step.y());
}

void Hand::release(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (m_pressed && !m_dragging)
        click(event);
    else if (m_pressed && m_gesture)
        Q_EMIT regionDrawn(m_gesture->outline());
    lose();
}

void Hand::click(QMouseEvent* event)
{
    const Element element = m_reach.elementAt(event->position());
    const auto scene = m_reach.scene();
    if (event->modifiers().testFlag(Qt::ControlModifier) && scene)
        m_reach.selection.toggle(element, scene);
    else if (event->modifiers().testFlag(Qt::ShiftModifier) && scene)
        m_reach.selection.add(element, scene);
    else
        m_reach.selection.select(element);
}

void Hand::lose()
{
    endGesture();
    letGo();
}

void Hand::letGo()
{
    m_pressed = m_dragging = false;
    m_carried = noSlot;
    m_item.unsetCursor();
}

void Hand::doubleClick(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return press(event);   // two places at once
    const Element element = m_reach.elementAt(event->position());
    const auto scene = m_reach.scene();
    if (element.isNode() && scene && scene->drawn(element.slot)) {
        const scene::Point at = scene->position(element.slot);
        m_reach.camera.lookAt({at.x, at.y}, CameraHistory::Move::Jump);
    } else {
        m_reach.camera.lookAt(m_reach.camera.worldAt(event->position()), CameraHistory::Move::Jump);
    }
}

void Hand::beginGesture(RegionGesture::Shape shape, QPointF position)
{
    m_gesture.emplace(shape, position);
    m_reach.camera.setHeld(true);
}

void Hand::endGesture()
{
    if (!m_gesture)
        return;
    m_gesture.reset();
    m_reach.camera.setHeld(false);
    Q_EMIT outlineChanged();
}

void Hand::gripNode(QPointF position)
{
    m_carried = noSlot;
    const auto scene = m_reach.scene();
    const Element element = m_reach.elementAt(position);
    if (!scene || !element.isNode() || !Pins::movable(*scene, element.slot))
        return;
    m_carried = element.slot;
    m_gripAside = position - m_reach.camera.itemAt(scene->position(element.slot));
}

void Hand::carryNode(QPointF position)
{
    const auto scene = m_reach.scene();
    if (!Pins::movable(*scene, m_carried))   // gone meanwhile: the hand is empty
        return letGo();
    m_reach.camera.stopFollowing();   // a picture that is fitted again would move under the hand
    m_reach.pins.put(*scene, m_carried, m_reach.camera.worldAt(position - m_gripAside));
}

// Pointing ------------------------------------------------------------------------------------------------------------

void Hand::enter(QHoverEvent* event)
{
    // A window that opens under a resting pointer is entered as well, and nobody pointed at anything.
    m_enteredAt = m_item.mapToScene(event->position());
    event->ignore();
}

void Hand::hover(QHoverEvent* event)
{
    event->ignore();
    // The window repeats the last position after frames: only another one is a movement.
    if (!m_inside && m_item.mapToScene(event->position()) == m_enteredAt)
        return;
    m_inside = true;
    if (!m_dragging)
        pointAt(m_reach.elementAt(event->position()), event->position());
}

void Hand::leave(QHoverEvent* event)
{
    m_inside = false;
    pointAt({}, event->position());
}

void Hand::lookAgain()
{
    if (m_inside && !m_dragging)
        pointAt(m_reach.elementAt(m_pointer), m_pointer);
}

void Hand::forgetGraph() { pointAt({}, m_pointer); }

void Hand::pointAt(const Element& element, QPointF position)
{
    const bool another = std::exchange(m_pointedAt, element) != element;
    m_pointer = position;
    if (another)
        Q_EMIT pointed();
    if (another || !element.isNothing())
        Q_EMIT pointerMoved();
}

// Wheel and keys ------------------------------------------------------------------------------------------------------

void Hand::turnWheel(QWheelEvent* event)
{
    const double notches = event->angleDelta().y() / 120.0;
    if (notches != 0 && !m_gesture)   // the line stands on the picture as it was
        m_reach.camera.zoomAt(event->position(), std::pow(ViewCamera::zoomStep, notches));
    event->accept();
}

void Hand::pressKey(QKeyEvent* event)
{
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const auto arrow = [this, shift](double dx, double dy) {
        if (shift)
            m_reach.camera.panBy(-dx * keyPan, -dy * keyPan);
        else
            walk(dx, dy);
    };
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return event->ignore();
    switch (event->key()) {
        case Qt::Key_Left:
            return arrow(-1, 0);
        case Qt::Key_Right:
            return arrow(1, 0);
        case Qt::Key_Up:
            return arrow(0, -1);
        case Qt::Key_Down:
            return arrow(0, 1);
        case Qt::Key_Escape:
            return escape(event);
        default:
            event->ignore();
    }
}

void Hand::escape(QKeyEvent* event)
{
    if (m_gesture) {
        m_pressed = m_dragging = false;
        m_item.unsetCursor();
        return endGesture();
    }
    if (m_reach.selection.isNothing())
        return event->ignore();
    m_reach.selection.clear();
}

void Hand::walk(double dx, double dy)
{
    const Selection& selection = m_reach.selection;
    const auto scene = m_reach.scene();
    if (!selection.element().isNode() || !selection.around() || !scene) {
        m_reach.camera.panBy(-dx * keyPan, -dy * keyPan);
        return;
    }
    const Slot next = scene::neighbourTowards(*scene, selection.element().slot, *selection.around(), dx, dy);
    if (next == noSlot)
        return;
    selectNode(next);
    const scene::Point place = scene->position(next);
    const QPointF at = m_reach.camera.itemAt(place);
    if (!m_item.contains(at))
        m_reach.camera.lookAt({place.x, place.y}, CameraHistory::Move::Jump);
}

void Hand::selectNode(Slot node)
{
    const auto scene = m_reach.scene();
    if (const Element element = scene ? Element::node(*scene, node) : Element(); !element.isNothing())
        m_reach.selection.select(element);
}

}   // namespace weir::ui
