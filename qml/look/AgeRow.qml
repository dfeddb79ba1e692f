import QtQuick
import Weir.Controls
import Weir.Look

/// From which age to which nodes pass, and since when it counts; what is wrong with that stands below.
Column {
    id: row

    spacing: Theme.hair
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Age of nodes")

    Item {
        width: row.width
        height: 32
        SegmentedChoice {
            objectName: "filterAgeOf"
            anchors.verticalCenter: parent.verticalCenter
            label: qsTr("Age counts from")
            options: [{value: false, text: qsTr("Change")}, {value: true, text: qsTr("Birth")}]
            current: Filter.fromBirth
            onChosen: value => Filter.fromBirth = value
        }
        Row {
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            spacing: Theme.hair
            RangeEnd {
                objectName: "ageFrom"
                width: 76
                fault: Filter.age.fault
                text: Filter.age.from
                hint: qsTr("0 s")
                Accessible.name: qsTr("Age, from")
                onTextEdited: Filter.age.from = text
            }
            Words {
                anchors.verticalCenter: parent.verticalCenter
                text: "\u2013"
                font.pixelSize: Theme.small
                color: Theme.quiet
                Accessible.ignored: true
            }
            RangeEnd {
                objectName: "ageTo"
                width: 76
                fault: Filter.age.fault
                text: Filter.age.to
                hint: qsTr("e.g. 10 s")
                Accessible.name: qsTr("Age, to")
                onTextEdited: Filter.age.to = text
            }
        }
    }
    Words {
        objectName: "ageFault"
        width: row.width
        visible: text !== ""
        text: Filter.age.fault
        font.pixelSize: Theme.small
        wrapMode: Text.Wrap
        color: Theme.bad
    }
}
