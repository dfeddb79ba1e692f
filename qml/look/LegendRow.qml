import QtQuick
import QtQuick.Templates as T
import Weir.Controls

/// A colour and what it stands for. Where it filters it is a button; a colour that does not pass is a ring.
T.AbstractButton {
    id: row

    required property string name
    required property color color
    required property string nodes
    property bool filters: false
    property bool passes: true
    property bool reached: false   // Tab ends here
    property bool ofEdges: false   // a line stands for it, not a disc
    property bool wide: false      // the figure's place is the name's too
    property bool hintAtRight: false   // of the row, else at its left: it covers no other
    signal stepped(by: int)

    implicitWidth: 10 + 2 * Theme.gapSmall + 112 + 56 + 2 * Theme.hair
    implicitHeight: filters ? 20 : 16
    enabled: filters
    focusPolicy: filters && reached ? Qt.TabFocus : Qt.NoFocus
    hoverEnabled: filters
    Accessible.role: filters ? Accessible.CheckBox : Accessible.ListItem
    Accessible.name: nodes === "" ? name : name + ", " + nodes
    Accessible.checkable: filters
    Accessible.checked: filters && passes
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    Keys.onDownPressed: stepped(1)
    Keys.onUpPressed: stepped(-1)

    contentItem: Item {
        Rectangle {
            id: dot
            anchors { left: parent.left; leftMargin: Theme.hair; verticalCenter: parent.verticalCenter }
            width: 10
            height: row.ofEdges ? 3 : 10
            radius: height / 2
            color: row.passes ? row.color : "transparent"
            border.color: row.color
            border.width: row.passes ? 0 : 1.5
        }
        Words {
            anchors { left: dot.right; leftMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
            width: row.wide ? 176 : 112
            text: row.name
            font.pixelSize: Theme.small
            color: row.passes ? Theme.text : Theme.quiet
            Accessible.ignored: true
        }
        Words {
            anchors { right: parent.right; rightMargin: Theme.hair; verticalCenter: parent.verticalCenter }
            text: row.nodes
            font.pixelSize: Theme.small
            color: Theme.quiet
            Accessible.ignored: true
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: row.down ? Theme.pressed : row.hovered && row.filters ? Theme.raised : "transparent"
        FocusRing { around: row; anchors.margins: 0 }
    }
    Hint {
        visible: row.filters && row.hovered
        text: row.passes ? qsTr("Only these, or without these") : qsTr("With these")
        x: row.hintAtRight ? row.width + Theme.gapSmall + Theme.hair : -width - Theme.gapSmall - Theme.hair
        y: Math.round((row.height - height) / 2)
    }
}
