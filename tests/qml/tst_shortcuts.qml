import QtQuick
import QtTest
import Weir.Graph
import Weir.Inspect
import Weir.Look
import Weir.Settings
import Weir.Window
import WindowFixture

/// Every line of the list under F1 does what it says, by real keys and a real mouse. A line without a deed here fails, and so
/// does a deed without a line.
WindowTest {
    id: test
    name: "Shortcuts"

    Component { id: lists; Actions {} }

    function init() {
        Settings.showMinimap = true
        openGraph()
    }

    function listed() {
        const list = lists.createObject(test)
        const lines = list.lines.map(line => line[0])
        list.destroy()
        return lines
    }

    /// What a line promises, by its first column.
    readonly property var deeds: ({
        "Space": () => {
            keyClick(Qt.Key_Space)
            compare(lastRequest(), ["pause", true])
            keyClick(Qt.Key_Space)
            compare(lastRequest(), ["pause", false])
        },
        "Ctrl+F": () => {
            keyClick(Qt.Key_F, Qt.ControlModifier)
            tryVerify(() => part("searchInput").activeFocus)
            type("lib")
            Fixture.answerSearch(60)
            for (let row = 0; row < 57; ++row)
                keyClick(Qt.Key_Down)
            keyClick(Qt.Key_Return)
            compare(graph.selectedSlot, 57)
            tryVerify(() => isAt(57, Qt.point(graph.width / 2, graph.height / 2)))
        },
        "Shift+drag": () => {
            drag([aside(placeOf(11), -20, -20), placeOf(22), aside(placeOf(33), -20, -20)], Qt.ShiftModifier)
            tryCompare(graph, "selectedNodes", 4)
            compare(graph.selectedEdges, 4)
        },
        "Ctrl+drag": () => {
            // Round 11 and, past 12, round 21.
            drag([aside(placeOf(11), -20, -20), aside(placeOf(11), 20, -20), aside(placeOf(11), 20, 20), aside(placeOf(21), 20, 20),
                  aside(placeOf(21), -20, 20)], Qt.ControlModifier)
            tryCompare(graph, "selectedNodes", 2)
            compare(graph.selectedEdges, 1)
        },
        "Shift+click": () => {
            clickNode(11)
            const more = placeOf(22)
            mouseClick(graph, more.x, more.y, Qt.LeftButton, Qt.ShiftModifier)
            compare(graph.selectedNodes, 2)
            mouseClick(graph, more.x, more.y, Qt.LeftButton, Qt.ControlModifier)
            compare(graph.selectedNodes, 0)
            compare(graph.selectedSlot, 11)
        },
        "Ctrl+Z": () => {
            clickNode(11)
            clickNode(22)
            keyClick(Qt.Key_Z, Qt.ControlModifier)
            compare(graph.selectedSlot, 11)
        },
        "Ctrl+A": () => {
            keyClick(Qt.Key_A, Qt.ControlModifier)
            tryCompare(graph, "selectedNodes", 100)
            compare(graph.selectedEdges, 180)
        },
        "Drag a node": () => {
            dragNode(44, 25, -15)
            compare(graph.pinnedNodes, 1)
            const other = placeOf(55)
            dragNode(45, 5, 20)
            compare(graph.pinnedNodes, 2)
            verify(isAt(55, other))   // the picture stands still
        },
        "U": () => {
            dragNode(44, 25, -15)
            keyClick(Qt.Key_U)        // nothing is selected
            compare(graph.pinnedNodes, 1)
            clickNode(44)
            keyClick(Qt.Key_U)
            compare(graph.pinnedNodes, 0)
            compare(lastRequest(), ["unpin", 44])
        },
        "Y": () => {
            keyClick(Qt.Key_Y)
            compare(lastRequest(), ["holdLayout", true])
            verify(NodeLayout.paused)
            keyClick(Qt.Key_Y)
            compare(lastRequest(), ["holdLayout", false])
        },
        "Shift+Y": () => {
            keyClick(Qt.Key_Y, Qt.ShiftModifier)
            compare(lastRequest()[0], "layOutAnew")
        },
        "Shift+U": () => {
            dragNode(44, 25, -15)
            dragNode(66, -15, 25)
            keyClick(Qt.Key_U, Qt.ShiftModifier)
            compare(graph.pinnedNodes, 0)
            compare(Fixture.requests.map(request => request[0]), ["unpin", "unpin"])
        },
        "Ctrl+Shift+F": () => {
            keyClick(Qt.Key_F, Qt.ControlModifier | Qt.ShiftModifier)
            verify(part("explorePanel").visible && part("filterPanel").open)
            verify(part("lookPanel").visible)
            tryVerify(() => part("filterHeader").activeFocus)
        },
        "Legend": () => {
            const rows = [0, 1, 2].map(i => delegate("legendRow" + i, part("legend")))
            mouseClick(rows[1])
            compare(rows.map(row => row.passes), [false, true, false])
            mouseClick(rows[2], 20, 10, Qt.LeftButton, Qt.ControlModifier)
            compare(rows.map(row => row.passes), [false, true, true])
            tryVerify(() => delegate("chipClose0", part("filterChip")))
            waitForRendering(window.contentItem)
            mouseClick(delegate("chipClose0", part("filterChip")))
            compare(rows.map(row => row.passes), [true, true, true])
        },
        "F": () => {
            const fitted = placeOf(99)
            mouseWheel(graph, 100, 100, 0, 360)
            verify(graph.zoomLevel > 1.5 && !graph.following)
            keyClick(Qt.Key_F)
            compare(graph.zoomLevel, 1)
            verify(graph.following)
            tryVerify(() => isAt(99, fitted))
        },
        "+  \u2212": () => {
            keyClick(Qt.Key_Plus)
            verify(graph.zoomLevel > 1.1)
            keyClick(Qt.Key_Minus)
            fuzzyCompare(graph.zoomLevel, 1, 1e-9)
            keyClick(Qt.Key_Minus)
            verify(graph.zoomLevel < 0.9)
            part("pauseButton").forceActiveFocus()
            keyClick(Qt.Key_Equal)
            fuzzyCompare(graph.zoomLevel, 1, 1e-9)
        },
        "Alt+\u2190 \u2192": () => {
            const before = placeOf(12)
            mouseDoubleClickSequence(graph, before.x, before.y)
            const middle = Qt.point(graph.width / 2, graph.height / 2)
            tryVerify(() => isAt(12, middle))
            keyClick(Qt.Key_Left, Qt.AltModifier)
            tryVerify(() => isAt(12, before))
            keyClick(Qt.Key_Right, Qt.AltModifier)
            tryVerify(() => isAt(12, middle))
            keyClick(Qt.Key_Right, Qt.AltModifier)   // there is no further place
            tryVerify(() => isAt(12, middle))
        },
        "Arrows": () => {
            clickNode(44)
            // Until the neighbours are found the arrows move the picture. None is pressed after the one that walked.
            const walkedTo = (node, key) => {
                if (graph.selectedSlot !== node)
                    keyClick(key)
                return graph.selectedSlot === node
            }
            tryVerify(() => walkedTo(45, Qt.Key_Right))
            tryVerify(() => walkedTo(55, Qt.Key_Down))
            tryVerify(() => walkedTo(54, Qt.Key_Left))
            tryVerify(() => walkedTo(44, Qt.Key_Up))
        },
        "Shift+arrows": () => {
            clickNode(44)
            const before = placeOf(44)
            keyClick(Qt.Key_Right, Qt.ShiftModifier)
            tryVerify(() => isAt(44, aside(before, -64, 0)))
            keyClick(Qt.Key_Down, Qt.ShiftModifier)
            tryVerify(() => isAt(44, aside(before, -64, -64)))
            keyClick(Qt.Key_Left, Qt.ShiftModifier)
            keyClick(Qt.Key_Up, Qt.ShiftModifier)
            tryVerify(() => isAt(44, before))
            compare(graph.selectedSlot, 44)
        },
        "1  2  3": () => {
            clickNode(44)
            const within = {[Qt.Key_1]: 5, [Qt.Key_2]: 13, [Qt.Key_3]: 25}
            for (const key of [Qt.Key_1, Qt.Key_2, Qt.Key_3]) {
                keyClick(key)
                tryCompare(graph, "selectedNodes", within[key])
            }
        },
        "P": () => {
            clickNode(11)
            keyClick(Qt.Key_P)
            clickNode(33)
            tryCompare(graph, "selectedNodes", 5)
            compare(graph.selectedEdges, 4)
        },
        "Ctrl+C": () => {
            clickNode(44)
            keyClick(Qt.Key_C, Qt.ControlModifier)
            tryCompare(Inspect, "copyWords", "Copied 9 elements as CSV.")
            compare(Fixture.clipboard(), "9")
        },
        "Ctrl+Shift+C": () => {
            clickNode(44)
            keyClick(Qt.Key_C, Qt.ControlModifier | Qt.ShiftModifier)
            tryCompare(Inspect, "copyWords", "Copied 9 elements as JSON.")
            compare(Fixture.clipboard(), "9")
        },
        "Ctrl+E": () => {
            keyClick(Qt.Key_E, Qt.ControlModifier)
            tryVerify(() => part("exportDialog").opened)
            keyClick(Qt.Key_Return)
            tryVerify(() => !part("exportDialog").visible)
            compare(lastRequest()[0], "export")
        },
        "Ctrl+Shift+S": () => {
            keyClick(Qt.Key_S, Qt.ControlModifier | Qt.ShiftModifier)
            tryVerify(() => part("saveDialog").opened)
            keyClick(Qt.Key_Escape)
            tryVerify(() => !part("saveDialog").visible)
        },
        "Ctrl+Shift+P": () => {
            Fixture.clearClipboard()
            keyClick(Qt.Key_P, Qt.ControlModifier | Qt.ShiftModifier)
            tryVerify(() => Fixture.clipboardHoldsPicture())
            verify(part("copiedWords").visible)
        },
        "Ctrl+Shift+D": () => {
            Fixture.clearClipboard()
            keyClick(Qt.Key_D, Qt.ControlModifier | Qt.ShiftModifier)
            verify(Fixture.clipboard().startsWith("Weir "))
            verify(part("copiedWords").visible)
        },
        "Ctrl+O": () => {
            keyClick(Qt.Key_O, Qt.ControlModifier)
            tryVerify(() => part("openDialog").opened)
        },
        "Ctrl+L": () => {
            keyClick(Qt.Key_L, Qt.ControlModifier)
            tryVerify(() => part("addressField").input.activeFocus)
        },
        "Ctrl+,": () => {
            keyClick(Qt.Key_Comma, Qt.ControlModifier)
            tryVerify(() => part("settingsDialog").opened)
        },
        "Ctrl+D": () => {
            keyClick(Qt.Key_D, Qt.ControlModifier)
            verify(!part("rail").visible)
            keyClick(Qt.Key_D, Qt.ControlModifier)
            verify(part("rail").visible)
        },
        "L": () => turnsOverBy(Qt.Key_L, "showLabels"),
        "G": () => turnsOverBy(Qt.Key_G, "showChanges"),
        "C": () => turnsOverBy(Qt.Key_C, "curvedEdges"),
        "M": () => {
            const card = part("minimapCard")
            verify(!card.visible)   // all of the graph is in view
            keyClick(Qt.Key_Plus)
            keyClick(Qt.Key_Plus)
            tryVerify(() => card.visible)
            keyClick(Qt.Key_M)
            verify(!card.visible)
            keyClick(Qt.Key_M)
            verify(card.visible)
        },
        "T": () => {
            compare(Appearance.mode, "dark")
            const seen = []
            for (let i = 0; i < 3; ++i) {
                keyClick(Qt.Key_T)
                seen.push(Appearance.mode)
            }
            compare(seen, ["system", "light", "dark"])
        },
        "Esc": () => {
            clickNode(44)
            keyClick(Qt.Key_F, Qt.ControlModifier)
            tryVerify(() => part("searchBox").open)
            keyClick(Qt.Key_Escape)
            verify(!part("searchBox").open)
            compare(graph.selectedSlot, 44)
            tryVerify(() => graph.activeFocus)
            keyClick(Qt.Key_Escape)
            compare(graph.selectedKind, GraphView.Nothing)
            keyClick(Qt.Key_A, Qt.ControlModifier)
            tryCompare(graph, "selectedNodes", 100)
            keyClick(Qt.Key_Escape)
            compare(graph.selectedNodes, 0)
        },
        "F1": () => {
            const list = part("shortcutList")
            keyClick(Qt.Key_F1)
            tryVerify(() => list.opened)
            keyClick(Qt.Key_Escape)
            tryVerify(() => !list.visible)
            mouseClick(part("helpButton"))
            tryVerify(() => list.opened)
        },
    })

    /// Keys where they have no use, with places for nodes by the layout, by the source or by nobody, and what is said then.
    function test_aKeyWithoutUseSaysWhy_data() {
        const anyOf = rows => rows.map(row => ({tag: row[0] + ", " + row[1], key: row[0], places: row[1], press: row[2], says: row[3]}))
        const nothing = "There is no graph to do that with."
        return anyOf([
            ["Space", "nobody", () => keyClick(Qt.Key_Space), "Nothing is followed, so there is nothing to pause."],
            ["Y", "source", () => keyClick(Qt.Key_Y), "The source has a place for every node, so there is no layout to pause."],
            ["Y", "nobody", () => keyClick(Qt.Key_Y), nothing],
            ["Shift+Y", "nobody", () => keyClick(Qt.Key_Y, Qt.ShiftModifier), nothing],
            ["U", "layout", () => keyClick(Qt.Key_U), "Select a node first that was moved by hand."],
            ["Shift+U", "layout", () => keyClick(Qt.Key_U, Qt.ShiftModifier), "No node was moved by hand."],
            ["F", "nobody", () => keyClick(Qt.Key_F), nothing],
            ["+", "nobody", () => keyClick(Qt.Key_Plus), nothing],
            ["-", "nobody", () => keyClick(Qt.Key_Minus), nothing],
            ["P", "nobody", () => keyClick(Qt.Key_P), nothing],
            ["1", "layout", () => keyClick(Qt.Key_1), "Select a node first."],
            ["2", "layout", () => keyClick(Qt.Key_2), "Select a node first."],
            ["3", "layout", () => keyClick(Qt.Key_3), "Select a node first."],
            ["Ctrl+A", "nobody", () => keyClick(Qt.Key_A, Qt.ControlModifier), nothing],
            ["Ctrl+Z", "layout", () => keyClick(Qt.Key_Z, Qt.ControlModifier), "Nothing else was selected before."],
            ["Ctrl+C", "layout", () => keyClick(Qt.Key_C, Qt.ControlModifier), "Nothing is selected to be copied."],
            ["Ctrl+Shift+C", "layout", () => keyClick(Qt.Key_C, Qt.ControlModifier | Qt.ShiftModifier), "Nothing is selected to be copied."],
            ["Ctrl+E", "nobody", () => keyClick(Qt.Key_E, Qt.ControlModifier), nothing],
            ["Ctrl+Shift+S", "nobody", () => keyClick(Qt.Key_S, Qt.ControlModifier | Qt.ShiftModifier), nothing],
            ["Ctrl+Shift+P", "nobody", () => keyClick(Qt.Key_P, Qt.ControlModifier | Qt.ShiftModifier), nothing],
            ["Alt+Left", "layout", () => keyClick(Qt.Key_Left, Qt.AltModifier), "Nothing was looked at before this."],
            ["Alt+Right", "layout", () => keyClick(Qt.Key_Right, Qt.AltModifier), "Nothing was looked at after this."],
        ])
    }

    function test_aKeyWithoutUseSaysWhy(row) {
        if (row.key === "Space")
            Fixture.show("never")
        Fixture.placesBy(row.places)
        const said = part("copiedWords")
        verify(!said.visible)
        row.press()
        verify(said.visible)
        compare(said.text, row.says)
        compare(Fixture.requests.length, 0)
        verify(!part("saveDialog").visible)
    }

    function test_whatMayNotBeSeenAtOnceIsSaid() {
        const said = (key, words) => {
            keyClick(key)
            compare(part("copiedWords").text, words)
        }
        Settings.showChanges = true
        Settings.curvedEdges = false
        for (const words of ["Changes do not glow.", "Changes glow."])
            said(Qt.Key_G, words)
        for (const words of ["Edges are curved, seen close by.", "Edges are straight."])
            said(Qt.Key_C, words)
        for (const words of ["The small picture is hidden.", "The small picture is shown beside a part of the graph."])
            said(Qt.Key_M, words)
    }

    function test_aNodeThatNobodyMovedCannotBeLetGo() {
        clickNode(44)
        keyClick(Qt.Key_U)
        compare(part("copiedWords").text, "The selected node was not moved by hand.")
    }

    /// What no key does is in menus and on buttons: nothing of it is silent either, and what is greyed out says why before it is clicked.
    function test_whatIsGreyedOutSaysWhy() {
        Fixture.placesBy("nobody")
        const said = part("copiedWords")
        const greyed = part("actions").all.filter(act => !act.possible)
        verify(greyed.length > 10)
        for (const act of greyed) {
            verify(act.obstacle.endsWith("."), act.label)
            act.trigger()
            compare(said.text, act.obstacle)
        }
        compare(Fixture.requests.length, 0)
        const fit = delegate("tool-fit")
        verify(fit.opacity < 1)
        compare(fit.text, "Fit (F). There is no graph to do that with.")
        Fixture.placesBy("source")
        compare(fit.opacity, 1)
        mouseClick(delegate("tool-hold"))
        compare(said.text, "The source has a place for every node, so there is no layout to pause.")
    }

    function test_aGreyedOutLineOfAMenuSaysWhy() {
        const menu = part("groundMenu")
        Fixture.placesBy("source")
        mouseClick(graph, 20, 300, Qt.RightButton)
        tryVerify(() => menu.opened)
        let row = null
        for (let i = 0; i < menu.count; ++i) {
            if (menu.itemAt(i).act === part("actions").holdLayout)
                row = menu.itemAt(i)
        }
        const why = "The source has a place for every node, so there is no layout to pause."
        compare(row.Accessible.description, why)
        tryVerify(() => {   // the menu may still be laid out
            mouseMove(row)
            return row.highlighted
        })
        mouseClick(row)
        tryVerify(() => !menu.visible)
        compare(part("copiedWords").text, why)
        compare(Fixture.requests.length, 0)
    }

    /// Under F1 two keys share a line; in a menu and on a button each stands at what it does.
    function test_eachActHasItsOwnKey() {
        const acts = part("actions")
        compare([acts.zoomIn, acts.zoomOut, acts.within1, acts.within2, acts.within3].map(act => act.keys), ["+", "\u2212", "1", "2", "3"])
        compare(delegate("tool-zoomOut").text, "Zoom out (\u2212)")
    }

    function turnsOverBy(key, setting) {
        const before = Settings[setting]
        compare(graph[setting], before)
        keyClick(key)
        compare(graph[setting], !before)
        keyClick(key)
        compare(graph[setting], before)
    }

    function test_everyLineOfTheListDoesWhatItSays_data() {
        return listed().map(line => ({tag: line, line: line}))
    }

    function test_everyLineOfTheListDoesWhatItSays(row) {
        verify(deeds[row.line], "a deed for " + row.line)
        deeds[row.line]()
    }

    function test_everyDeedIsInTheList() {
        compare(Object.keys(deeds).sort(), listed().sort())
    }
}
