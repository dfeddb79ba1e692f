import QtQuick
import Weir.Controls

/// How much is selected at once, and the way to clear it.
Card {
    id: note

    required property string keys   // that clear it, too
    property alias text: words.text
    signal clearWanted()

    implicitWidth: words.implicitWidth + clear.width + 3 * Theme.gapSmall
    implicitHeight: Theme.control + 2 * Theme.hair
    Accessible.role: Accessible.StatusBar
    Accessible.name: text

    Words {
        id: words
        anchors { left: parent.left; leftMargin: Theme.gapSmall; right: clear.left; rightMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
        Accessible.ignored: true
    }
    IconButton {
        id: clear
        objectName: "clearSetButton"
        anchors { right: parent.right; rightMargin: Theme.hair; verticalCenter: parent.verticalCenter }
        text: qsTr("Clear selection (%1)").arg(note.keys)
        sign: "close"
        onClicked: note.clearWanted()
    }
}
