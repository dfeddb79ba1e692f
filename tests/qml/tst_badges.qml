import QtQuick
import QtTest
import Weir.Settings
import Weir.Window
import WindowFixture

/// Nodes that a hand put somewhere say so, and so does the legend.
TestCase {
    id: test
    name: "Badges"
    when: windowShown

    Component { id: windows; Main { visible: true } }

    function init() {
        failOnWarning(/qrc:/)
    }

    function test_aNodePutAsideIsInTheLegendUntilItIsLetGo_data() {
        return [{tag: "dark", theme: "dark"}, {tag: "light", theme: "light"}]
    }

    function test_aNodePutAsideIsInTheLegendUntilItIsLetGo(row) {
        Fixture.reset()
        Fixture.show("live")
        Appearance.mode = row.theme
        const window = createTemporaryObject(windows, test)
        window.requestActivate()
        tryVerify(() => window.active)
        waitForRendering(window.contentItem)
        const graph = findChild(window, "graphView")
        const pinned = findChild(window, "pinnedRow")
        Fixture.showGraph(graph, 8)
        tryVerify(() => Fixture.placeOf(graph, 20).x >= 0)
        verify(!pinned.visible)

        const at = Fixture.placeOf(graph, 20)
        mousePress(graph, at.x, at.y)
        mouseMove(graph, at.x + 10, at.y + 5)
        mouseMove(graph, at.x + 25, at.y + 20)
        mouseRelease(graph, at.x + 25, at.y + 20)
        compare(graph.pinnedNodes, 1)
        verify(pinned.visible)
        compare(pinned.Accessible.name, "1, placed by hand")
        const legend = findChild(window, "legend")
        verify(legend.visible)
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "pinned-" + row.tag))

        keyClick(Qt.Key_U, Qt.ShiftModifier)
        compare(graph.pinnedNodes, 0)
        verify(!pinned.visible)
    }
}
