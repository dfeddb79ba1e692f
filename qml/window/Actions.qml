import QtQuick
import Weir.Controls
import Weir.Graph
import Weir.Inspect
import Weir.Look
import Weir.Save
import Weir.Settings
import Weir.Stream

/// All that can be done in the window, once: keys, the list under F1, the tool strip and the menus read it here. Nothing of it is silent: what
/// cannot be done now says why.
Item {
    id: actions

    property GraphView graph: null

    signal searchWanted()
    signal filtersWanted()
    signal saveWanted()
    signal exportWanted(part: int)
    signal copyFiguresWanted()
    signal openWanted()
    signal settingsWanted()
    signal addressWanted()
    signal helpWanted()
    signal quitWanted()
    /// What was asked for cannot be done now; this is why.
    signal refused(why: string)
    /// What was done, where it may not be seen at once.
    signal told(words: string)

    /// Of a key without a modifier; true: it was for one of them.
    function press(event) {
        if (event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier))
            return false
        return all.some(act => act.press(event))
    }

    readonly property var all: [
        pause, search, rectangle, line, more, undo, selectAll, drag, unpin, unpinAll, holdLayout, layOut, sourcePlaces, filters, legend, fit, zoomIn, zoomOut,
        back, forward, walk, move, centre, within1, within2, within3, path, copyCsv, copyJson, exportGraph, save, copyPicture, copyFigures, open, address, settings,
        rail, labels, changes, curves, minimap, theme, leave, clear, help, quit,
    ]
    readonly property var inStrip: [search, fit, zoomIn, zoomOut, null, labels, filters, holdLayout, layOut, null, exportGraph, save]
    readonly property var ofNode: [centre, within1, within2, within3, path, unpin, copyCsv, copyJson, exportSelection, clear]
    readonly property var ofSelection: [copyCsv, copyJson, exportSelection, fit, clear]
    readonly property var ofGround: [
        fit, zoomIn, zoomOut, selectAll, search, filters, labels, changes, curves, minimap, holdLayout, layOut, sourcePlaces, unpinAll, exportGraph, save, copyPicture,
    ]

    // What stands in the way, in a sentence.
    readonly property string noGraph: NodeLayout.possible ? "" : qsTr("There is no graph to do that with.")
    readonly property string noNode: Inspect.canStep ? "" : qsTr("Select a node first.")
    readonly property string nothing: Inspect.canCopy ? "" : qsTr("Nothing is selected to be copied.")

    /// What to do next while a path is chosen, with the keys for it, or what was found.
    readonly property string pathWords: !Inspect.choosing ? Inspect.pathWords
        : Inspect.pathWords + " " + qsTr("%1 searches, %2 leaves.").arg(search.keys).arg(leave.keys)
    /// What is said under F1: keys and words.
    readonly property var lines: all.filter(act => act.text !== "").map(act => [act.allKeys, act.text])

    Component.onCompleted: all.forEach(act => act.refused.connect(actions.refused))

    Repeater {
        model: actions.all.filter(act => act.sequences.length > 0)
        Item {
            id: entry
            required property var modelData
            Shortcut {
                sequences: entry.modelData.sequences
                onActivated: entry.modelData.trigger()
            }
        }
    }

    readonly property Act pause: Act {
        label: Stream.paused ? qsTr("Resume") : qsTr("Pause")
        keys: qsTr("Space")
        text: qsTr("Pause or resume the stream")
        plainKeys: [Qt.Key_Space]
        repeats: false
        obstacle: Stream.canPause ? "" : qsTr("Nothing is followed, so there is nothing to pause.")
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
        onTriggered: if (!actions.graph.undoSelection()) refused(qsTr("Nothing else was selected before."))
    }
    readonly property Act selectAll: Act {
        label: qsTr("Select all in view")
        keys: "Ctrl+A"
        text: qsTr("Select all that is in view")
        sequences: [keys]
        obstacle: actions.noGraph
        onTriggered: actions.graph.selectAllInView()
    }
    readonly property Act drag: Act { keys: qsTr("Drag a node"); text: qsTr("Move it; it stays where it is put") }
    readonly property Act unpin: Act {
        label: qsTr("Let it go")
        keys: "U"
        text: qsTr("Let the selected node go")
        plainKeys: [Qt.Key_U]
        obstacle: actions.graph && actions.graph.selectedPinned ? ""
                : actions.graph && actions.graph.selectedKind === GraphView.Node ? qsTr("The selected node was not moved by hand.")
                : qsTr("Select a node first that was moved by hand.")
        onTriggered: actions.graph.unpinSelected()
    }
    readonly property Act unpinAll: Act {
        label: qsTr("Let all nodes go")
        keys: "Shift+U"
        text: qsTr("Let all nodes go that were moved")
        plainKeys: [Qt.Key_U]
        shift: true
        obstacle: actions.graph && actions.graph.pinnedNodes > 0 ? "" : qsTr("No node was moved by hand.")
        onTriggered: actions.graph.unpinAll()
    }
    readonly property Act holdLayout: Act {
        label: NodeLayout.paused ? qsTr("Let the layout go on") : qsTr("Pause the layout")
        keys: "Y"
        text: qsTr("Pause the layout, or let it go on")
        sign: "hold"
        plainKeys: [Qt.Key_Y]
        obstacle: NodeLayout.needed ? "" : actions.noGraph !== "" ? actions.noGraph
                : qsTr("The source has a place for every node, so there is no layout to pause.")
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
        obstacle: actions.noGraph
        onTriggered: NodeLayout.restart()
    }
    readonly property Act sourcePlaces: Act {
        label: qsTr("Back to the source's places")
        obstacle: NodeLayout.overrules ? "" : actions.noGraph !== "" ? actions.noGraph
                : NodeLayout.needed ? qsTr("The source has no places for its nodes.") : qsTr("The nodes are where the source has them.")
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
    readonly property Act legend: Act { keys: qsTr("Legend"); text: qsTr("A click: only that one; with Ctrl: one more, or one less") }
    readonly property Act fit: Act {
        label: qsTr("Fit")
        keys: "F"
        text: qsTr("Fit the whole graph into the picture")
        sign: "fit"
        plainKeys: [Qt.Key_F]
        obstacle: actions.noGraph
        onTriggered: actions.graph.fit()
    }
    readonly property Act zoomIn: Act {
        label: qsTr("Zoom in")
        keys: "+"
        allKeys: qsTr("+  \u2212")
        text: qsTr("Zoom in, zoom out")
        sign: "zoomIn"
        plainKeys: [Qt.Key_Plus, Qt.Key_Equal]
        anyShift: true   // on many keyboards the plus is typed with it
        obstacle: actions.noGraph
        onTriggered: actions.graph.zoomIn()
    }
    readonly property Act zoomOut: Act {
        label: qsTr("Zoom out")
        keys: "\u2212"
        sign: "zoomOut"
        plainKeys: [Qt.Key_Minus]
        obstacle: actions.noGraph
        onTriggered: actions.graph.zoomOut()
    }
    readonly property Act back: Act {
        label: qsTr("Back")
        keys: qsTr("Alt+\u2190")
        allKeys: qsTr("Alt+\u2190 \u2192")
        text: qsTr("Back and forward through what was looked at")
        sequences: ["Alt+Left"]
        onTriggered: if (!actions.graph.goBack()) refused(qsTr("Nothing was looked at before this."))
    }
    readonly property Act forward: Act {
        label: qsTr("Forward")
        keys: qsTr("Alt+\u2192")
        sequences: ["Alt+Right"]
        onTriggered: if (!actions.graph.goForward()) refused(qsTr("Nothing was looked at after this."))
    }
    readonly property Act walk: Act { keys: qsTr("Arrows"); text: qsTr("Walk from the selection to a neighbour") }
    readonly property Act move: Act { keys: qsTr("Shift+arrows"); text: qsTr("Move the picture") }
    readonly property Act centre: Act {
        label: qsTr("Bring to the middle")
        onTriggered: actions.graph.centerOn(actions.graph.selectedSlot)
    }
    readonly property Act within1: Act {
        label: qsTr("Select its neighbours")
        keys: "1"
        allKeys: qsTr("1  2  3")
        text: qsTr("Select what is within so many steps")
        plainKeys: [Qt.Key_1]
        obstacle: actions.noNode
        onTriggered: Inspect.selectWithin(1)
    }
    readonly property Act within2: Act {
        label: qsTr("Select what is within two steps")
        keys: "2"
        plainKeys: [Qt.Key_2]
        obstacle: actions.noNode
        onTriggered: Inspect.selectWithin(2)
    }
    readonly property Act within3: Act {
        label: qsTr("Select what is within three steps")
        keys: "3"
        plainKeys: [Qt.Key_3]
        obstacle: actions.noNode
        onTriggered: Inspect.selectWithin(3)
    }
    readonly property Act path: Act {
        label: qsTr("Path to another node\u2026")
        keys: "P"
        text: qsTr("Shortest path to another node")
        plainKeys: [Qt.Key_P]
        obstacle: actions.noGraph
        onTriggered: Inspect.choosePath()
    }
    readonly property Act copyCsv: Act {
        label: qsTr("Copy as CSV")
        keys: "Ctrl+C"
        text: qsTr("Copy the selection as CSV")
        sequences: [keys]
        obstacle: actions.nothing
        onTriggered: Inspect.copyCsv()
    }
    readonly property Act copyJson: Act {
        label: qsTr("Copy as JSON")
        keys: "Ctrl+Shift+C"
        text: qsTr("Copy the selection as JSON")
        sequences: [keys]
        obstacle: actions.nothing
        onTriggered: Inspect.copyJson()
    }
    readonly property Act exportGraph: Act {
        label: qsTr("Export the graph\u2026")
        keys: "Ctrl+E"
        text: qsTr("Export the graph, or a part of it, as a file")
        sign: "export"
        sequences: [keys]
        obstacle: actions.noGraph
        onTriggered: actions.exportWanted(GraphExport.Everything)
    }
    readonly property Act exportSelection: Act {
        label: qsTr("Export the selection\u2026")
        obstacle: Inspect.canCopy ? "" : qsTr("Nothing is selected to be exported.")
        onTriggered: actions.exportWanted(GraphExport.Selection)
    }
    readonly property Act save: Act {
        label: qsTr("Save the picture")
        keys: "Ctrl+Shift+S"
        text: qsTr("Save what is in view as PNG or SVG")
        sign: "save"
        sequences: [keys]
        obstacle: actions.noGraph
        onTriggered: actions.saveWanted()
    }
    readonly property Act copyPicture: Act {
        label: qsTr("Copy the picture")
        keys: "Ctrl+Shift+P"
        text: qsTr("Copy the picture")
        sequences: [keys]
        obstacle: actions.noGraph
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
        onTriggered: {
            Settings.showChanges = !Settings.showChanges
            actions.told(!Settings.showChanges ? qsTr("Changes do not glow.")
                         : Appearance.reducedMotion ? qsTr("Changes would glow, but the desktop asks for little motion.") : qsTr("Changes glow."))
        }
    }
    readonly property Act curves: Act {
        label: qsTr("Curved edges")
        keys: "C"
        text: qsTr("Edges straight or curved, close by")
        plainKeys: [Qt.Key_C]
        checkable: true
        on: Settings.curvedEdges
        onTriggered: {
            Settings.curvedEdges = !Settings.curvedEdges
            actions.told(Settings.curvedEdges ? qsTr("Edges are curved, seen close by.") : qsTr("Edges are straight."))
        }
    }
    readonly property Act minimap: Act {
        label: qsTr("Small picture of the whole graph")
        keys: "M"
        text: qsTr("Show or hide the small picture of the whole graph")
        plainKeys: [Qt.Key_M]
        checkable: true
        on: Settings.showMinimap
        onTriggered: {
            Settings.showMinimap = !Settings.showMinimap
            actions.told(Settings.showMinimap ? qsTr("The small picture is shown beside a part of the graph.") : qsTr("The small picture is hidden."))
        }
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
        text: qsTr("Close a card, clear the selection, stop reading a file")
        plainKeys: [Qt.Key_Escape]
        onTriggered: {
            if (Inspect.leave())
                return
            if (Stream.canEndEarly)
                actions.endEarly.trigger()
            else
                actions.graph.forceActiveFocus()
        }
    }
    readonly property Act endEarly: Act {
        label: qsTr("Stop reading")
        keys: actions.leave.keys
        obstacle: Stream.canEndEarly ? "" : qsTr("Nothing is being read.")
        onTriggered: {
            Stream.endEarly()
            actions.told(qsTr("Stopped. What was read stays."))
        }
    }
    readonly property Act clear: Act {
        label: qsTr("Clear the selection")
        keys: actions.leave.keys
        onTriggered: {
            Inspect.leave()
            actions.graph.clearSelection()
        }
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
