import QtQuick
import Weir.Controls
import Weir.Look

/// How many nodes pass, over the picture as long as some do not; and the way back to all.
Card {
    id: chip

    visible: Filter.active > 0
    implicitWidth: row.width + Theme.gapSmall + Theme.hair
    implicitHeight: 32
    border.color: Theme.accent
    Accessible.role: Accessible.StaticText
    Accessible.name: Filter.summary

    Row {
        id: row
        x: Theme.gapSmall
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.hair
        Words {
            objectName: "chipSummary"
            anchors.verticalCenter: parent.verticalCenter
            text: Filter.summary
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
        IconButton {
            objectName: "chipClear"
            implicitHeight: 24
            implicitWidth: 24
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Clear the filter")
            sign: "close"
            onClicked: Filter.clear()
        }
    }
}
