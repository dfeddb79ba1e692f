import QtQuick
import QtQuick.Templates as T
import Weir.Controls

/// A colour and what it stands for. Where it filters it is a button; what does not pass is hollow and struck out.
T.AbstractButton {
    id: row

    required property string name
    required property color color
    required property string nodes
    property bool filters: false
    property bool passes: true
    property bool only: false      // nothing but this passes
    property bool reached: false   // Tab ends here
    property bool ofEdges: false   // a line stands for it, not a disc
    property bool wide: false      // the figure's place is the name's too
    property bool hintAtRight: false   // of the row, else at its left: it covers no other
    signal picked(also: bool)      // `also`: beside what passes now
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
    onClicked: picked(false)   // of those who press it without a hand
    Keys.onSpacePressed: event => press(event)
    Keys.onReturnPressed: event => press(event)
    Keys.onEnterPressed: event => press(event)
    Keys.onDownPressed: stepped(1)
    Keys.onUpPressed: stepped(-1)

    function press(event) { picked((event.modifiers & Qt.ControlModifier) !== 0) }

    contentItem: Item {
        Rectangle {
            id: dot
            anchors { left: parent.left; leftMargin: Theme.hair; verticalCenter: parent.verticalCenter }
            width: 10
            height: row.ofEdges ? (row.passes ? 3 : 5) : 10
            radius: height / 2
            color: row.passes ? row.color : "transparent"
            border.color: row.color
            border.width: row.passes ? 0 : row.ofEdges ? 1 : 1.5
        }
        Words {
            anchors { left: dot.right; leftMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
            width: row.wide ? 176 : 112
            text: row.name
            font.pixelSize: Theme.small
            font.strikeout: !row.passes
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
        color: hand.pressed ? Theme.pressed : row.hovered && row.filters ? Theme.raised : "transparent"
        FocusRing { around: row; anchors.margins: 0 }
    }
    MouseArea {   // a button does not say which keys are held
        id: hand
        anchors.fill: parent
        enabled: row.filters
        onClicked: mouse => row.press(mouse)
    }
    Hint {
        visible: row.filters && row.hovered
        text: row.only ? qsTr("All again") : row.passes ? qsTr("Only this one; Ctrl: without it") : qsTr("Only this one; Ctrl: with it")
        x: row.hintAtRight ? row.width + Theme.gapSmall + Theme.hair : -width - Theme.gapSmall - Theme.hair
        y: Math.round((row.height - height) / 2)
    }
}
