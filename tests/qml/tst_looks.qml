import QtQuick
import QtTest
import Weir.Graph
import Weir.Look
import WindowFixture

/// Colours, sizes and labels by what a source says of nodes and edges, chosen by mouse and by keys.
WindowTest {
    name: "Looks"

    function init() {
        openWindow()
        part("rail").tab = "explore"
    }

    /// The list of a chooser, opened by mouse.
    function opened(name) {
        const box = part(name).box
        mouseClick(box)
        tryVerify(() => box.popup.opened)
        return box
    }

    function texts(list) {
        const found = []
        for (let i = 0; i < list.count; ++i)
            found.push(row("choice" + i, list.contentItem).text)
        return found.join("|")
    }

    function test_attributesStandUnderTheirOwnName() {
        Fixture.describeAttributes(2)
        const box = opened("colourChooser")
        const list = box.popup.contentItem
        compare(texts(list), "Category|Component|Time since a change|installed size (MiB)|needed by (packages)|department|age")
        verify(row("choice5", list.contentItem).begins)
        compare(row("choice5", list.contentItem).group, "Attributes")
        verify(!row("choice6", list.contentItem).begins)
        mouseClick(row("choice5", list.contentItem), 20, 40)   // below the heading
        tryVerify(() => !box.popup.visible)
        compare(Look.colour, 5)
        compare(box.displayText, "department")
    }

    function test_columnsThatComeAreOffered() {
        compare(part("labelChooser").box.count, 3)
        Fixture.describeAttributes(2)
        compare(part("labelChooser").box.count, 5)
        compare(part("edgeLabelChooser").box.count, 5)
        Fixture.describeAttributes(64)
        compare(part("labelChooser").box.count, 67)
    }

    function test_aLongListIsSearchedByTyping() {
        Fixture.describeAttributes(64)
        const box = part("sizeChooser").box
        box.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Return)
        tryVerify(() => box.popup.opened)
        const list = box.popup.contentItem
        const all = list.count
        compare(all, 68)   // without the text
        verify(list.height < window.height)
        for (const key of [Qt.Key_C, Qt.Key_O, Qt.Key_L, Qt.Key_U, Qt.Key_M, Qt.Key_N, Qt.Key_Space, Qt.Key_6])
            keyClick(key)
        compare(delegate("chooserFind", list.contentItem).text, "column 6")
        compare(texts(list), "column 6|column 60|column 61|column 62|column 63")
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Return)
        tryVerify(() => !box.popup.visible)
        compare(box.displayText, "column 61")
        verify(box.activeFocus)
        // What was typed is forgotten with the list, and Backspace takes back.
        keyClick(Qt.Key_Return)
        tryVerify(() => box.popup.opened)
        compare(list.count, all)
        keyClick(Qt.Key_Q)
        compare(list.count, 0)
        compare(delegate("chooserFind", list.contentItem).text, "q: nothing")
        keyClick(Qt.Key_Return)   // nothing is chosen
        verify(box.popup.visible)
        keyClick(Qt.Key_Backspace)
        compare(list.count, all)
        keyClick(Qt.Key_Escape)
        tryVerify(() => !box.popup.visible)
        compare(box.displayText, "column 61")
    }

    function test_theKeysOfAListGoThroughIt() {
        Fixture.describeAttributes(64)
        const box = opened("labelChooser")
        const list = box.popup.contentItem
        compare(list.currentIndex, 0)
        keyClick(Qt.Key_PageDown)
        compare(list.currentIndex, 8)
        keyClick(Qt.Key_Up)
        compare(list.currentIndex, 7)
        keyClick(Qt.Key_End)
        compare(list.currentIndex, 66)
        keyClick(Qt.Key_Home)
        keyClick(Qt.Key_PageUp)
        compare(list.currentIndex, 0)
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Space)
        tryVerify(() => !box.popup.visible)
        compare(Look.label, 1)
    }

    function test_theLegendSaysWhatColoursOfNodesAndEdgesMean() {
        Fixture.describeAttributes(3)
        const legend = part("legend")
        verify(!part("edgeLegendTitle").visible)
        Look.colour = 5
        Look.edgeColour = 3
        Fixture.answerAttributes()
        compare(part("legendTitle").text, "department")
        const row = number => delegate("legendStep" + number, legend)
        compare(row(0).name + " " + row(0).nodes, "Finance 21,004")
        compare(row(7).name + " " + row(7).nodes, "other 15,000")
        compare(row(8).name, "no value")
        verify(!row(9))
        verify(part("edgeLegendTitle").visible)
        compare(part("edgeLegendTitle").text, "Edges: relation")
        compare(delegate("edgeLegendStep0", legend).name, "works with")
        compare(delegate("edgeLegendStep2", legend).name, "no value")
        // Of edges alone they are what the legend is about.
        Look.colour = 0
        Fixture.oneCategory()
        compare(part("legendTitle").text, "Edges: relation")
        verify(!part("edgeLegendTitle").visible)
        Look.edgeColour = 0
        verify(!legend.visible)
    }

    /// Which of a legend's rows pass, as "1010".
    function passing(name, rows) {
        let passing = ""
        for (let i = 0; i < rows; ++i)
            passing += delegate(name + i, part("legend")).passes ? "1" : "0"
        return passing
    }
    function clickRow(name, modifiers = Qt.NoModifier) {
        waitForRendering(window.contentItem)
        mouseClick(delegate(name, part("legend")), 20, 10, Qt.LeftButton, modifiers)
    }
    function chips() { return Filter.chips.map(chip => chip.text) }
    function chosen(columns, row) { return columns.data(columns.index(row, 0), 256) }

    function test_theLegendFiltersByTexts() {
        Fixture.describeAttributes(3)
        Look.colour = 5
        Fixture.answerAttributes()
        const department = chosen(Filter.nodeColumns, 5)
        compare(department.name, "department")
        clickRow("legendStep0")
        compare(chips(), ["department: Finance"])
        compare(passing("legendStep", 9), "100000000")
        clickRow("legendStep8", Qt.ControlModifier)     // no value
        compare(passing("legendStep", 9), "100000001")
        verify(department.withoutPass)
        clickRow("legendStep7")                         // other
        compare(chips(), ["department: all but 7"])
        compare(passing("legendStep", 9), "000000010")
        clickRow("legendStep7")
        compare(chips(), [])
        // What is chosen elsewhere is shown here.
        department.texts.setAllPass(false)
        compare(passing("legendStep", 9), "000000000")
        department.onlyWithout()
        compare(passing("legendStep", 9), "000000001")
        tryVerify(() => delegate("chipClose0", part("filterChip")))
        waitForRendering(window.contentItem)
        mouseClick(delegate("chipClose0", part("filterChip")))
        compare(passing("legendStep", 9), "111111111")
        // A row stays the one under the hand while its figure changes.
        const row = delegate("legendStep1", part("legend"))
        Fixture.answerAttributes()
        compare(delegate("legendStep1", part("legend")), row)
    }

    function test_theLegendFiltersByFlagsAndEdges() {
        Fixture.showFirm()
        Look.colour = 7
        Look.edgeColour = 2
        Fixture.answerFirm()
        compare(part("legendTitle").text, "manager")
        compare([0, 1, 2].map(i => delegate("legendStep" + i, part("legend")).name), ["yes", "no", "no value"])
        clickRow("legendStep1")
        compare(chips(), ["manager: no"])
        compare(Fixture.passing()[0], 462)
        clickRow("legendStep2", Qt.ControlModifier)
        compare(Fixture.passing()[0], 522)
        compare(passing("legendStep", 3), "011")
        clickRow("legendStep2")
        compare(Fixture.passing()[0], 60)
        // Of edges a scale has one row, of those without a value.
        compare(delegate("edgeLegendStep0", part("legend")).name, "no value")
        clickRow("edgeLegendStep0", Qt.ControlModifier)
        compare(chips(), ["manager: without a value", "Edges, Weight: with a value"])
        clickRow("edgeLegendStep0")
        compare(chips(), ["manager: without a value", "Edges, Weight: without a value"])
        verify(delegate("edgeLegendStep0", part("legend")).only)
        Look.edgeColour = 3   // by their kind: a filter of another column stays, and is none of its rows
        Fixture.answerAttributes()
        compare(passing("edgeLegendStep", 3), "111")
        clickRow("edgeLegendStep1")
        compare(chips(), ["manager: without a value", "Edges, Weight: without a value", "Edges, kind: manages"])
        Filter.clear()
        Look.colour = 1       // components stand for no column
        Fixture.answerLook(60)
        verify(!delegate("legendStep0", part("legend")).filters)
    }

    function test_aShortListGoesToWhatBeginsWithWhatIsTyped() {
        const box = part("edgeColourChooser").box
        mouseClick(box)
        tryVerify(() => box.popup.opened)
        const list = box.popup.contentItem
        verify(!part("edgeColourChooser").finds)
        compare(list.currentIndex, 0)
        type("we")
        compare(list.currentIndex, 2)   // Weight
        tryCompare(part("edgeColourChooser"), "begun", "")
        type("c")
        compare(list.currentIndex, 1)   // Category
        type("x")                        // nothing does
        compare(list.currentIndex, 1)
        keyClick(Qt.Key_Return)
        tryVerify(() => !box.popup.visible)
        compare(Look.edgeColour, 1)
        // One letter again and again goes from one to the next; a list that is closed chooses at once.
        Fixture.describeAttributes(5)
        const labels = part("labelChooser").box
        labels.forceActiveFocus(Qt.TabFocusReason)
        type("c")
        compare(labels.displayText, "column 2")
        type("c")
        compare(labels.displayText, "column 3")
        type("cc")
        compare(labels.displayText, "column 2")
        compare(Fixture.requests.length, 0)
    }

    function test_theLegendSaysWhatSizesMean() {
        Fixture.describeAttributes(3)
        Look.size = 6
        Look.edgeWidth = 3
        Fixture.answerAttributes()
        const legend = part("legend")
        compare(delegate("sizeNote0", legend).text, "Size: age")
        compare(delegate("sizeNote1", legend).text, "Width: since")
        Look.size = 0
        Look.edgeWidth = 0
        verify(!delegate("sizeNote0", legend))
    }

    function test_anotherGraphForgetsWhatItDoesNotHave() {
        Fixture.describeAttributes(3)
        Look.label = 4
        Look.edgeLabel = 3
        compare(part("labelChooser").box.displayText, "age")
        Fixture.reset()
        Fixture.show("live")
        compare(part("labelChooser").box.displayText, "Label")
        compare(part("edgeLabelChooser").box.displayText, "None")
    }
}
