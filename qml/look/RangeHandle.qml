import QtQuick
import Weir.Controls

/// A handle over a histogram that says where a range begins or ends; keys move it from edge to edge.
Item {
    id: handle

    required property Item plot
    required property real place   // 0 to 1 of the plot
    required property string name
    required property string value
    property bool dragged: false
    readonly property bool visualFocus: activeFocus
    signal stepped(by: int)

    x: plot.x + Math.round(place * plot.width) - width / 2
    width: 12
    height: plot.height + 8
    activeFocusOnTab: true
    Accessible.role: Accessible.Slider
    Accessible.name: name
    Accessible.description: value
    Accessible.onIncreaseAction: stepped(1)
    Accessible.onDecreaseAction: stepped(-1)
    Keys.onPressed: event => {
        const all = 100   // more edges than there are
        event.accepted = true
        switch (event.key) {
        case Qt.Key_Left:
        case Qt.Key_Down: stepped(-1); break
        case Qt.Key_Right:
        case Qt.Key_Up: stepped(1); break
        case Qt.Key_PageDown: stepped(-5); break
        case Qt.Key_PageUp: stepped(5); break
        case Qt.Key_Home: stepped(-all); break
        case Qt.Key_End: stepped(all); break
        default: event.accepted = false
        }
    }

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        width: 1
        height: handle.plot.height
        color: Theme.text
    }
    Rectangle {
        anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom }
        width: 10
        height: 14
        radius: 3
        color: handle.dragged || handle.activeFocus ? Theme.accent : Theme.text
        border.color: Theme.surface
        FocusRing { around: handle }
    }
}
