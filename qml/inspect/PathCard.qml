import QtQuick
import Weir.Controls
import Weir.Inspect

/// How to choose a path, what was found, and the nodes on it.
Column {
    id: card

    required property string pathWords
    signal placeWanted(slot: double)

    spacing: Theme.gapSmall

    Words {
        objectName: "pathWords"
        width: parent.width
        text: card.pathWords
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    LinkList {
        objectName: "pathList"
        visible: count > 0
        width: parent.width
        label: qsTr("Nodes of the path")
        model: Inspect.path
        onChosen: slot => card.placeWanted(slot)
    }
}
