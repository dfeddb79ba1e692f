import QtQuick
import Weir.Controls
import Weir.Inspect

/// What can be done with the selection.
Column {
    id: row

    required property Act path
    required property Act copyCsv
    required property Act copyJson
    required property Act leave

    spacing: Theme.gapSmall

    Row {
        spacing: Theme.gapSmall
        TextButton {
            objectName: "pathButton"
            visible: Inspect.canStep || Inspect.choosing
            text: Inspect.choosing ? qsTr("Cancel") : qsTr("Path to\u2026")
            hint: Inspect.choosing ? row.leave.keys : qsTr("%1, then click the other node or search for it").arg(row.path.keys)
            Accessible.name: Inspect.choosing ? qsTr("Cancel the path") : text
            onClicked: {
                if (Inspect.choosing)
                    Inspect.leave()
                else
                    row.path.trigger()
            }
        }
        TextButton {
            objectName: "copyCsvButton"
            visible: Inspect.canCopy
            text: qsTr("Copy CSV")
            hint: row.copyCsv.keys
            onClicked: row.copyCsv.trigger()
        }
        TextButton {
            objectName: "copyJsonButton"
            visible: Inspect.canCopy
            text: qsTr("Copy JSON")
            hint: row.copyJson.keys
            onClicked: row.copyJson.trigger()
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
