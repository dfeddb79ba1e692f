import QtQuick
import Weir.Controls
import Weir.Graph

/// What can be done about what the pointer is on: a node, an edge, what is selected, or the ground.
Item {
    id: menus

    required property GraphView graph
    required property var ofNode        // acts
    required property var ofSelection
    required property var ofGround

    function openAt(at) {
        const kind = graph.hoveredKind
        const selected = graph.selectedKind === kind && graph.selectedSlot === graph.hoveredSlot
        const inSet = !selected && graph.hoveredIsInSet()   // all of it is meant
        // Edges lie everywhere: one under the pointer is not meant where a set is selected.
        if (!selected && !inSet && (kind === GraphView.Node || (kind === GraphView.Edge && graph.selectedNodes === 0)))
            graph.selectHovered()
        const menu = kind === GraphView.Node && !inSet ? node : inSet || kind === GraphView.Edge || graph.selectedNodes > 0 ? selection : ground
        menu.popup(at.x, at.y)
    }

    MouseArea {
        anchors.fill: parent
        acceptedButtons: Qt.RightButton
        onClicked: mouse => menus.openAt(Qt.point(mouse.x, mouse.y))
    }
    ActMenu {
        id: node
        objectName: "nodeMenu"
        acts: menus.ofNode
    }
    ActMenu {
        id: selection
        objectName: "selectionMenu"
        acts: menus.ofSelection
    }
    ActMenu {
        id: ground
        objectName: "groundMenu"
        acts: menus.ofGround
    }
}
