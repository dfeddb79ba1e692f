import QtQuick
import Weir.Controls
import Weir.Inspect

/// What came of the graph while it was paused, until it is dismissed or paused again. A click lists and shows it.
Card {
    id: note

    property real widest: 640
    signal showWanted()

    visible: Inspect.absence.words !== ""
    implicitWidth: Math.min(words.implicitWidth + show.width + dismiss.width + 5 * Theme.gapSmall, widest)
    implicitHeight: 40
    border.color: Theme.border
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    MouseArea {
        anchors.fill: parent
        hoverEnabled: true
        onClicked: note.showWanted()
    }
    Words {
        id: words
        objectName: "awayWords"
        anchors { left: parent.left; leftMargin: Theme.gapMedium; right: show.left; rightMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
        text: Inspect.absence.words
        Accessible.ignored: true
    }
    TextButton {
        id: show
        objectName: "awayShow"
        anchors { right: dismiss.left; rightMargin: Theme.hair; verticalCenter: parent.verticalCenter }
        implicitHeight: 28
        text: qsTr("Show")
        hint: qsTr("List what came and changed, and select it")
        onClicked: note.showWanted()
    }
    IconButton {
        id: dismiss
        objectName: "awayDismiss"
        anchors { right: parent.right; rightMargin: Theme.hair; verticalCenter: parent.verticalCenter }
        text: qsTr("Dismiss")
        sign: "close"
        onClicked: Inspect.absence.dismiss()
    }
}
