import QtQuick
import Weir.Controls
import Weir.Inspect

/// What can be done with the selection.
Column {
    spacing: Theme.gapSmall

    Row {
        spacing: Theme.gapSmall
        TextButton {
            objectName: "pathButton"
            visible: Inspect.canStep || Inspect.choosing
            text: Inspect.choosing ? qsTr("Cancel") : qsTr("Path to\u2026")
            hint: Inspect.choosing ? qsTr("Esc") : qsTr("P, then click the other node or find it with Ctrl+F")
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
            hint: qsTr("Ctrl+C")
            onClicked: Inspect.copyCsv()
        }
        TextButton {
            objectName: "copyJsonButton"
            visible: Inspect.canCopy
            text: qsTr("Copy JSON")
            hint: qsTr("Ctrl+Shift+C")
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
