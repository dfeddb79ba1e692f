import QtQuick
import Weir.Controls

/// How far a file is that is being written, with a button that gives it up; or why there is none, or what is not in it.
Card {
    id: card

    property bool running: false
    property real progress: 0
    property string doing: ""     ///< while it runs
    property string problem: ""   ///< why there is no file
    property string notice: ""    ///< what is not in the one that there is
    property string part: "save"  ///< before the names of its parts
    property real widest: 640
    readonly property bool failed: problem !== ""
    readonly property bool told: failed || notice !== ""
    readonly property string words: failed ? problem : told ? notice : doing
    signal cancelWanted()
    signal dismissWanted()

    function focusButton() { button.forceActiveFocus(Qt.ShortcutFocusReason) }

    visible: running || told
    implicitWidth: Math.min(widest, Math.max(320, text.implicitWidth + button.width + 3 * Theme.gapMedium))
    implicitHeight: Math.max(48, text.height + 2 * Theme.gapSmall)
    border.color: failed ? Theme.bad : told ? Theme.attention : Theme.border
    Accessible.role: told ? Accessible.AlertMessage : Accessible.ProgressBar
    Accessible.name: words

    Words {
        id: text
        objectName: card.part + "Words"
        anchors { left: parent.left; right: button.left; margins: Theme.gapMedium; verticalCenter: parent.verticalCenter }
        text: card.words
        wrapMode: Text.Wrap
        elide: Text.ElideNone
        Accessible.ignored: true
    }
    TextButton {
        id: button
        objectName: card.part + "Cancel"
        anchors { right: parent.right; rightMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
        text: card.told ? qsTr("Dismiss") : qsTr("Cancel")
        onClicked: if (card.told) card.dismissWanted(); else card.cancelWanted()
        Keys.onEscapePressed: clicked()
    }
    Rectangle {
        anchors { left: parent.left; bottom: parent.bottom; margins: 1 }
        visible: !card.told
        width: (parent.width - 2) * card.progress
        height: 2
        color: Theme.accent
    }
}
