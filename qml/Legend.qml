import QtQuick
import Weir

/// Which colour means which category.
Rectangle {
    id: legend

    visible: LegendModel.count > 1
    implicitWidth: column.width + 2 * Theme.gapSmall
    implicitHeight: column.height + 2 * Theme.gapSmall
    radius: Theme.radius
    color: Theme.tint(Theme.surface, 0.9)
    border.color: Theme.line
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Categories")

    Column {
        id: column
        x: Theme.gapSmall
        y: Theme.gapSmall
        spacing: Theme.hair
        Repeater {
            model: LegendModel
            Row {
                id: entry

                required property string name
                required property color color
                required property string nodes

                height: 16
                spacing: Theme.gapSmall
                Accessible.role: Accessible.ListItem
                Accessible.name: name + ", " + nodes
                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: 10
                    height: 10
                    radius: 5
                    color: entry.color
                }
                Words {
                    anchors.verticalCenter: parent.verticalCenter
                    width: 112
                    text: entry.name
                    font.pixelSize: Theme.small
                    Accessible.ignored: true
                }
                Words {
                    anchors.verticalCenter: parent.verticalCenter
                    width: 56
                    horizontalAlignment: Text.AlignRight
                    text: entry.nodes
                    font.pixelSize: Theme.small
                    color: Theme.quiet
                    Accessible.ignored: true
                }
            }
        }
    }
}
