import QtQuick
import Weir.Controls
import Weir.Save

/// How far a picture is that is being saved, with a button that gives it up; or why there is none.
Card {
    id: card

    required property PictureExport exporter
    property real widest: 640
    readonly property bool failed: exporter.problem !== ""
    readonly property string words: failed ? exporter.problem : qsTr("Saving the picture, %1 %").arg(Math.floor(100 * exporter.progress))

    function focusButton() { button.forceActiveFocus(Qt.ShortcutFocusReason) }

    visible: exporter.running || failed
    implicitWidth: Math.min(widest, Math.max(320, text.implicitWidth + button.width + 3 * Theme.gapMedium))
    implicitHeight: Math.max(48, text.height + 2 * Theme.gapSmall)
    border.color: failed ? Theme.bad : Theme.border
    Accessible.role: failed ? Accessible.AlertMessage : Accessible.ProgressBar
    Accessible.name: words

    Words {
        id: text
        objectName: "saveWords"
        anchors { left: parent.left; right: button.left; margins: Theme.gapMedium; verticalCenter: parent.verticalCenter }
        text: card.words
        wrapMode: Text.Wrap
        elide: Text.ElideNone
        Accessible.ignored: true
    }
    TextButton {
        id: button
        objectName: "saveCancel"
        anchors { right: parent.right; rightMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
        text: card.failed ? qsTr("Dismiss") : qsTr("Cancel")
        onClicked: if (card.failed) card.exporter.dismissProblem(); else card.exporter.cancel()
        Keys.onEscapePressed: clicked()
    }
    Rectangle {
        anchors { left: parent.left; bottom: parent.bottom; margins: 1 }
        visible: !card.failed
        width: (parent.width - 2) * card.exporter.progress
        height: 2
        color: Theme.accent
    }
}
