import QtQuick
import Weir.Controls
import Weir.Graph
import Weir.Inspect
import Weir.Look
import Weir.Save
import Weir.Settings
import Weir.Stream

/// The window: the picture, and a quiet frame around it.
Window {
    id: window

    readonly property int railWidth: width >= 1800 ? 440 : 360
    property alias graph: graph

    width: 1280
    height: 800
    minimumWidth: 960
    minimumHeight: 600
    visible: false
    color: Theme.ground
    title: Stream.title === "" ? "Weir" : Stream.title + " \u2013 Weir"

    // A menu or dialog that closes leaves the keyboard to nobody in particular, and no key would be heard any more.
    onActiveFocusItemChanged: if (activeFocusItem === contentItem) later.start()
    Timer { id: later; interval: 0; onTriggered: window.takeKeyboard() }
    function takeKeyboard() {
        if (activeFocusItem === contentItem)
            keys.forceActiveFocus()
    }

    function openFilters() {
        Settings.railCollapsed = false
        rail.tab = "explore"
        rail.startFilters()
    }

    Binding { target: Look; property: "dark"; value: Theme.dark }
    Binding { target: Look; property: "palette"; value: Theme.categories }
    Connections {
        target: graph
        function onPictureCopied() { status.say(qsTr("The picture is in the clipboard.")) }
    }

    PictureExport {
        id: exporter
        objectName: "exporter"
        view: graph
        onSaved: path => status.say(qsTr("Saved as %1").arg(path))
        onCancelled: status.say(qsTr("The picture was not saved."))
    }

    Connections {
        target: GraphExport
        function onWritten(words) { status.say(words) }
        function onCancelled() { status.say(qsTr("The graph was not exported.")) }
    }

    Binding { target: LegendModel; property: "palette"; value: Theme.categories }

    Connections {
        target: Stream
        function onSourcesWanted() { opening.open() }
        function onNewsCame(text) { status.say(text) }
    }

    // Keys without a modifier end here when the control in focus has no use for them; so Space presses a button that
    // has the focus, and pauses otherwise.
    FocusScope {
        id: keys
        objectName: "keys"
        anchors.fill: parent
        focus: true
        Accessible.role: Accessible.Pane
        Accessible.name: qsTr("Weir")
        Accessible.description: Stream.spoken

        Keys.onPressed: event => event.accepted = actions.press(event)

        Actions {
            id: actions
            objectName: "actions"
            graph: graph
            onSearchWanted: search.start()
            onFiltersWanted: window.openFilters()
            onSaveWanted: if (exporter.running) saveCard.focusButton(); else saveDialog.open()
            onExportWanted: part => { if (GraphExport.running) exportCard.focusButton(); else exportDialog.ask(part) }
            onCopyFiguresWanted: status.copy()
            onOpenWanted: opening.open()
            onAddressWanted: opening.openAtAddress()
            onSettingsWanted: preferences.open()
            onHelpWanted: shortcuts.open()
            onQuitWanted: window.close()
            onRefused: why => status.say(why)
            onTold: words => status.say(words)
        }

        // What Tab goes through is in the order in which it is seen: from the top down, and in it from the left.
        TopBar {
            id: topBar
            objectName: "topBar"
            anchors { left: parent.left; right: parent.right; top: parent.top }
            actions: actions
        }

        ToolStrip {
            id: tools
            objectName: "toolStrip"
            anchors { left: parent.left; top: topBar.bottom; bottom: status.top }
            acts: actions.inStrip
        }

        GraphView {
            id: graph
            objectName: "graphView"
            focus: true
            anchors { left: tools.right; right: rail.visible ? rail.left : parent.right; top: topBar.bottom; bottom: status.top }
            dark: Theme.dark
            showLabels: Settings.showLabels
            curvedEdges: Settings.curvedEdges
            showChanges: Settings.showChanges && !Appearance.reducedMotion
            categoryColors: LegendModel.categoryColors
            covers: Array.of(legend, filterChip, notice, away).filter(card => card.visible).map(card => {
                // A picture that keeps clear of the chips does not follow each letter of theirs.
                const left = card === filterChip ? Math.floor(card.x / 120) * 120 : card.x
                return Qt.rect(left - x, card.y - y, card.x + card.width - left, card.height)
            })
            Accessible.role: Accessible.Graphic
            Accessible.name: Stream.title
            Accessible.description: Stream.spoken
            Keys.onEscapePressed: event => event.accepted = Inspect.leave()
            readonly property bool selects: selectedKind !== GraphView.Nothing
            onSelectsChanged: if (selects) rail.tab = "explore"
            onSelectedSetChanged: if (selectedSetText !== "") rail.tab = "explore"

            GraphMenu {
                anchors.fill: parent
                graph: graph
                ofNode: actions.ofNode
                ofSelection: actions.ofSelection
                ofGround: actions.ofGround
            }
            OutlineItem {
                objectName: "regionOutline"
                anchors.fill: parent
                outline: graph.regionOutline
                color: Theme.accent
            }
            FocusRing {
                objectName: "graphFocus"
                around: graph
                anchors.margins: 0
                radius: 0
            }
        }

        // The older the picture, the greyer.
        Rectangle {
            objectName: "ageVeil"
            anchors.fill: graph
            visible: opacity > 0
            color: Theme.ground
            opacity: 0.5 * Stream.age
            Accessible.ignored: true
        }

        SearchBox {
            id: search
            objectName: "searchBox"
            anchors { left: graph.left; top: graph.top; margins: Theme.gapMedium }
            // Most of the picture stays to be seen.
            width: Math.min(implicitWidth, Math.round(0.45 * graph.width))
            mostRows: graph.height < 640 ? 4 : 8
            onChosen: slot => graph.flyTo(slot)
            onClosed: graph.forceActiveFocus()
        }

        // Where notices stand: beside an open search, or below it where that leaves too little.
        Item {
            id: notices
            readonly property real beside: graph.width - search.width - Theme.gapMedium
            readonly property bool fits: beside >= 400
            readonly property real widest: Math.min(640, width - 2 * Theme.gapMedium)
            anchors { right: graph.right; top: search.open && !fits ? search.bottom : graph.top }
            width: search.open && fits ? beside : graph.width
        }

        NoticeBar {
            id: notice
            objectName: "notice"
            widest: notices.widest
            advice: graph.fontAdvice
            anchors { horizontalCenter: notices.horizontalCenter; top: notices.top; topMargin: Theme.gapMedium }
        }

        AwayNote {
            id: away
            objectName: "awayNote"
            widest: notices.widest
            anchors { horizontalCenter: notices.horizontalCenter; top: notice.visible ? notice.bottom : notices.top; topMargin: Theme.gapMedium }
            onShowWanted: {
                Settings.railCollapsed = false
                rail.tab = "explore"
                Inspect.showAbsence()
                graph.fit()
            }
        }

        SaveCard {
            id: saveCard
            objectName: "saveCard"
            running: exporter.running
            progress: exporter.progress
            doing: qsTr("Saving the picture, %1 %").arg(Math.floor(100 * exporter.progress))
            problem: exporter.problem
            onCancelWanted: exporter.cancel()
            onDismissWanted: exporter.dismissProblem()
            widest: notices.widest
            anchors {
                horizontalCenter: notices.horizontalCenter
                top: away.visible ? away.bottom : notice.visible ? notice.bottom : notices.top
                topMargin: Theme.gapMedium
            }
        }

        SaveCard {
            id: exportCard
            objectName: "exportCard"
            part: "export"
            running: GraphExport.running
            progress: GraphExport.progress
            doing: GraphExport.doing
            problem: GraphExport.problem
            notice: GraphExport.notice
            onCancelWanted: GraphExport.cancel()
            onDismissWanted: GraphExport.dismiss()
            widest: notices.widest
            anchors {
                horizontalCenter: notices.horizontalCenter
                top: saveCard.visible ? saveCard.bottom : away.visible ? away.bottom : notice.visible ? notice.bottom : notices.top
                topMargin: Theme.gapMedium
            }
        }

        EmptyState {
            objectName: "emptyState"
            anchors.centerIn: graph
            visible: Stream.empty
        }

        Words {
            objectName: "firstPicture"
            anchors.centerIn: graph
            visible: !Stream.empty && graph.shownNodes === 0 && graph.errorText === ""
            text: qsTr("Drawing the first picture.")
            font.pixelSize: Theme.large
            color: Theme.quiet
        }

        Words {
            objectName: "pictureError"
            anchors.centerIn: graph
            width: Math.min(implicitWidth, 560, graph.width - 2 * Theme.gapLarge)
            visible: text !== ""
            text: graph.errorText
            color: Theme.bad
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }

        MinimapCard {
            id: minimap
            objectName: "minimapCard"
            keys: actions.minimap.keys
            anchors { left: graph.left; bottom: graph.bottom; margins: Theme.gapMedium }
            view: graph
            visible: Settings.showMinimap && useful && !Stream.empty
        }

        InspectBanner {
            objectName: "inspectBanner"
            pathWords: actions.pathWords
            widest: notices.widest
            panelSaysIt: rail.visible && rail.tab === "explore"
            anchors {
                horizontalCenter: notices.horizontalCenter
                top: exportCard.visible ? exportCard.bottom : saveCard.visible ? saveCard.bottom : away.visible ? away.bottom
                     : notice.visible ? notice.bottom : notices.top
                topMargin: Theme.gapMedium
            }
        }

        SelectionNote {
            objectName: "selectionNote"
            keys: actions.leave.keys
            anchors { horizontalCenter: graph.horizontalCenter; bottom: graph.bottom; bottomMargin: Theme.gapMedium }
            visible: text !== "" && !rail.visible && Inspect.steps === 0 && Inspect.pathWords === ""
            text: graph.selectedSetText
            onClearWanted: graph.clearSelection()
        }

        FilterChip {
            id: filterChip
            objectName: "filterChip"
            widest: Math.min(480, graph.width - 2 * Theme.gapMedium)
            readonly property bool aboveLegend: legend.visible && Settings.legendCorner === 0
            anchors { right: graph.right; rightMargin: Theme.gapMedium; bottom: aboveLegend ? legend.top : graph.bottom
                      bottomMargin: aboveLegend ? Theme.gapSmall : Theme.gapMedium }
        }

        Legend {
            id: legend
            objectName: "legend"
            within: Qt.rect(graph.x, graph.y, graph.width, graph.height)
            corner: Settings.legendCorner
            folded: Settings.legendFolded
            onCornerWanted: corner => Settings.legendCorner = corner
            onFoldWanted: folded => Settings.legendFolded = folded
            aboveLow: minimap.visible ? minimap.height + Theme.gapSmall : 0
            belowHigh: search.open ? search.height + Theme.gapSmall : 0
            visible: !empty && !Stream.empty
            pinned: graph.pinnedNodes
        }

        HoverCard {
            objectName: "hoverCard"
            at: graph.hoverPosition
            within: Qt.rect(graph.x, graph.y, graph.width, graph.height)
        }

        Rail {
            id: rail
            objectName: "rail"
            actions: actions
            anchors { right: parent.right; top: topBar.bottom; bottom: status.top }
            width: window.railWidth
            visible: !Settings.railCollapsed
            setText: graph.selectedSetText
            onCenterWanted: graph.centerOn(graph.selectedSlot)
            pinned: graph.selectedPinned
            onUnpinWanted: graph.unpinSelected()
            onClearWanted: actions.clear.trigger()
            onNodeWanted: slot => {
                graph.selectNode(slot)
                graph.centerOn(slot)
            }
            onPlaceWanted: slot => graph.centerOn(slot)
        }

        DropArea {
            id: drops
            objectName: "dropArea"
            anchors.fill: parent
            onEntered: drag => drag.accepted = drag.hasUrls || drag.hasText
            onDropped: drop => {
                const dropped = SourceForm.dropped(drop.urls)
                const problem = dropped.problem !== "" ? dropped.problem : Stream.open(dropped.place)
                if (problem !== "")
                    status.say(problem)
                drop.acceptProposedAction()
            }

            Card {
                objectName: "dropCard"
                x: graph.x + Math.round((graph.width - width) / 2)   // where the graph will be, clear of the panel
                y: graph.y + Math.round((graph.height - height) / 2)
                visible: drops.containsDrag
                implicitWidth: dropWords.implicitWidth + 2 * Theme.gapLarge
                implicitHeight: dropWords.implicitHeight + 2 * Theme.gapMedium
                border.color: Theme.accent
                Words {
                    id: dropWords
                    anchors.centerIn: parent
                    text: qsTr("Drop it to show the graph in it")
                    font.pixelSize: Theme.large
                }
            }
        }

        StatusBar {
            id: status
            objectName: "statusBar"
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        }
    }

    OpenDialog {
        id: opening
        parent: topBar.sourceButton
        x: 0
        y: parent ? parent.height + Theme.hair : 0
    }
    SettingsDialog {
        id: preferences
        actions: actions
    }
    SaveDialog {
        id: saveDialog
        exporter: exporter
    }
    ExportDialog {
        id: exportDialog
    }
    ShortcutList {
        id: shortcuts
        objectName: "shortcutList"
        keys: actions.lines
    }
}
