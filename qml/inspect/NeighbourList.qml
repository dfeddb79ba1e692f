import QtQuick
import Weir.Controls
import Weir.Inspect

/// Who is at the other ends of the selection's edges.
Section {
    id: section

    signal chosen(slot: double)

    title: qsTr("Neighbours")

    Words {
        objectName: "neighbourWords"
        width: parent.width
        text: Inspect.neighbourWords
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    LinkList {
        objectName: "neighbours"
        width: parent.width
        label: qsTr("Neighbours")
        model: Inspect.neighbours
        onChosen: slot => section.chosen(slot)
    }
}
