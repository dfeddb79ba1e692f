import QtQuick
import Weir.Controls
import Weir.Graph
import Weir.Inspect
import Weir.Look
import Weir.Stream

/// How nodes look, which of them stand out, and what is selected with everything known of it.
Flickable {
    id: panel

    required property Actions actions
    property string setText   // what is selected at once, in words
    property bool pinned: false   // the selected node was put where it is

    signal centerWanted()
    signal clearWanted()
    signal unpinWanted()
    signal nodeWanted(slot: double)
    signal placeWanted(slot: double)

    function startFilters() { filters.start() }

    /// Whatever has the keyboard is in view.
    function reveal(item: Item) {
        for (let at = item; at; at = at.parent) {
            if (at !== column)
                continue
            const top = item.mapToItem(column, 0, 0).y + column.y
            if (top < contentY)
                contentY = Math.max(0, top - Theme.gapSmall)
            else if (top + item.height > contentY + height)
                contentY = Math.min(contentHeight - height, top + item.height + Theme.gapSmall - height)
        }
    }
    Connections {
        target: panel.Window.window
        function onActiveFocusItemChanged() {
            if (panel.visible && panel.Window.activeFocusItem)
                panel.reveal(panel.Window.activeFocusItem)
        }
    }

    contentWidth: width
    contentHeight: column.height + Theme.gapLarge
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Explore")

    Column {
        id: column
        x: Theme.gapMedium
        y: Theme.gapMedium
        width: panel.width - 2 * x
        spacing: Theme.gapMedium

        LookPanel {
            objectName: "lookPanel"
            width: parent.width
        }
        LayoutPanel {
            layOut: panel.actions.layOut
            hold: panel.actions.holdLayout
            objectName: "layoutPanel"
            width: parent.width
        }
        FilterPanel {
            id: filters
            objectName: "filterPanel"
            width: parent.width
        }
        Rectangle {
            width: parent.width
            height: 1
            color: Theme.line
        }
        SelectionNote {
            keys: panel.actions.leave.keys
            objectName: "selectedSetNote"
            // Of a neighbourhood or a path its own words say how much it is.
            visible: text !== "" && !(Selection.known && (Inspect.steps > 0 || Inspect.pathWords !== ""))
            width: parent.width
            text: panel.setText
            onClearWanted: panel.clearWanted()
        }

        Words {
            visible: !Selection.known && panel.setText === "" && Inspect.farewell === ""
            width: parent.width
            wrapMode: Text.Wrap
            color: Theme.quiet
            text: qsTr("Click a node or an edge to see what it is. Its neighbours stay bright, the rest steps back.")
        }

        Column {
            visible: Selection.known
            width: parent.width
            spacing: Theme.hair
            Words {
                width: parent.width
                text: Selection.category === "" ? Selection.kind : Selection.kind + ", " + Selection.category
                font.pixelSize: Theme.small
                color: Theme.quiet
            }
            Words {
                objectName: "selectionTitle"
                width: parent.width
                text: Selection.title
                font.pixelSize: Theme.large
                font.weight: Font.Medium
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                maximumLineCount: 3
                Accessible.name: Selection.spoken
            }
            Words {
                visible: text !== ""
                width: parent.width
                text: Selection.subtitle
                color: Theme.quiet
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                maximumLineCount: 3
            }
        }

        Column {
            visible: Selection.known
            width: parent.width
            Repeater {
                model: Selection.values
                FigureRow { width: column.width; implicitHeight: 24 }
            }
        }

        Row {
            visible: Selection.known
            spacing: Theme.gapSmall
            TextButton {
                visible: Selection.isNode
                text: qsTr("Centre")
                hint: qsTr("Bring it to the middle of the picture")
                onClicked: panel.centerWanted()
            }
            TextButton {
                objectName: "unpinButton"
                visible: panel.pinned
                text: qsTr("Let go")
                hint: qsTr("It was put where it is; let the layout place it again (%1)").arg(panel.actions.unpin.keys)
                onClicked: panel.unpinWanted()
            }
            TextButton {
                text: qsTr("Clear selection")
                hint: panel.actions.leave.keys
                onClicked: panel.clearWanted()
            }
        }

        InspectPanel {
            path: panel.actions.path
            copyCsv: panel.actions.copyCsv
            copyJson: panel.actions.copyJson
            leave: panel.actions.leave
            pathWords: panel.actions.pathWords
            width: parent.width
            onNodeWanted: slot => panel.nodeWanted(slot)
            onPlaceWanted: slot => panel.placeWanted(slot)
        }
    }
    ScrollMark {
        objectName: "explorePanelMark"
        view: panel
    }
}
