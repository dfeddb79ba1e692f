import QtQuick
import Weir.Controls
import Weir.Graph
import Weir.Inspect
import Weir.Look
import Weir.Stream
import Weir.Window

/// All that can be done in the window, once: keys, the list under F1, the tool strip and the menus read it here.
Item {
    id: actions

    property GraphView graph: null

    signal searchWanted()
    signal filtersWanted()
    signal saveWanted()
    signal copyFiguresWanted()
    signal openWanted()
    signal settingsWanted()
    signal addressWanted()
    signal helpWanted()
    signal quitWanted()

    /// Of a key without a modifier; true: it was for one of them.
    function press(event) {
        if (event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier))
            return false
        return all.some(act => act.press(event))
    }

    readonly property var all: [
        pause, search, rectangle, line, more, undo, selectAll, drag, unpin, unpinAll, holdLayout, layOut, filters, legend, fit, zoomIn, zoomOut, back,
        forward, walk, move, within1, within2, within3, path, copyCsv, copyJson, save, copyPicture, copyFigures, open, address, settings, rail, labels, changes,
        curves, minimap, theme, leave, help, quit,
    ]
    /// What to do next while a path is chosen, with the keys for it, or what was found.
    readonly property string pathWords: !Inspect.choosing ? Inspect.pathWords
        : Inspect.pathWords + " " + qsTr("%1 searches, %2 leaves.").arg(search.keys).arg(leave.keys)
    /// What is said under F1: keys and words.
    readonly property var lines: all.filter(act => act.text !== "").map(act => [act.keys, act.text])

    Repeater {
        model: actions.all.filter(act => act.sequences.length > 0)
        Item {
            id: entry
            required property var modelData
            Shortcut {
                sequences: entry.modelData.sequences
                enabled: entry.modelData.possible
                onActivated: entry.modelData.triggered()
            }
        }
    }

    readonly property Act pause: Act {
        label: Stream.paused ? qsTr("Resume") : qsTr("Pause")
        keys: qsTr("Space")
        text: qsTr("Pause or resume the stream")
        plainKeys: [Qt.Key_Space]
        repeats: false
        onTriggered: Stream.togglePause()
    }
    readonly property Act search: Act {
        label: qsTr("Search")
        keys: "Ctrl+F"
        text: qsTr("Search by key, label or value")
        sign: "search"
        sequences: [keys]
        onTriggered: actions.searchWanted()
    }
    readonly property Act rectangle: Act { keys: qsTr("Shift+drag"); text: qsTr("Select what is inside a rectangle") }
    readonly property Act line: Act { keys: qsTr("Ctrl+drag"); text: qsTr("Select what is inside a line") }
    readonly property Act more: Act { keys: qsTr("Shift+click"); text: qsTr("Select one more; with Ctrl, or one less") }
    readonly property Act undo: Act {
        label: qsTr("Select what was selected before")
        keys: "Ctrl+Z"
        text: qsTr("Select again what was selected before")
        sequences: [keys]
        onTriggered: actions.graph.undoSelection()
    }
    readonly property Act selectAll: Act {
        label: qsTr("Select all in view")
        keys: "Ctrl+A"
        text: qsTr("Select all that is in view")
        sequences: [keys]
        onTriggered: actions.graph.selectAllInView()
    }
    readonly property Act drag: Act { keys: qsTr("Drag a node"); text: qsTr("Move it; it stays where it is put") }
    readonly property Act unpin: Act {
        label: qsTr("Let it go")
        keys: "U"
        text: qsTr("Let the selected node go")
        plainKeys: [Qt.Key_U]
        onTriggered: actions.graph.unpinSelected()
    }
    readonly property Act unpinAll: Act {
        label: qsTr("Let all nodes go")
        keys: "Shift+U"
        text: qsTr("Let all nodes go that were moved")
        plainKeys: [Qt.Key_U]
        shift: true
        onTriggered: actions.graph.unpinAll()
    }
    readonly property Act holdLayout: Act {
        label: NodeLayout.paused ? qsTr("Let the layout go on") : qsTr("Pause the layout")
        keys: "Y"
        text: qsTr("Pause the layout, or let it go on")
        sign: "hold"
        plainKeys: [Qt.Key_Y]
        possible: NodeLayout.needed
        checkable: true
        on: NodeLayout.paused
        onTriggered: NodeLayout.togglePause()
    }
    readonly property Act layOut: Act {
        label: qsTr("Lay out anew")
        keys: "Shift+Y"
        text: qsTr("Lay out anew")
        sign: "layout"
        plainKeys: [Qt.Key_Y]
        shift: true
        possible: NodeLayout.possible
        onTriggered: NodeLayout.restart()
    }
    readonly property Act sourcePlaces: Act {
        label: qsTr("Back to the source's places")
        possible: NodeLayout.overrules
        onTriggered: NodeLayout.useSourcePlaces()
    }
    readonly property Act filters: Act {
        label: qsTr("Filters, sizes and colours")
        keys: "Ctrl+Shift+F"
        text: qsTr("Filters, sizes and colours")
        sign: "filter"
        sequences: [keys]
        onTriggered: actions.filtersWanted()
    }
    readonly property Act legend: Act { keys: qsTr("Legend"); text: qsTr("A click: one category; more clicks: more") }
    readonly property Act fit: Act {
        label: qsTr("Fit")
        keys: "F"
        text: qsTr("Fit the whole graph into the picture")
        sign: "fit"
        plainKeys: [Qt.Key_F]
        onTriggered: actions.graph.fit()
    }
    readonly property Act zoomIn: Act {
        label: qsTr("Zoom in")
        keys: qsTr("+  \u2212")
        text: qsTr("Zoom in, zoom out")
        sign: "zoomIn"
        plainKeys: [Qt.Key_Plus, Qt.Key_Equal]
        anyShift: true   // on many keyboards the plus is typed with it
        onTriggered: actions.graph.zoomIn()
    }
    readonly property Act zoomOut: Act {
        label: qsTr("Zoom out")
        sign: "zoomOut"
        plainKeys: [Qt.Key_Minus]
        onTriggered: actions.graph.zoomOut()
    }
    readonly property Act back: Act {
        label: qsTr("Back")
        keys: qsTr("Alt+\u2190 \u2192")
        text: qsTr("Back and forward through what was looked at")
        sequences: ["Alt+Left"]
        onTriggered: actions.graph.goBack()
    }
    readonly property Act forward: Act {
        label: qsTr("Forward")
        sequences: ["Alt+Right"]
        onTriggered: actions.graph.goForward()
    }
    readonly property Act walk: Act { keys: qsTr("Arrows"); text: qsTr("Walk from the selection to a neighbour") }
    readonly property Act move: Act { keys: qsTr("Shift+arrows"); text: qsTr("Move the picture") }
    readonly property Act within1: Act {
        label: qsTr("Select its neighbours")
        keys: qsTr("1  2  3")
        text: qsTr("Select what is within so many steps")
        plainKeys: [Qt.Key_1]
        onTriggered: Inspect.selectWithin(1)
    }
    readonly property Act within2: Act {
        label: qsTr("Select what is within two steps")
        plainKeys: [Qt.Key_2]
        onTriggered: Inspect.selectWithin(2)
    }
    readonly property Act within3: Act {
        label: qsTr("Select what is within three steps")
        plainKeys: [Qt.Key_3]
        onTriggered: Inspect.selectWithin(3)
    }
    readonly property Act path: Act {
        label: qsTr("Path to another node\u2026")
        keys: "P"
        text: qsTr("Shortest path to another node")
        plainKeys: [Qt.Key_P]
        onTriggered: Inspect.choosePath()
    }
    readonly property Act copyCsv: Act {
        label: qsTr("Copy as CSV")
        keys: "Ctrl+C"
        text: qsTr("Copy the selection as CSV")
        sequences: [keys]
        onTriggered: Inspect.copyCsv()
    }
    readonly property Act copyJson: Act {
        label: qsTr("Copy as JSON")
        keys: "Ctrl+Shift+C"
        text: qsTr("Copy the selection as JSON")
        sequences: [keys]
        onTriggered: Inspect.copyJson()
    }
    readonly property Act save: Act {
        label: qsTr("Save the picture")
        keys: "Ctrl+Shift+S"
        text: qsTr("Save what is in view as PNG or SVG")
        sign: "save"
        sequences: [keys]
        onTriggered: actions.saveWanted()
    }
    readonly property Act copyPicture: Act {
        label: qsTr("Copy the picture")
        keys: "Ctrl+Shift+P"
        text: qsTr("Copy the picture")
        sequences: [keys]
        onTriggered: actions.graph.copyPicture()
    }
    readonly property Act copyFigures: Act {
        label: qsTr("Copy all figures")
        keys: "Ctrl+Shift+D"
        text: qsTr("Copy all figures, for help")
        sequences: [keys]
        onTriggered: actions.copyFiguresWanted()
    }
    readonly property Act open: Act {
        label: qsTr("Open and connect")
        keys: "Ctrl+O"
        text: qsTr("Open and connect: sources, files, servers")
        sequences: [keys]
        onTriggered: actions.openWanted()
    }
    readonly property Act address: Act {
        label: qsTr("Connect to an address")
        keys: "Ctrl+L"
        text: qsTr("Connect to an address")
        sequences: [keys]
        onTriggered: actions.addressWanted()
    }
    readonly property Act settings: Act {
        label: qsTr("Settings")
        keys: "Ctrl+,"
        text: qsTr("Settings: theme, picture, credit window")
        sign: "settings"
        sequences: [keys]
        onTriggered: actions.settingsWanted()
    }
    readonly property Act rail: Act {
        label: Settings.railCollapsed ? qsTr("Show the panel") : qsTr("Hide the panel")
        keys: "Ctrl+D"
        text: qsTr("Show or hide the panel")
        sign: "rail"
        sequences: [keys]
        onTriggered: Settings.railCollapsed = !Settings.railCollapsed
    }
    readonly property Act labels: Act {
        label: qsTr("Labels")
        keys: "L"
        text: qsTr("Show or hide labels")
        sign: "labels"
        plainKeys: [Qt.Key_L]
        checkable: true
        on: Settings.showLabels
        onTriggered: Settings.showLabels = !Settings.showLabels
    }
    readonly property Act changes: Act {
        label: qsTr("Changes glow")
        keys: "G"
        text: qsTr("Changes glow or not")
        plainKeys: [Qt.Key_G]
        checkable: true
        on: Settings.showChanges
        onTriggered: Settings.showChanges = !Settings.showChanges
    }
    readonly property Act curves: Act {
        label: qsTr("Curved edges")
        keys: "C"
        text: qsTr("Edges straight or curved, close by")
        plainKeys: [Qt.Key_C]
        checkable: true
        on: Settings.curvedEdges
        onTriggered: Settings.curvedEdges = !Settings.curvedEdges
    }
    readonly property Act minimap: Act {
        label: qsTr("Small picture of the whole graph")
        keys: "M"
        text: qsTr("Show or hide the small picture of the whole graph")
        plainKeys: [Qt.Key_M]
        checkable: true
        on: Settings.showMinimap
        onTriggered: Settings.showMinimap = !Settings.showMinimap
    }
    readonly property Act theme: Act {
        label: Appearance.mode === "system" ? qsTr("Theme: as the system")
             : Appearance.mode === "light" ? qsTr("Theme: light") : qsTr("Theme: dark")
        keys: "T"
        text: qsTr("Theme: system, light, dark")
        sign: Appearance.mode
        plainKeys: [Qt.Key_T]
        onTriggered: Appearance.cycleMode()
    }
    readonly property Act leave: Act {
        keys: qsTr("Esc")
        text: qsTr("Close a card, clear the selection")
        plainKeys: [Qt.Key_Escape]
        onTriggered: if (!Inspect.leave()) actions.graph.forceActiveFocus()
    }
    readonly property Act help: Act {
        label: qsTr("Keys")
        keys: "F1"
        text: qsTr("This list")
        sign: "help"
        sequences: [keys]
        onTriggered: actions.helpWanted()
    }
    readonly property Act quit: Act {
        sequences: ["Ctrl+Q"]
        onTriggered: actions.quitWanted()
    }
}
