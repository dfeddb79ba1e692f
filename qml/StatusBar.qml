import QtQuick
import Weir

/// One line of what matters, each figure at its own place.
Rectangle {
    id: bar

    implicitHeight: 24
    color: Theme.surface
    Accessible.role: Accessible.StatusBar
    Accessible.name: qsTr("Status")
    Accessible.description: Stream.spoken

    Row {
        anchors { fill: parent; leftMargin: Theme.gapMedium; rightMargin: Theme.gapMedium }
        Repeater {
            model: Stream.status
            Item {
                id: part

                required property int index
                required property string name
                required property string value
                // connection takes what the figures leave; each figure has the room of its longest words.
                readonly property var widths: [0, 216, 136, 176, 112, 120]

                height: bar.height
                width: index === 0 ? bar.width - 2 * Theme.gapMedium - 760 : widths[index]
                Accessible.role: Accessible.StaticText
                Accessible.name: name + ": " + value
                Words {
                    anchors { fill: parent; rightMargin: Theme.gapSmall }
                    text: part.index < 2 ? part.value : part.name + " " + part.value
                    font.pixelSize: Theme.small
                    color: Theme.quiet
                    elide: part.index === 0 ? Text.ElideMiddle : Text.ElideRight
                    Accessible.ignored: true
                }
            }
        }
    }
    Rectangle {
        width: parent.width
        height: 1
        color: Theme.line
    }
}
