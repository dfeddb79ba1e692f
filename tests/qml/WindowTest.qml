import QtQuick
import QtTest
import Weir.Graph
import Weir.Window
import WindowFixture

/// The whole window with a graph in it, and what a hand does to that. A file of tests says in init() which of both it needs.
TestCase {
    id: test
    when: windowShown

    property var window: null
    property var graph: null
    Component { id: windows; Main { visible: true } }

    /// A window that follows a stream, as after the first start.
    function openWindow() {
        failOnWarning(/qrc:/)
        Fixture.reset()
        Fixture.show("live")
        window = createTemporaryObject(windows, test)
        window.requestActivate()
        tryVerify(() => window.active)
        graph = part("graphView")
        waitForRendering(window.contentItem)
    }

    /// And a square of ten by ten nodes in it; node n stands at column n % 10 of row n / 10.
    function openGraph() {
        openWindow()
        Fixture.showGraph(graph, 10)
        tryVerify(() => Fixture.placeOf(graph, 0).x > 0)
        graph.forceActiveFocus()
    }

    function part(name) {
        const found = findChild(window, name)
        verify(found, name + " is there")
        return found
    }

    /// An item that a repeater made; those have no object parent by which findChild would find them.
    function delegate(name, item = window.contentItem) {
        if (item.objectName === name)
            return item
        for (let i = 0; i < item.children.length; ++i) {
            const found = delegate(name, item.children[i])
            if (found)
                return found
        }
        return null
    }

    /// A row of a list, as soon as it is there.
    function row(name, list) {
        tryVerify(() => delegate(name, list))
        return delegate(name, list)
    }

    function replaceText(field, text) {
        tryVerify(() => {   // the form may still be laid out
            mouseClick(field.input)
            return field.input.activeFocus
        })
        keyClick(Qt.Key_A, Qt.ControlModifier)
        type(text)
    }

    function lastRequest() {
        return Fixture.requests[Fixture.requests.length - 1]
    }

    function type(text) {
        for (const letter of text)
            keyClick(letter)
    }

    /// Where a node is shown, as soon as that is known.
    function placeOf(node) {
        tryVerify(() => Fixture.placeOf(graph, node).x !== -1)
        return Fixture.placeOf(graph, node)
    }

    function isAt(node, place) {
        const now = Fixture.placeOf(graph, node)
        return Math.abs(now.x - place.x) < 1.5 && Math.abs(now.y - place.y) < 1.5
    }

    function clickNode(node) {
        const at = placeOf(node)
        mouseClick(graph, at.x, at.y)
        compare(graph.selectedKind, GraphView.Node)
        compare(graph.selectedSlot, node)
    }

    /// Along these points, and the button is let go at the last.
    function drag(points, modifiers = Qt.NoModifier, item = graph) {
        const last = points[points.length - 1]
        mousePress(item, points[0].x, points[0].y, Qt.LeftButton, modifiers)
        for (const point of points)
            mouseMove(item, point.x, point.y, -1, Qt.LeftButton)
        mouseRelease(item, last.x, last.y, Qt.LeftButton, modifiers)
    }

    function aside(point, x, y) {
        return Qt.point(point.x + x, point.y + y)
    }

    /// A node is put somewhere else by hand, and stays there.
    function dragNode(node, x, y) {
        const from = placeOf(node), to = aside(from, x, y)
        drag([from, aside(from, x / 2, y / 2), to])
        tryVerify(() => isAt(node, to))
    }

    /// Brings a part of the panel into sight and clicks it, once what is above it has its height.
    function click(item) {
        for (let above = item; above; above = above.parent)
            tryVerify(() => !isPolishScheduled(above))
        part("explorePanel").reveal(item)
        mouseClick(item)
    }
}
