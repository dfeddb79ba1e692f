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
        Repeater {
            model: Stream.remedies
            TextButton {
                required property int index
                required property var modelData
                objectName: "emptyButton" + index
                text: modelData.text
                primary: index === 0
                onClicked: Stream.help(modelData.remedy)
            }
        }
    }
}
