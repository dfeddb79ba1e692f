import QtQuick
import Weir.Controls
import Weir.Look

/// From where to where a figure of a node may be; what is wrong with that stands below.
Column {
    id: row

    required property int index
    required property string name
    required property string unit
    required property string from
    required property string to
    required property string fromHint
    required property string toHint
    required property string fault

    spacing: 2
    Accessible.role: Accessible.Grouping
    Accessible.name: name

    Item {
        width: row.width
        height: 28
        Words {
            anchors { left: parent.left; right: ends.left; rightMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
            text: row.unit === "" ? row.name : row.name + " (" + row.unit + ")"
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
        Row {
            id: ends
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            spacing: Theme.hair
            RangeEnd {
                width: 88
                fault: row.fault
                objectName: "rangeFrom" + row.index
                text: row.from
                hint: row.fromHint
                Accessible.name: qsTr("%1, from").arg(row.name)
                onTextEdited: Filter.ranges.setFrom(row.index, text)
            }
            Words {
                anchors.verticalCenter: parent.verticalCenter
                text: "\u2013"
                font.pixelSize: Theme.small
                color: Theme.quiet
                Accessible.ignored: true
            }
            RangeEnd {
                width: 88
                fault: row.fault
                objectName: "rangeTo" + row.index
                text: row.to
                hint: row.toHint
                Accessible.name: qsTr("%1, to").arg(row.name)
                onTextEdited: Filter.ranges.setTo(row.index, text)
            }
        }
    }
    Words {
        objectName: "rangeFault" + row.index
        width: row.width
        visible: text !== ""
        text: row.fault
        font.pixelSize: Theme.small
        wrapMode: Text.Wrap
        color: Theme.bad
    }
}
