import QtQuick
import Weir.Controls
import Weir.Stream

/// Said in place of a picture: one sentence, and what helps.
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
    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.gapSmall
        TextButton {
            objectName: "emptyButton"
            visible: text !== ""
            text: Stream.emptyAction
            primary: true
            onClicked: Stream.act()
        }
        TextButton {
            objectName: "tryAgainButton"
            visible: Stream.canTryAgain
            text: qsTr("Try again")
            onClicked: Stream.trySourceAgain()
        }
    }
}
