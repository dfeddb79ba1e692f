import QtQuick
import Weir.Controls
import Weir.Stream

/// The panel at the right: the stream's figures, or what is selected.
Rectangle {
    id: rail

    required property Actions actions
    property string tab: "stream"
    property string setText   // what is selected at once, in words
    signal centerWanted()
    property bool pinned: false
    signal clearWanted()
    signal unpinWanted()
    signal nodeWanted(slot: double)
    signal placeWanted(slot: double)

    function startFilters() { explore.startFilters() }

    color: Theme.surface

    SegmentedChoice {
        id: tabs
        objectName: "railTabs"
        anchors { left: parent.left; right: parent.right; top: parent.top }
        tabs: true
        label: qsTr("Panel")
        options: [{value: "stream", text: qsTr("Stream")}, {value: "explore", text: qsTr("Explore")}]
        current: rail.tab
        onChosen: value => rail.tab = value
    }
    StreamPanel {
        objectName: "streamPanel"
        anchors { left: parent.left; right: parent.right; top: tabs.bottom; bottom: parent.bottom }
        visible: rail.visible && rail.tab === "stream"
    }
    ExplorePanel {
        id: explore
        actions: rail.actions
        objectName: "explorePanel"
        anchors { left: parent.left; right: parent.right; top: tabs.bottom; bottom: parent.bottom }
        visible: rail.visible && rail.tab === "explore"
        setText: rail.setText
        onCenterWanted: rail.centerWanted()
        pinned: rail.pinned
        onClearWanted: rail.clearWanted()
        onUnpinWanted: rail.unpinWanted()
        onNodeWanted: slot => rail.nodeWanted(slot)
        onPlaceWanted: slot => rail.placeWanted(slot)
    }
    Rectangle {
        width: 1
        height: parent.height
        color: Theme.line
    }
}
