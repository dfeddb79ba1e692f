import QtQuick
import Weir.Controls
import Weir.Look

/// What can be done with the places of nodes.
Row {
    visible: NodeLayout.possible
    spacing: Theme.gapSmall
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Layout")

    TextButton {
        objectName: "layoutAnew"
        text: qsTr("Lay out anew")
        hint: qsTr("Forget all places, also those that were given by hand (Shift+Y)")
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
        hint: NodeLayout.paused ? qsTr("Let nodes find their places again (Y)") : qsTr("Nodes stay where they are; new ones come beside their neighbours (Y)")
        onClicked: NodeLayout.togglePause()
    }
}
