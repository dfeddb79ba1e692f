import QtQuick
import QtQuick.Window
import QtTest
import Weir.Controls
import Weir.Stream

/// A name and its figure on one line.
TestCase {
    id: test
    name: "FigureRow"
    when: windowShown

    Component {
        id: windows
        Window {
            property alias row: figures
            property alias title: figures.name
            property alias figure: figures.value
            visible: true
            width: 400
            height: 400
            FigureRow { id: figures; width: 300; tone: 0; name: ""; value: "" }
        }
    }

    function shown(name, value) {
        const window = createTemporaryObject(windows, test, { title: name, figure: value })
        window.requestActivate()
        tryVerify(() => window.active)
        waitForRendering(window.row)
        return window.row
    }
    function textOf(row, text) {
        return Array.from(row.children).find(child => child instanceof Text && child.text === text)
    }
    function hintOf(row) {
        return Array.from(row.resources).find(resource => resource instanceof Hint)
    }

    function test_aLongValueLeavesItsNameToBeRead() {
        const value = "The maintainers of a library that has a long name <maintainers@lists.example.org>"
        const row = shown("maintainer", value)
        verify(!textOf(row, "maintainer").truncated)
        verify(textOf(row, value).truncated)
        mouseMove(row, 200, 10)
        const hint = hintOf(row)
        tryVerify(() => hint.visible)   // and the value is whole there
        compare(hint.text, value)
        tryVerify(() => !hint.contentItem.truncated && hint.contentItem.lineCount > 1 && hint.width <= hint.mostWidth)
    }

    function test_aLongNameLeavesItsValueToBeRead() {
        const asked = "how often this was asked for since the beginning of the year"
        const row = shown(asked, "1,204 times")
        verify(textOf(row, asked).truncated)
        verify(!textOf(row, "1,204 times").truncated)
    }
}
