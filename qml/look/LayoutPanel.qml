import QtQuick
import Weir.Controls
import Weir.Look

/// What can be done with the places of nodes.
Row {
    id: panel

    required property Act layOut
    required property Act hold

    visible: NodeLayout.possible
    spacing: Theme.gapSmall
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Layout")

    TextButton {
        objectName: "layoutAnew"
        text: qsTr("Lay out anew")
        hint: qsTr("Forget all places, also those that were given by hand (%1)").arg(panel.layOut.keys)
        onClicked: NodeLayout.restart()
    }
    TextButton {
        objectName: "layoutSource"
        visible: NodeLayout.overrules
        text: qsTr("Source's places")
        hint: qsTr("Put the nodes back to where the source has them")
        onClicked: NodeLayout.useSourcePlaces()
    }
    TextButton {   // last: its text changes
        objectName: "layoutPause"
        visible: NodeLayout.needed
        text: NodeLayout.paused ? qsTr("Continue layout") : qsTr("Pause layout")
        hint: (NodeLayout.paused ? qsTr("Let nodes find their places again (%1)")
                                 : qsTr("Nodes stay where they are; new ones come beside their neighbours (%1)")).arg(panel.hold.keys)
        onClicked: NodeLayout.togglePause()
    }
}
