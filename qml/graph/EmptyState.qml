import QtQuick
import Weir

/// Said in place of a picture: one sentence, one button.
Column {
    id: empty

    spacing: Theme.gapMedium
    width: 440

    Words {
        objectName: "emptyText"
        width: parent.width
        text: Stream.emptyText
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
        elide: Text.ElideNone
        font.pixelSize: Theme.large
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    TextButton {
        objectName: "emptyButton"
        anchors.horizontalCenter: parent.horizontalCenter
        visible: text !== ""
        text: Stream.emptyAction
        primary: true
        onClicked: Stream.act()
    }
}
