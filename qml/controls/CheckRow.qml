import QtQuick
import QtQuick.Templates as T

/// A line that is in or out, with a figure at its right.
T.CheckBox {
    id: row

    property string figure: ""

    implicitHeight: 24
    leftPadding: Theme.gapLarge
    focusPolicy: Qt.TabFocus
    Accessible.name: figure === "" ? text : text + ", " + figure
    Keys.onReturnPressed: press()
    Keys.onEnterPressed: press()

    /// As a click does.
    function press() {
        toggle()
        toggled()
        clicked()
    }

    indicator: Rectangle {
        x: 1
        y: (row.height - height) / 2
        width: 14
        height: 14
        radius: 3
        color: row.checked ? Theme.accent : "transparent"
        border.color: row.checked ? Theme.accent : Theme.border
        Canvas {
            anchors.fill: parent
            visible: row.checked
            onPaint: {
                const c = getContext("2d")
                c.reset()
                c.strokeStyle = Theme.accentInk
                c.lineWidth = 1.75
                c.moveTo(3.5, 7.5); c.lineTo(6, 10); c.lineTo(10.5, 4.5)
                c.stroke()
            }
            readonly property color ink: Theme.accentInk
            onInkChanged: requestPaint()
        }
    }
    contentItem: Item {
        Words {
            anchors { left: parent.left; right: number.left; rightMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
            text: row.text
            font.pixelSize: Theme.small
            color: row.checked ? Theme.text : Theme.quiet
            Accessible.ignored: true
        }
        Words {
            id: number
            anchors { right: parent.right; rightMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
            text: row.figure
            font.pixelSize: Theme.small
            color: Theme.quiet
            Accessible.ignored: true
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: row.hovered ? Theme.raised : "transparent"
        FocusRing { around: row; anchors.margins: 0 }
    }
}
