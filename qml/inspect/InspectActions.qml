import QtQuick
import Weir.Controls
import Weir.Inspect
import Weir.Window

/// What can be done with the selection.
Column {
    id: row

    required property Actions actions

    spacing: Theme.gapSmall

    Row {
        spacing: Theme.gapSmall
        TextButton {
            objectName: "pathButton"
            visible: Inspect.canStep || Inspect.choosing
            text: Inspect.choosing ? qsTr("Cancel") : qsTr("Path to\u2026")
            hint: Inspect.choosing ? row.actions.leave.keys : qsTr("%1, then click the other node or search for it").arg(row.actions.path.keys)
            Accessible.name: Inspect.choosing ? qsTr("Cancel the path") : text
            onClicked: {
                if (Inspect.choosing)
                    Inspect.leave()
                else
                    Inspect.choosePath()
            }
        }
        TextButton {
            objectName: "copyCsvButton"
            visible: Inspect.canCopy
            text: qsTr("Copy CSV")
            hint: row.actions.copyCsv.keys
            onClicked: Inspect.copyCsv()
        }
        TextButton {
            objectName: "copyJsonButton"
            visible: Inspect.canCopy
            text: qsTr("Copy JSON")
            hint: row.actions.copyJson.keys
            onClicked: Inspect.copyJson()
        }
    }
    Words {
        objectName: "copyWords"
        visible: text !== ""
        width: parent.width
        text: Inspect.copyWords
        color: Theme.quiet
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
}
