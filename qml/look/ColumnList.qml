import QtQuick
import Weir.Controls

/// The columns of one kind of element to filter by, with a field to find one where there are many.
Section {
    id: list

    required property var columns   // ColumnFilters
    required property string part   // in the names of its parts
    required property string counted   // what the numbers count
    property string find: ""

    Words {
        objectName: list.part + "Counted"
        width: list.width
        text: list.counted
        font.pixelSize: Theme.small
        color: Theme.quiet
    }
    Field {
        objectName: list.part + "Find"
        width: list.width
        visible: list.columns.count > 12   // more than can be looked through
        onVisibleChanged: if (!visible) list.find = ""
        placeholder: qsTr("Find a column")
        input.Accessible.name: qsTr("Find a column")
        input.font.pixelSize: Theme.small
        onEdited: text => list.find = text
    }
    Column {
        width: list.width
        Repeater {
            model: list.columns
            ColumnRow {
                objectName: list.part + index
                width: list.width
                visible: list.find === "" || choice.name.toLowerCase().includes(list.find.toLowerCase())
            }
        }
    }
}
