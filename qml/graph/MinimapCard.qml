import QtQuick
import Weir.Controls
import Weir.Graph

/// The whole graph, small, with what the picture shows framed in it.
Card {
    id: card

    required property string keys   // that hide it
    property alias view: map.view
    readonly property alias useful: map.useful

    implicitWidth: 160 + 2 * Theme.hair
    implicitHeight: 100 + 2 * Theme.hair
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("The whole graph, small")
    Accessible.description: qsTr("The frame is what the picture shows; drag it to move the picture. %1 hides it.").arg(keys)

    Minimap {
        id: map
        objectName: "minimap"
        anchors { fill: parent; margins: Theme.hair }
        frameColor: Theme.accent
    }
}
