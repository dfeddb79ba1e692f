import QtQuick
import QtTest
import Weir.Inspect
import Weir.Look
import Weir.Settings
import Weir.Window
import WindowFixture

/// Every state of the window, drawn for real; with WEIR_PICTURES set, the pictures are kept for people to look at.
TestCase {
    id: test
    name: "Pictures"
    when: windowShown

    Component { id: windows; Main { visible: true } }

    function openWindow(theme, size) {
        Appearance.mode = theme
        const window = createTemporaryObject(windows, test, {width: size.width, height: size.height})
        window.requestActivate()
        tryVerify(() => window.active)
        waitForRendering(window.contentItem)
        return window
    }

    function init() {
        failOnWarning(/qrc:/)
    }

    function chosen(columns, row) { return columns.data(columns.index(row, 0), 256) }

    function test_everyStateIsDrawn_data() {
        const rows = []
        for (const state of ["never", "connecting", "live", "paused", "catching-up", "lost", "refused", "closed", "empty"]) {
            for (const theme of ["dark", "light"])
                rows.push({tag: state + "-" + theme, state: state, theme: theme, size: Qt.size(1280, 800)})
        }
        rows.push({tag: "live-dark-2560", state: "live", theme: "dark", size: Qt.size(2560, 1440)})
        rows.push({tag: "live-light-2560", state: "live", theme: "light", size: Qt.size(2560, 1440)})
        rows.push({tag: "paused-dark-960", state: "paused", theme: "dark", size: Qt.size(960, 600)})
        return rows
    }

    function test_everyStateIsDrawn(row) {
        Fixture.reset()
        Fixture.fillHistory()
        Fixture.show(row.state)
        const window = openWindow(row.theme, row.size)
        const words = findChild(window, "stateChip")
        verify(words.text.length > 0)
        verify(words.width >= words.implicitWidth, "the words of the state are whole")
        verify(Fixture.keepPicture(window, row.tag))
    }

    function test_cardsAreDrawn_data() {
        return [{tag: "dark", theme: "dark", size: Qt.size(1280, 800)},
                {tag: "light", theme: "light", size: Qt.size(1280, 800)},
                {tag: "light-960", theme: "light", size: Qt.size(960, 600)}]
    }

    function test_cardsAreDrawn(row) {
        Fixture.reset()
        Fixture.show("live")
        const window = openWindow(row.theme, row.size)
        keyClick(Qt.Key_O, Qt.ControlModifier)
        const switcher = findChild(window, "openDialog")
        tryVerify(() => switcher.opened)
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "opening-" + row.tag))
        keyClick(Qt.Key_Escape)
        tryVerify(() => !switcher.visible)
        keyClick(Qt.Key_F1)
        const keys = findChild(window, "shortcutList")
        tryVerify(() => keys.opened)
        waitForRendering(window.contentItem)
        verify(keys.width <= window.width && keys.height <= window.height, "all keys are in the window")
        verify(Fixture.keepPicture(window, "keys-" + row.tag))
        keyClick(Qt.Key_Escape)
        Fixture.dragOver(window, ["file:///home/me/packages.graphml"], "")
        tryVerify(() => findChild(window, "dropCard").visible)
        waitForRendering(window.contentItem)
        const card = findChild(window, "dropCard"), rail = findChild(window, "rail")
        verify(card.x + card.width <= rail.mapToItem(card.parent, 0, 0).x, "it covers nothing of the panel")
        verify(Fixture.keepPicture(window, "drop-" + row.tag))
        Fixture.dragAway(window)
        tryVerify(() => !findChild(window, "dropCard").visible)
        Fixture.hoverNode()
        Fixture.selectNode()
        findChild(window, "hoverCard").at = Qt.point(300, 300)
        findChild(window, "rail").tab = "explore"
        Fixture.reportFault("/home/me/events.jsonl:12: not JSON: a value is missing after \"size\"")
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "explore-" + row.tag))
        const search = findChild(window, "searchBox")
        search.start()
        Search.text = "lib"
        Fixture.answerSearch(12)
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "search-" + row.tag))
        Search.text = "degree >"
        Fixture.answerSearchWithFault("After \"degree >\" comes a number, such as degree > 0.5.")
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "search-fault-" + row.tag))
    }

    function test_whatIsAskedOfTheSelectionIsDrawn_data() {
        return [{tag: "dark", theme: "dark", size: Qt.size(1280, 800)},
                {tag: "light", theme: "light", size: Qt.size(1280, 800)},
                {tag: "dark-2560", theme: "dark", size: Qt.size(2560, 1440)},
                {tag: "light-2560", theme: "light", size: Qt.size(2560, 1440)}]
    }

    function test_whatIsAskedOfTheSelectionIsDrawn(row) {
        Fixture.reset()
        Fixture.show("live")
        const window = openWindow(row.theme, row.size)
        const graph = findChild(window, "graphView")
        Fixture.showGraph(graph, 20)
        tryVerify(() => Fixture.placeOf(graph, 0).x > 0)
        const keep = name => {
            tryVerify(() => Fixture.placeOf(graph, 0).x !== -1)
            waitForRendering(window.contentItem)
            verify(Fixture.keepPicture(window, "inspect-" + name + "-" + row.tag))
        }
        graph.selectNode(87)
        tryVerify(() => Inspect.neighbours.count === 4)
        Fixture.joinNodes(graph, 87, 310)
        Fixture.changeValue(20.5)
        tryVerify(() => Inspect.neighbours.count === 5)
        Inspect.selectWithin(3)
        tryVerify(() => graph.selectedNodes > 0)
        keep("neighbourhood")
        Inspect.choosePath()
        keep("choosing")
        graph.selectNode(312)
        tryVerify(() => Inspect.path.count > 0)
        Inspect.copyCsv()
        keep("path")
        Fixture.removeNode(graph, 312)
        keep("removed")
    }

    function test_looksAreDrawn_data() {
        return [{tag: "dark", theme: "dark", size: Qt.size(1280, 800)},
                {tag: "light", theme: "light", size: Qt.size(1280, 800)},
                {tag: "light-960", theme: "light", size: Qt.size(960, 600)},
                {tag: "dark-2560", theme: "dark", size: Qt.size(2560, 1440)}]
    }

    /// Histogram, texts, flag and edges, with all kinds of chips.
    function test_columnFiltersAreDrawn_data() { return test_looksAreDrawn_data() }

    function test_columnFiltersAreDrawn(row) {
        Fixture.reset()
        Fixture.show("live")
        const window = openWindow(row.theme, row.size)
        Fixture.showFirm()
        keyClick(Qt.Key_F, Qt.ControlModifier | Qt.ShiftModifier)
        tryVerify(() => findChild(window, "filterHeader").activeFocus)
        const nodes = [4, 5, 6, 7, 8].map(i => chosen(Filter.nodeColumns, i))
        const edges = [1, 2].map(i => chosen(Filter.edgeColumns, i))
        for (const choice of nodes.concat(edges))
            choice.open = true
        tryVerify(() => nodes.concat(edges).every(choice => choice.counted))
        nodes[0].range.moveLow(0.3)
        nodes[0].range.moveHigh(0.8)
        nodes[1].range.moveLow(0.5)
        nodes[2].texts.only(1)
        nodes[2].texts.setPasses(2, true)
        nodes[3].flag = 1
        nodes[4].range.setTo("2011-06-30")
        edges[0].range.stepLow(2)
        Fixture.answerEdges(240)
        verify(!findChild(window, "filterSummary").truncated, "what passes is whole")
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "columns-" + row.tag))
        const panel = findChild(window, "explorePanel")
        for (const [part, share] of [["middle", 0.5], ["end", 1]]) {
            panel.contentY = share * (panel.contentHeight - panel.height)
            waitForRendering(window.contentItem)
            verify(Fixture.keepPicture(window, "columns-" + part + "-" + row.tag))
        }
        Filter.clear()
    }

    function test_looksAreDrawn(row) {
        Fixture.reset()
        Fixture.show("live")
        const window = openWindow(row.theme, row.size)
        keyClick(Qt.Key_F, Qt.ControlModifier | Qt.ShiftModifier)
        tryVerify(() => findChild(window, "filterHeader").activeFocus)
        chosen(Filter.nodeColumns, 0).texts.setAllPass(false)
        chosen(Filter.nodeColumns, 1).range.setFrom("2")
        Filter.age.to = "ten seconds"
        Fixture.answerLook(1204)
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "filters-" + row.tag))
        findChild(window, "filterPanel").open = false
        Fixture.selectNode()
        Look.colour = 3
        Fixture.answerLook(1204)
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "scale-" + row.tag))
        Look.colour = 2
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "age-" + row.tag))
        Look.colour = 1
        const chooser = findChild(window, "sizeChooser").box
        chooser.popup.open()
        tryVerify(() => chooser.popup.opened)
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "components-" + row.tag))
        chooser.popup.close()
        Fixture.describeAttributes(64)
        Look.colour = 5
        Look.edgeColour = 3
        Look.size = 6
        Look.edgeWidth = 3
        Fixture.answerAttributes()
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "attributes-" + row.tag))
        const label = findChild(window, "labelChooser").box
        label.popup.open()
        tryVerify(() => label.popup.opened)
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "columns-" + row.tag))
    }
}
