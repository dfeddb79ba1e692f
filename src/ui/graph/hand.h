#pragma once
#include "ui/graph/pins.h"
#include "ui/graph/region_gesture.h"
#include "ui/graph/view_camera.h"
#include "ui/select/selection.h"
#include <functional>
#include <optional>
#include <QtCore/QPointF>
#include <QtQuick/QQuickItem>

namespace weir::ui {

/// What pointer, wheel, arrows and Escape do to a view: they move its camera, point, select, draw round what they mean and carry nodes. What else
/// keys do is said by the window (qml/window/Actions.qml). GUI thread.
class Hand final : public QObject {
    Q_OBJECT

public:
    /// What a hand moves and what it sees; all of it outlives the hand.
    struct Reach {
        ViewCamera& camera;
        Pins& pins;
        Selection& selection;
        std::function<std::shared_ptr<const scene::Scene>()> scene;   ///< newest; nullptr: none yet
        std::function<Element(QPointF)> elementAt;                    ///< item pixels
    };

    /// On this item, whose events it is given.
    Hand(QQuickItem& item, Reach reach);

    [[nodiscard]] const Element& pointedAt() const { return m_pointedAt; }
    [[nodiscard]] QPointF pointer() const { return m_pointer; }   ///< where it was last, item pixels
    /// What is being drawn round the elements that are meant; empty: nothing.
    [[nodiscard]] QPolygonF outline() const { return m_gesture ? m_gesture->outline() : QPolygonF(); }

    void press(QMouseEvent* event);
    void move(QMouseEvent* event);
    void release(QMouseEvent* event);
    void doubleClick(QMouseEvent* event);
    void lose();   ///< the pointer was taken away
    void enter(QHoverEvent* event);
    void hover(QHoverEvent* event);
    void leave(QHoverEvent* event);
    void turnWheel(QWheelEvent* event);
    void pressKey(QKeyEvent* event);

    /// What is at a place may be something else now.
    void lookAgain();
    /// Another graph came.
    void forgetGraph();
    /// A node that somebody selects by its name or along an edge.
    void selectNode(Slot node);

Q_SIGNALS:
    void pointed();        ///< at another element
    void pointerMoved();   ///< and the element may be another one
    void outlineChanged();
    void regionDrawn(const QPolygonF& outline);

private:
    void pointAt(const Element& element, QPointF position);
    void beginGesture(RegionGesture::Shape shape, QPointF position);
    void endGesture();
    void click(QMouseEvent* event);
    void gripNode(QPointF position);
    void carryNode(QPointF position);
    void letGo();
    void walk(double dx, double dy);
    void escape(QKeyEvent* event);

    QQuickItem& m_item;
    Reach m_reach;
    Element m_pointedAt;
    QPointF m_pointer;
    QPointF m_enteredAt;     // by the pointer, in the window
    bool m_inside = false;   // and it moved there
    QPointF m_pressedAt, m_draggedTo;
    bool m_pressed = false, m_dragging = false;
    std::optional<RegionGesture> m_gesture;
    Slot m_carried = noSlot;   // node
    QPointF m_gripAside;       // item pixels from the node's place to the pointer that holds it
};

}   // namespace weir::ui
