import QtQuick
import QtTest
import Weir.Graph
import Weir.Inspect
import Weir.Look
import WindowFixture

/// What a person asks of the selection, by keys and mouse on the window's own controls.
WindowTest {
    name: "Inspect"

    function init() {
        openGraph()
    }

    function test_theSizeOfASetIsSaidOnce() {
        graph.selectNode(44)
        tryVerify(() => Inspect.canStep)
        keyClick(Qt.Key_2)
        tryVerify(() => part("setWords").visible && part("setWords").text.indexOf("within 2 steps") > 0)
        verify(!part("selectedSetNote").visible)
        keyClick(Qt.Key_D, Qt.ControlModifier)   // without the panel
        tryVerify(() => part("inspectBanner").visible)
        verify(!part("selectionNote").visible)
        keyClick(Qt.Key_D, Qt.ControlModifier)
        keyClick(Qt.Key_Escape)
        keyClick(Qt.Key_Escape)
        keyClick(Qt.Key_A, Qt.ControlModifier)
        tryVerify(() => part("selectedSetNote").visible)
        verify(!part("setWords").visible)
        keyClick(Qt.Key_D, Qt.ControlModifier)
        tryVerify(() => part("selectionNote").visible)
        verify(!part("inspectBanner").visible)
        keyClick(Qt.Key_D, Qt.ControlModifier)
    }

    function test_neighboursAreListedAndChosenByMouse() {
        clickNode(44)
        const list = part("neighbours")
        tryCompare(list, "count", 4)
        tryCompare(part("neighbourWords"), "text", "4 neighbours, 4 edges")
        tryCompare(row("neighboursRow0", list), "title", "node 34")
        compare(row("neighboursRow0", list).arrow, "\u2190")
        tryCompare(row("neighboursRow2", list), "title", "node 45")
        compare(row("neighboursRow2", list).arrow, "\u2192")
        click(row("neighboursRow2", list))
        compare(graph.selectedSlot, 45)
        tryVerify(() => Math.abs(Fixture.placeOf(graph, 45).x - graph.width / 2) < 1)
        tryCompare(row("neighboursRow0", list), "title", "node 35")
    }

    function test_neighboursAreWalkedByKeys() {
        clickNode(44)
        const list = part("neighbours")
        tryCompare(list, "count", 4)
        list.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_End)
        keyClick(Qt.Key_Up)
        compare(list.currentIndex, 2)
        keyClick(Qt.Key_Return)
        compare(graph.selectedSlot, 45)
        // The list is that of the next node now, and still has the keys.
        tryCompare(list, "count", 4)
        tryCompare(row("neighboursRow0", list), "title", "node 35")
        keyClick(Qt.Key_Return)
        compare(graph.selectedSlot, 35)
    }

    function test_neighboursComeAndGo() {
        clickNode(44)
        const list = part("neighbours"), changes = part("changes")
        tryCompare(list, "count", 4)
        compare(changes.count, 0)
        Fixture.joinNodes(graph, 44, 99)
        tryCompare(list, "count", 5)
        tryCompare(changes, "count", 1)
        tryCompare(row("change0", changes), "words", "edge to node 99 added")
        Fixture.removeNode(graph, 99)
        tryCompare(list, "count", 4)
        compare(changes.count, 2)
    }

    function test_numbersSelectWhatIsNear() {
        clickNode(44)
        keyClick(Qt.Key_2)
        tryCompare(graph, "selectedNodes", 13)
        compare(part("setWords").text, "13 nodes, 16 edges within 2 steps")
        compare(part("stepsChoice").current, 2)
        keyClick(Qt.Key_3)
        tryCompare(graph, "selectedNodes", 25)
        keyClick(Qt.Key_1)
        tryCompare(graph, "selectedNodes", 5)
        keyClick(Qt.Key_1)
        compare(graph.selectedNodes, 0)
        compare(graph.selectedSlot, 44)
        const choice = part("stepsChoice")
        click(choice)                            // its middle one
        tryCompare(graph, "selectedNodes", 13)
        keyClick(Qt.Key_Escape)                  // from within the panel
        compare(graph.selectedNodes, 0)
        compare(graph.selectedSlot, 44)
        graph.forceActiveFocus()
        keyClick(Qt.Key_Escape)
        compare(graph.selectedKind, GraphView.Nothing)
    }

    function test_numbersOfNothingDoNothing() {
        for (const key of [Qt.Key_1, Qt.Key_2, Qt.Key_3])
            keyClick(key)
        compare(Inspect.steps, 0)
        compare(graph.selectedNodes, 0)
    }

    function test_aPathIsChosenByKeyAndClick() {
        clickNode(11)
        keyClick(Qt.Key_P)
        const banner = part("inspectBanner")
        verify(banner.visible)
        compare(banner.words, "Path from node 11: click the other node, or search for it. Ctrl+F searches, Esc leaves.")
        clickNode(33)
        verify(!banner.visible)
        const list = part("pathList")
        tryCompare(list, "count", 5)
        compare(graph.selectedNodes, 5)
        compare(graph.selectedEdges, 4)
        tryCompare(part("pathWords"), "text", "4 steps from node 11 to node 33")
        // A node of the path is brought into the middle; the path stays.
        click(row("pathListRow0", list))
        tryVerify(() => Math.abs(Fixture.placeOf(graph, 11).x - graph.width / 2) < 1)
        compare(graph.selectedNodes, 5)
        keyClick(Qt.Key_Escape)
        compare(list.count, 0)
        compare(graph.selectedNodes, 0)
        compare(graph.selectedSlot, 33)
    }

    function test_aPathIsChosenByTheButtonAndTheSearch() {
        clickNode(11)
        const button = part("pathButton")
        click(button)
        verify(Inspect.choosing)
        compare(button.text, "Cancel")
        keyClick(Qt.Key_F, Qt.ControlModifier)
        tryVerify(() => part("searchInput").activeFocus)
        keyClick("l")
        Fixture.answerSearch(12)
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Return)                  // node 1
        verify(!Inspect.choosing)
        tryCompare(part("pathList"), "count", 2)
    }

    function test_escapeLeavesTheChoiceOfAPath() {
        clickNode(11)
        keyClick(Qt.Key_P)
        verify(Inspect.choosing)
        keyClick(Qt.Key_Escape)
        verify(!Inspect.choosing)
        compare(graph.selectedSlot, 11)
        clickNode(33)
        compare(part("pathList").count, 0)
        keyClick(Qt.Key_P)
        click(part("pathButton"))
        verify(!Inspect.choosing)
    }

    function test_noPathIsSaidInWords() {
        Fixture.removeEdges(graph, 94)   // one that no card covers
        clickNode(11)
        keyClick(Qt.Key_P)
        clickNode(94)
        tryCompare(part("pathWords"), "text", "No path leads from node 11 to node 94.")
        compare(graph.selectedNodes, 0)
    }

    function test_changesOfValuesAreListed() {
        clickNode(44)
        Fixture.changeValue(20)
        const changes = part("changes")
        tryCompare(changes, "count", 1)
        tryCompare(row("change0", changes), "words", "Installed size 17.3 MiB \u2192 20 MiB")
        compare(row("change0", changes).age, "now")
        clickNode(45)
        compare(changes.count, 0)
    }

    function test_aRemovedSelectionSaysSo() {
        clickNode(44)
        Fixture.removeNode(graph, 44)
        compare(graph.selectedKind, GraphView.Nothing)
        const words = part("farewell")
        verify(words.visible)
        compare(words.text, "node 44 was removed.")
        compare(part("changes").count, 1)
        keyClick(Qt.Key_Escape)
        verify(!words.visible)
    }

    function test_theSelectionIsCopied() {
        keyClick(Qt.Key_C, Qt.ControlModifier)
        compare(part("copiedWords").text, "Nothing is selected to be copied.")
        compare(Inspect.copyWords, "")
        clickNode(44)
        keyClick(Qt.Key_C, Qt.ControlModifier)
        tryCompare(part("copyWords"), "text", "Copied 9 elements as CSV.")
        compare(Fixture.clipboard(), "9")
        keyClick(Qt.Key_2)
        tryCompare(graph, "selectedNodes", 13)
        keyClick(Qt.Key_C, Qt.ControlModifier | Qt.ShiftModifier)
        tryCompare(part("copyWords"), "text", "Copied 29 elements as JSON.")
        compare(Fixture.clipboard(), "29")
        click(part("copyCsvButton"))
        tryCompare(part("copyWords"), "text", "Copied 29 elements as CSV.")
        click(part("copyJsonButton"))
        tryCompare(part("copyWords"), "text", "Copied 29 elements as JSON.")
    }

    function test_aTextFieldKeepsItsOwnCopy() {
        clickNode(44)
        keyClick(Qt.Key_F, Qt.ControlModifier)
        tryVerify(() => part("searchInput").activeFocus)
        keyClick(Qt.Key_A, Qt.ControlModifier)
        for (const letter of "12p")
            keyClick(letter)
        compare(Search.text, "12p")
        compare(Inspect.steps, 0)
        verify(!Inspect.choosing)
        keyClick(Qt.Key_A, Qt.ControlModifier)
        keyClick(Qt.Key_C, Qt.ControlModifier)
        compare(Fixture.clipboard(), "12p")
        compare(Inspect.copyWords, "")
    }

    function test_withoutThePanelABannerSaysIt() {
        clickNode(44)
        keyClick(Qt.Key_D, Qt.ControlModifier)
        keyClick(Qt.Key_2)
        const banner = part("inspectBanner")
        tryVerify(() => banner.visible && banner.words === "13 nodes, 16 edges within 2 steps")
        keyClick(Qt.Key_C, Qt.ControlModifier)
        tryVerify(() => banner.words === "13 nodes, 16 edges within 2 steps. Copied 29 elements as CSV.")
        Fixture.removeNode(graph, 44)
        tryCompare(banner, "words", "node 44 was removed.")
        keyClick(Qt.Key_P, Qt.AltModifier)       // not the key P
        verify(!Inspect.choosing)
    }

    function test_tabReachesEverythingAndBringsItIntoSight() {
        clickNode(44)
        tryCompare(part("neighbours"), "count", 4)
        keyClick(Qt.Key_P)
        clickNode(88)
        tryCompare(part("pathList"), "count", 9)
        const panel = part("explorePanel"), seen = []
        for (let i = 0; i < 40; ++i) {
            keyClick(Qt.Key_Tab)
            const item = window.activeFocusItem
            if (!item || item.objectName === "")
                continue
            seen.push(item.objectName)
            let inside = item
            while (inside && inside !== panel)
                inside = inside.parent
            if (inside) {
                const top = item.mapToItem(panel, 0, 0).y
                verify(top >= 0 && top + Math.min(item.height, panel.height) <= panel.height + 1, item.objectName + " is in sight")
            }
        }
        for (const name of ["pathButton", "pathListRow0", "neighboursRow0", "changes", "copyCsvButton", "copyJsonButton"])
            verify(seen.includes(name), name + " among " + seen)
    }

    function test_whatCameInAPauseIsSaidListedAndShown() {
        const note = part("awayNote")
        verify(!note.visible)
        Fixture.changeInAPause(graph)
        tryVerify(() => note.visible)
        compare(part("awayWords").text, "While you were away: +1 node, 4 edges changed")
        verify(!part("awaySection").visible)
        mouseClick(note, 20, note.height / 2)
        verify(part("awaySection").visible)
        compare(graph.selectedNodes, 1)
        compare(graph.selectedEdges, 1)
        const list = part("awayList")
        tryVerify(() => delegate("away1", list) && delegate("away1", list).words === "node 100 \u2013 node 0")
        compare(part("awayRest").text, "3 edges gone")
        click(delegate("away0", list))
        tryVerify(() => isAt(100, Qt.point(graph.width / 2, graph.height / 2)))
        mouseClick(part("awayDismiss"))
        verify(!note.visible && !part("awaySection").visible)
    }
}
