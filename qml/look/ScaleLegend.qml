import QtQuick
import Weir.Controls
import Weir.Look

/// Colours from the lowest value to the highest, and what its ends stand for.
Column {
    id: scale

    required property var legend   // a LookLegend
    required property string name  // of its ends, for tests

    visible: legend.kind === Look.Scale
    leftPadding: Theme.hair   // as rows of a legend
    spacing: Theme.hair
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("from %1 to %2 %3").arg(legend.from).arg(legend.to).arg(legend.note)

    Row {
        Repeater {
            model: scale.legend.colours
            Rectangle {
                required property var modelData
                width: 16
                height: 10
                color: modelData
            }
        }
    }
    Item {
        width: 192
        height: 16
        Words {
            objectName: scale.name + "From"
            text: scale.legend.from
            font.pixelSize: Theme.small
            color: Theme.quiet
            Accessible.ignored: true
        }
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            text: scale.legend.note
            font.pixelSize: Theme.small
            color: Theme.quiet
            Accessible.ignored: true
        }
        Words {
            objectName: scale.name + "To"
            anchors.right: parent.right
            text: scale.legend.to
            font.pixelSize: Theme.small
            color: Theme.quiet
            Accessible.ignored: true
        }
    }
}
