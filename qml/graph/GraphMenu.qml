import QtQuick
import Weir.Controls
import Weir.Graph
import Weir.Inspect
import Weir.Window

/// What can be done about what the pointer is on: a node, an edge, what is selected, or the ground.
Item {
    id: menus

    required property GraphView graph
    required property Actions actions

    function openAt(at) {
        const kind = graph.hoveredKind
        if (kind === GraphView.Node && !(graph.selectedKind === kind && graph.selectedSlot === graph.hoveredSlot))
            graph.selectNode(graph.hoveredSlot)
        const menu = kind === GraphView.Node ? node : kind === GraphView.Edge || graph.selectedNodes > 0 ? selection : ground
        menu.popup(at.x, at.y)
    }

    MouseArea {
        anchors.fill: parent
        acceptedButtons: Qt.RightButton
        onClicked: mouse => menus.openAt(Qt.point(mouse.x, mouse.y))
    }
    Act {
        id: centre
        label: qsTr("Bring to the middle")
        onTriggered: menus.graph.centerOn(menus.graph.selectedSlot)
    }
    Act {
        id: clear
        label: qsTr("Clear the selection")
        keys: menus.actions.leave.keys
        onTriggered: {
            Inspect.leave()
            menus.graph.clearSelection()
        }
    }
    ActMenu {
        id: node
        objectName: "nodeMenu"
        acts: [centre, menus.actions.within1, menus.actions.within2, menus.actions.within3, menus.actions.path, menus.actions.unpin,
               menus.actions.copyCsv, menus.actions.copyJson, clear]
    }
    ActMenu {
        id: selection
        objectName: "selectionMenu"
        acts: [menus.actions.copyCsv, menus.actions.copyJson, menus.actions.fit, clear]
    }
    ActMenu {
        id: ground
        objectName: "groundMenu"
        acts: [menus.actions.fit, menus.actions.zoomIn, menus.actions.zoomOut, menus.actions.selectAll, menus.actions.search, menus.actions.filters,
               menus.actions.labels, menus.actions.changes, menus.actions.curves, menus.actions.minimap, menus.actions.holdLayout,
               menus.actions.layOut, menus.actions.sourcePlaces, menus.actions.unpinAll, menus.actions.save, menus.actions.copyPicture]
    }
}
