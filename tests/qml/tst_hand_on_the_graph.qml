import QtQuick
import QtTest
import Weir.Graph
import Weir.Inspect
import Weir.Look
import Weir.Settings
import Weir.Window
import WindowFixture

/// What a hand does to the picture of a graph in the window, and what the window says to it.
WindowTest {
    name: "HandOnTheGraph"

    function init() {
        Settings.showMinimap = true
        Settings.legendFolded = false
        Settings.legendCorner = 0
        openGraph()
    }

    function moveTo(at) {
        mouseMove(graph, at.x, at.y)
    }

    function between(one, other) {
        const a = placeOf(one), b = placeOf(other)
        return Qt.point((a.x + b.x) / 2, (a.y + b.y) / 2)
    }

    function zoomIn() {
        for (let i = 0; i < 8; ++i)
            keyClick(Qt.Key_Plus)
        verify(graph.zoomLevel > 3.5)
    }

    function middle() {
        return Qt.point(graph.width / 2, graph.height / 2)
    }

    function test_whatToDoNextCoversNoCard() {
        window.width = 960
        window.height = 600
        zoomIn()
        tryVerify(() => part("minimapCard").visible && part("legend").visible)
        keyClick(Qt.Key_P)
        const banner = part("inspectBanner")
        tryVerify(() => banner.visible)
        for (const card of [part("minimapCard"), part("legend")])
            verify(banner.y + banner.height <= card.y || banner.x >= card.x + card.width || banner.x + banner.width <= card.x)
    }

    function test_aMenuIsOfWhatThePointerIsOn() {
        const edge = between(44, 45)
        const openedAt = (at, kind, menu) => {
            moveTo(Qt.point(4, 4))
            moveTo(at)
            tryCompare(graph, "hoveredKind", kind)
            mouseClick(graph, at.x, at.y, Qt.RightButton)
            tryVerify(() => part(menu).opened)
        }
        const closed = menu => {
            keyClick(Qt.Key_Escape)
            tryVerify(() => !part(menu).visible)
        }
        openedAt(edge, GraphView.Edge, "selectionMenu")
        compare(graph.selectedKind, GraphView.Edge)
        verify(part("actions").copyCsv.possible)
        closed("selectionMenu")
        openedAt(placeOf(46), GraphView.Node, "nodeMenu")
        compare(graph.selectedSlot, 46)
        closed("nodeMenu")
        keyClick(Qt.Key_A, Qt.ControlModifier)
        tryCompare(graph, "selectedNodes", 100)
        openedAt(edge, GraphView.Edge, "selectionMenu")   // edges lie everywhere: the set is meant
        compare(graph.selectedNodes, 100)
        closed("selectionMenu")
        openedAt(placeOf(46), GraphView.Node, "selectionMenu")   // one of the set: all of it is meant
        compare(graph.selectedNodes, 100)
        closed("selectionMenu")
        mouseClick(graph, placeOf(23).x, placeOf(23).y, Qt.LeftButton, Qt.ControlModifier)   // no longer one of it
        compare(graph.selectedNodes, 99)
        openedAt(placeOf(23), GraphView.Node, "nodeMenu")
        compare(graph.selectedSlot, 23)
        closed("nodeMenu")
    }

    function test_whatThePointerRestsOnIsSaidBesideIt() {
        const card = part("hoverCard")
        moveTo(Qt.point(4, 4))
        moveTo(placeOf(44))
        tryVerify(() => card.visible)
        compare(Hover.title, "node 44")
        verify(card.x > placeOf(44).x && card.x + card.width <= graph.width)
        moveTo(placeOf(90))
        compare(Hover.title, "node 90")
        verify(card.y >= card.within.y && card.y + card.height <= card.within.y + card.within.height)
        moveTo(between(44, 45))
        compare(graph.hoveredKind, GraphView.Edge)
        compare(Hover.isNode, false)
        moveTo(Qt.point(4, 4))
        verify(!card.visible)
    }

    function test_aClickSelectsANodeAnEdgeOrNothing() {
        clickNode(44)
        compare(part("rail").tab, "explore")
        compare(part("selectionTitle").text, "node 44")
        const edge = between(44, 45)
        mouseClick(graph, edge.x, edge.y)
        compare(graph.selectedKind, GraphView.Edge)
        verify(!Selection.isNode && Selection.known)
        mouseClick(graph, 4, 4)
        compare(graph.selectedKind, GraphView.Nothing)
        verify(!Selection.known)
    }

    function test_aDragOnTheGroundMovesThePictureAndTheWheelZoomsIt() {
        const before = placeOf(44)
        drag([Qt.point(5, 5), Qt.point(30, 10), Qt.point(45, 25)])
        tryVerify(() => isAt(44, aside(before, 40, 20)))
        compare(graph.selectedKind, GraphView.Nothing)
        const at = placeOf(11)
        mouseWheel(graph, at.x, at.y, 0, 240)
        tryVerify(() => isAt(11, at))
        verify(graph.zoomLevel > 1.3)
    }

    function test_whatIsSelectedByARectangleIsToldInThePanel() {
        drag([Qt.point(2, 2), middle(), Qt.point(graph.width - 2, graph.height - 2)], Qt.ShiftModifier)
        const note = part("selectedSetNote")
        tryCompare(note, "text", "100 nodes and 180 edges selected")
        compare(part("rail").tab, "explore")
        verify(note.visible && !part("selectionNote").visible)
        keyClick(Qt.Key_D, Qt.ControlModifier)   // without the panel it stands below the picture
        const below = part("selectionNote")
        verify(below.visible)
        compare(below.text, note.text)
        mouseClick(findChild(below, "clearSetButton"))
        compare(graph.selectedNodes, 0)
        verify(!below.visible)
    }

    function test_theLineIsShownWhileItIsDrawnAndEscapeGivesItUp() {
        mousePress(graph, 100, 100, Qt.LeftButton, Qt.ControlModifier)
        for (const point of [[500, 90], [620, 300], [400, 500], [80, 420]])
            mouseMove(graph, point[0], point[1], -1, Qt.LeftButton)
        verify(Fixture.cornersOf(part("regionOutline")) >= 5)
        keyClick(Qt.Key_Escape)
        compare(Fixture.cornersOf(part("regionOutline")), 0)
        mouseRelease(graph, 80, 420, Qt.LeftButton, Qt.ControlModifier)
        clickNode(44)
        compare(graph.selectedNodes, 0)
    }

    function test_allInViewIsSelectedWhereverTheKeyboardIs() {
        part("pauseButton").forceActiveFocus()
        keyClick(Qt.Key_A, Qt.ControlModifier)
        tryCompare(graph, "selectedNodes", 100)
        keyClick(Qt.Key_Escape)                  // out of the bar
        verify(graph.activeFocus)
        keyClick(Qt.Key_Escape)
        compare(graph.selectedNodes, 0)
        zoomIn()
        keyClick(Qt.Key_F, Qt.ControlModifier)
        tryVerify(() => part("searchInput").activeFocus)
        type("ab")
        keyClick(Qt.Key_A, Qt.ControlModifier)   // a text's own
        keyClick("c")
        compare(Search.text, "c")
        keyClick(Qt.Key_Escape)
        keyClick(Qt.Key_A, Qt.ControlModifier)
        tryVerify(() => graph.selectedNodes > 0 && graph.selectedNodes < 50)   // only what is in view
    }

    function test_aNodeThatWasMovedIsLetGoInThePanel() {
        const button = part("unpinButton")
        clickNode(44)
        verify(!button.visible)
        dragNode(44, 25, -15)
        compare(graph.selectedSlot, 44)
        tryVerify(() => button.visible)
        click(button)
        compare(graph.pinnedNodes, 0)
        compare(lastRequest(), ["unpin", 44])
        verify(!button.visible)
    }

    function test_aNodeThatTheSourcePlacedIsMovedLikeAnyOther() {
        Fixture.placeBySource(graph, 44)
        const other = placeOf(55)
        dragNode(44, 30, 20)
        compare(graph.pinnedNodes, 1)
        verify(isAt(55, other))
    }

    function test_theLegendFoldsAndGoesToAnotherCorner() {
        const legend = part("legend"), head = part("legendHead")
        tryVerify(() => legend.visible)
        verify(delegate("legendRow0", legend).visible)
        const open = legend.height
        mouseClick(part("legendFold"))
        verify(Settings.legendFolded)
        tryVerify(() => legend.height < open / 2)
        mouseClick(head, 20, 10)                 // its title does the same
        verify(!Settings.legendFolded)
        mouseClick(part("legendMove"))
        compare(Settings.legendCorner, 1)
        tryVerify(() => legend.x < graph.x + 40)
        // And a hand draws it to the corner that it lets it go in.
        mousePress(head, 30, 14)
        for (let step = 1; step <= 10; ++step)
            mouseMove(head, 30 + 60 * step, 14 - 40 * step)
        mouseRelease(head, 630, -386)
        tryCompare(Settings, "legendCorner", 3)
        tryVerify(() => legend.mapToItem(graph, 0, 0).y < 40 && legend.mapToItem(graph, legend.width, 0).x > graph.width - 40)   // where it is drawn
        verify(legend.mapToItem(graph, legend.width, 0).x <= graph.width && legend.mapToItem(graph, 0, 0).y >= 0)
    }

    function test_whatACardCoversIsOutOfReach() {
        const legend = part("legend")
        tryVerify(() => legend.visible)
        Settings.legendCorner = 2
        tryVerify(() => legend.x < graph.x + 40)
        for (let i = 0; i < 8; ++i)
            graph.zoomIn()
        const covered = graph.mapFromItem(legend, legend.width - 12, 40)
        const at = placeOf(44)
        graph.panBy(covered.x - at.x, covered.y - at.y)
        tryVerify(() => isAt(44, covered))
        moveTo(middle())
        moveTo(placeOf(55))
        tryCompare(graph, "hoveredSlot", 55)
        moveTo(covered)
        tryCompare(graph, "hoveredKind", GraphView.Nothing)
        graph.selectNode(55)
        mouseClick(graph, covered.x, covered.y)
        compare(graph.selectedSlot, 55)
    }

    function test_theKeyboardShowsThatItIsInTheGraph() {
        verify(!part("graphFocus").visible)      // it was clicked, or is where one begins
        graph.nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason)
        graph.forceActiveFocus(Qt.BacktabFocusReason)
        verify(part("graphFocus").visible)
        clickNode(44)
        graph.nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason)
        verify(!part("graphFocus").visible)
    }

    function test_whatIsFoundIsFlownToByMouse() {
        keyClick(Qt.Key_F, Qt.ControlModifier)
        tryVerify(() => part("searchInput").activeFocus)
        type("lib")
        Fixture.answerSearch(12)
        mouseClick(row("searchRow3", part("searchList")))
        compare(graph.selectedSlot, 3)
        tryVerify(() => isAt(3, middle()))
        keyClick(Qt.Key_Left, Qt.AltModifier)    // and one comes back from there
        compare(graph.zoomLevel, 1)
        verify(graph.following)
    }

    function test_theSmallPictureMovesTheLargeOne() {
        const map = part("minimap"), card = part("minimapCard")
        verify(!card.visible)
        zoomIn()
        tryVerify(() => card.visible)
        tryVerify(() => Fixture.frameOf(map).width > 0)
        // A click beside the frame brings what is there into the middle.
        mouseClick(map, 40, 30)
        const first = placeOf(0)
        verify(first.x > -400 && first.x < graph.width / 2)
        const level = graph.zoomLevel
        // The frame is gripped and drawn to the right and down: the picture goes the other way.
        const frame = Fixture.frameOf(map)
        const held = Qt.point(frame.x + frame.width / 2, frame.y + frame.height / 2)
        drag([held, aside(held, 10, 5), aside(held, 20, 10)], Qt.NoModifier, map)
        const then = placeOf(0)
        verify(then.x < first.x - 50 && then.y < first.y - 20, first + " and then " + then)
        fuzzyCompare(graph.zoomLevel, level, 1e-9)
        mouseWheel(map, 80, 50, 0, 120)
        verify(graph.zoomLevel > level * 1.1)
        keyClick(Qt.Key_F)
        verify(!card.visible)
    }

    function test_aFittedGraphStandsClearOfTheLegend() {
        const legend = part("legend")
        tryVerify(() => legend.visible)
        keyClick(Qt.Key_Plus)
        keyClick(Qt.Key_F)
        for (const node of [0, 9, 90, 99]) {
            const at = placeOf(node)
            verify(!legend.contains(graph.mapToItem(legend, at)), node + " is at " + at)
            verify(at.x > 16 && at.y > 16 && at.x < graph.width - 16 && at.y < graph.height - 16)
        }
    }

    function test_aGestureOnAGraphThatIsReplacedMeanwhileSelectsNothingOfIt() {
        mousePress(graph, 2, 2, Qt.LeftButton, Qt.ShiftModifier)
        mouseMove(graph, 300, 300, -1, Qt.LeftButton)
        Fixture.showGraph(graph, 3)
        mouseMove(graph, graph.width - 2, graph.height - 2, -1, Qt.LeftButton)
        mouseRelease(graph, graph.width - 2, graph.height - 2, Qt.LeftButton, Qt.ShiftModifier)
        tryVerify(() => Fixture.placeOf(graph, 0).x > 0)
        verify(graph.selectedNodes <= 9)
        keyClick(Qt.Key_A, Qt.ControlModifier)
        tryCompare(graph, "selectedNodes", 9)
    }
}
