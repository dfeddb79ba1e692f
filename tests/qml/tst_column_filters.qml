import QtQuick
import QtTest
import Weir.Look
import Weir.Window
import WindowFixture

/// Filters by columns of nodes and edges, by hand: histograms with two handles, lists of texts, flags, and what has no value.
WindowTest {
    name: "ColumnFilters"

    function init() {
        openWindow()
        Fixture.showFirm()
        keyClick(Qt.Key_F, Qt.ControlModifier | Qt.ShiftModifier)
        tryVerify(() => part("filterHeader").activeFocus)
        chosen(Filter.nodeColumns, 0).open = false   // what is open at first: one at a time here
        waitForRendering(window.contentItem)
    }
    function cleanup() {
        Filter.clear()
        part("filterPanel").open = false
    }

    /// Opens a column and has it in sight, counted.
    function openColumn(name) {
        const row = delegate(name)
        verify(row, name + " is there")
        if (!row.choice.open)
            click(delegate(name + "Header"))
        tryVerify(() => row.choice.open && row.choice.counted)
        for (let above = row; above; above = above.parent)
            tryVerify(() => !isPolishScheduled(above))
        part("explorePanel").reveal(row)
        waitForRendering(window.contentItem)
        return row
    }
    /// A point of a histogram, at a share of its width.
    function pressAt(row, share) {
        const area = delegate("histogramArea", row)
        return Qt.point(6 + share * (area.width - 12), area.height / 2)
    }
    function dragHandle(row, from, to) {
        const area = delegate("histogramArea", row)
        drag([pressAt(row, from), pressAt(row, (from + to) / 2), pressAt(row, to)], Qt.NoModifier, area)
    }
    function isNear(share, wanted) { return Math.abs(share - wanted) < 0.03 }

    function test_columnsAreCountedOnlyWhileTheyAreSeen() {
        compare(Fixture.wishes(), 0)
        const row = openColumn("nodeColumn4")
        compare(Fixture.wishes(), 1)
        openColumn("edgeColumn1")
        compare(Fixture.wishes(), 2)
        part("rail").tab = "stream"
        compare(Fixture.wishes(), 0)
        part("rail").tab = "explore"
        compare(Fixture.wishes(), 2)
        click(delegate("nodeColumn4Header"))
        verify(!row.choice.open)
        compare(Fixture.wishes(), 1)
        part("filterPanel").open = false
        tryVerify(() => Fixture.wishes() === 0)
    }

    function test_handlesAreDragged() {
        const row = openColumn("nodeColumn4"), range = row.choice.range
        compare(range.low + " " + range.high, "0 1")
        const all = Fixture.passing()[0]
        compare(all, 600)
        dragHandle(row, 0.02, 0.4)
        verify(isNear(range.low, 0.4))
        compare(range.high, 1)
        verify(delegate("lowHandle", row).activeFocus)
        const some = Fixture.passing()[0]
        verify(some > 0 && some < all)
        compare(delegate("columnFrom", row).text, range.from)
        verify(!delegate("bar0", row).passes && delegate("bar" + (range.bars.length - 1), row).passes)
        dragHandle(row, 0.98, 0.6)
        verify(isNear(range.high, 0.6))
        verify(Fixture.passing()[0] < some)
        compare(Filter.active, 1)
        dragHandle(row, 0.6, 0.1)     // not beyond the other
        verify(isNear(range.low, 0.4) && range.high > range.low)
        dragHandle(row, range.high, 1)
        dragHandle(row, range.low, 0)
        compare(Filter.active, 0)
    }

    function test_handlesAreMovedByKeys() {
        const row = openColumn("nodeColumn4"), range = row.choice.range, bins = range.bars.length
        const low = delegate("lowHandle", row), high = delegate("highHandle", row)
        low.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Right)
        keyClick(Qt.Key_Right)
        fuzzyCompare(range.low, 2 / bins, 1e-6)
        keyClick(Qt.Key_Left)
        fuzzyCompare(range.low, 1 / bins, 1e-6)
        keyClick(Qt.Key_PageUp)
        fuzzyCompare(range.low, 6 / bins, 1e-6)
        keyClick(Qt.Key_Tab)
        verify(high.activeFocus)
        keyClick(Qt.Key_Home)
        fuzzyCompare(range.high, 7 / bins, 1e-6)   // to the other handle, not beyond
        keyClick(Qt.Key_End)
        compare(range.high, 1)
        keyClick(Qt.Key_Tab, Qt.ShiftModifier)
        keyClick(Qt.Key_End)
        fuzzyCompare(range.low, 1 - 1 / bins, 1e-6)
        keyClick(Qt.Key_Home)
        compare(Filter.active, 0)
        compare(Fixture.requests.length, 0)
    }

    function test_numbersAreTyped() {
        const row = openColumn("nodeColumn4")
        const from = delegate("columnFrom", row), to = delegate("columnTo", row)
        compare(from.hint, row.choice.range.least)
        mouseClick(from)
        tryVerify(() => from.activeFocus)
        type("40")
        keyClick(Qt.Key_Tab)
        verify(to.activeFocus)
        type("4")
        compare(delegate("columnFault", row).text, "Nothing is from 40 to 4.")
        compare(Filter.active, 0)
        type("9")
        verify(!delegate("columnFault", row).visible)
        compare(Filter.chips.map(chip => chip.text), ["age: 40 \u2013 49"])
        verify(row.choice.range.low > 0.3 && row.choice.range.high < 0.8)
        type("x")
        compare(delegate("columnFault", row).text, "\"49x\" is no number.")
        compare(Filter.chips.map(chip => chip.text), ["age: \u2265 40"])
    }

    function test_valuesOverDecadesAreLogarithmic() {
        const row = openColumn("nodeColumn5"), range = row.choice.range
        verify(range.logarithmic)
        compare(range.least + " " + range.greatest, "100 831,764")
        dragHandle(row, 0.99, 0.5)
        verify(Fixture.passing()[0] > 200 && Fixture.passing()[0] < 330)
    }

    function test_timesAreDates() {
        const row = openColumn("nodeColumn8"), range = row.choice.range
        compare(range.least, "2010-01-01")
        mouseClick(delegate("columnTo", row))
        type("2010-01-03")
        compare(Fixture.passing()[0], 2)   // of the 1st, the 2nd at noon
        compare(Filter.chips.map(chip => chip.text), ["since: \u2264 2010-01-03"])
        mouseClick(delegate("columnFrom", row))
        type("soon")
        verify(delegate("columnFault", row).text.includes("2026-11-30"))
    }

    function test_aBinSaysWhatItHas() {
        const row = openColumn("nodeColumn4"), area = delegate("histogramArea", row)
        mouseMove(area, 6 + 0.5 * (area.width - 12), 20)
        tryVerify(() => /^\d+.*: \d+$/.test(delegate("binWords", row).text), 5000, delegate("binWords", row).text)
        mouseMove(part("filterHeader"), 5, 5)
        tryCompare(delegate("binWords", row), "text", "")
    }

    function test_textsAreCheckedAndAloneAndAllAndNone() {
        const row = openColumn("nodeColumn6"), list = delegate("textList", row)
        compare(list.count, 30)
        const first = row_("textRow0", list)
        const name = first.text, count = Number(first.figure)
        verify(count >= Number(row_("textRow1", list).figure))
        mouseClick(first, 8, 12)
        verify(!first.checked)
        compare(Filter.chips.map(chip => chip.text), ["department: not " + name])
        compare(Fixture.passing()[0], 600 - count)
        mouseClick(first, 8, 12)
        compare(Filter.active, 0)
        mouseMove(first, 20, 12)
        const only = row_("textRow0Only", list)
        tryVerify(() => only.visible)
        mouseClick(only)
        compare(Filter.chips.map(chip => chip.text), ["department: " + name])
        compare(Fixture.passing()[0], count)
        mouseClick(delegate("textNone", row))
        compare(Fixture.passing()[0], 0)
        mouseClick(row_("textRow1", list), 8, 12)
        verify(Fixture.passing()[0] > 0)
        mouseClick(delegate("textAll", row))
        compare(Filter.active, 0)
        verify(first.checked)
    }

    function test_textsAreChosenByKeyboard() {
        const row = openColumn("nodeColumn6"), list = delegate("textList", row)
        const first = row_("textRow0", list)
        first.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Space)
        verify(!first.checked)
        keyClick(Qt.Key_Return)
        verify(first.checked)
        keyClick(Qt.Key_Tab)
        verify(row_("textRow0Only", list).activeFocus)
        keyClick(Qt.Key_Return)
        compare(Filter.chips.map(chip => chip.text), ["department: " + first.text])
        compare(Fixture.requests.length, 0)   // and nothing was paused
    }

    function test_aTextIsLookedFor() {
        const row = openColumn("nodeColumn6"), list = delegate("textList", row)
        const find = delegate("textFind", row)
        verify(find.visible)
        mouseClick(find.input)
        tryVerify(() => find.input.activeFocus)
        type("ment b")
        tryCompare(list, "count", 2)   // B and B2
        mouseClick(delegate("textNone", row))
        compare(Filter.chips.map(chip => chip.text), ["department: all but 2"])
        keyClick(Qt.Key_A, Qt.ControlModifier)
        mouseClick(find.input)
        keyClick(Qt.Key_A, Qt.ControlModifier)
        type("zzz")
        tryCompare(list, "count", 0)
        verify(delegate("textNothing", row).visible)
        keyClick(Qt.Key_A, Qt.ControlModifier)
        keyClick(Qt.Key_Backspace)
        tryCompare(list, "count", 30)
    }

    function test_flagsHaveThreeWays() {
        const row = openColumn("nodeColumn7"), choice = delegate("flagChoice", row)
        compare(delegate("flagCounts", row).text, "78 yes, 462 no")
        mouseClick(choice.children[1])
        compare(Fixture.passing()[0], 78)
        choice.focusCurrent()
        keyClick(Qt.Key_Right)
        compare(Fixture.passing()[0], 462)
        compare(Filter.chips.map(chip => chip.text), ["manager: no"])
        keyClick(Qt.Key_Right)
        compare(Filter.active, 0)
    }

    function test_whatHasNoValueIsAChoice() {
        const row = openColumn("nodeColumn7"), without = delegate("withoutRow", row)
        compare(without.figure, "60")
        verify(without.checked)
        mouseClick(without, 8, 12)
        compare(Fixture.passing()[0], 540)
        compare(Filter.chips.map(chip => chip.text), ["manager: with a value"])
        mouseClick(delegate("flagChoice", row).children[1])
        verify(!without.checked)
        mouseClick(without, 8, 12)
        verify(without.checked)
        compare(Fixture.passing()[0], 138)
        mouseMove(without, 20, 12)
        tryVerify(() => delegate("withoutRowOnly", row).visible)
        mouseClick(delegate("withoutRowOnly", row))
        compare(Fixture.passing()[0], 60)
        compare(row.choice.words, "without a value")
    }

    function test_edgesAreFilteredByWeightCategoryAndAttribute() {
        const weight = openColumn("edgeColumn1")
        compare(weight.choice.range.bars.length, 5)
        weight.choice.range.stepLow(4)
        compare(Fixture.passing()[1], 119)
        Fixture.answerEdges(119)
        compare(part("chipSummary").text, "119 of 599 edges pass")
        const kind = openColumn("edgeColumn2")
        mouseMove(row_("textRow0", kind), 20, 12)
        tryVerify(() => row_("textRow0Only", kind).visible)
        mouseClick(row_("textRow0Only", kind))
        verify(Fixture.passing()[1] < 119)
        const category = openColumn("edgeColumn0")
        compare(delegate("textList", category).count, 1)
        tryCompare(delegate("withoutRow", category), "figure", "20")   // of what weight and kind let through
        compare(Filter.active, 2)
    }

    function test_everyFilterHasAChipWithItsOwnWayBack() {
        openColumn("nodeColumn4").choice.range.stepLow(5)
        openColumn("nodeColumn7").choice.flag = 1
        chosen(Filter.edgeColumns, 1).range.setFrom("3")
        chosen(Filter.nodeColumns, 1).range.setFrom("2")
        const chip = part("filterChip")
        tryVerify(() => delegate("chip3", chip))
        verify(chip.visible && part("chipClear").visible)
        compare(delegate("chipWords2", chip).text, "manager: yes")
        waitForRendering(window.contentItem)
        mouseClick(delegate("chipClose2", chip))
        compare(Filter.chips.map(chip => chip.text.split(":")[0]), ["Degree", "age", "Edges, Weight"])
        mouseClick(part("chipClear"))
        compare(Filter.active, 0)
        verify(!chip.visible)
    }

    function test_aLineSaysWhatPassesAndTakesItBack() {
        const row = openColumn("nodeColumn4")
        compare(delegate("nodeColumn4Words").text, "number")
        row.choice.range.setFrom("40")
        compare(delegate("nodeColumn4Words").text, "\u2265 40")
        compare(part("filterHeader").text, "Filters, 1 on")
        click(delegate("nodeColumn4Clear"))
        compare(Filter.active, 0)
        verify(delegate("nodeColumn4Header").activeFocus)
    }

    function test_whatTheNextGraphDoesNotHaveIsDroppedAndSaid() {
        openColumn("nodeColumn4").choice.range.setFrom("40")
        Filter.age.from = "2 s"
        Fixture.show("live")   // another graph
        compare(lastRequest(), ["dropped", "What was filtered by is not in this graph: Age"])
        Fixture.dropMissing()
        compare(lastRequest(), ["dropped", "What was filtered by is not in this graph: age"])
        compare(Filter.active, 0)
        verify(!part("filterChip").visible)
        verify(!delegate("nodeColumn5"))
    }

    function test_categoriesAreAListLikeAnyTexts() {
        const row = openColumn("nodeColumn0"), list = delegate("textList", row)
        compare(row.choice.name, "Category")
        compare([0, 1].map(i => row_("textRow" + i, list).text + " " + row_("textRow" + i, list).figure), ["person 570", "guest 30"])
        mouseClick(row_("textRow0", list), 8, 12)
        compare(Filter.chips.map(chip => chip.text), ["Category: not person"])
        compare(Fixture.passing()[0], 30)
    }

    function test_degreesSizesAndValuesHaveHistogramsToo() {
        const degree = openColumn("nodeColumn1")
        compare(degree.choice.name, "Degree")
        compare(degree.choice.range.least + " " + degree.choice.range.greatest, "1 2")
        mouseClick(delegate("columnFrom", degree))
        type("2")
        compare(Filter.chips.map(chip => chip.text), ["Degree: \u2265 2"])
        compare(Fixture.passing()[0], 598)
        Filter.clear()
        click(delegate("nodeColumn1Header"))
        const size = openColumn("nodeColumn2")
        compare(size.choice.name, "Size")
        compare(size.choice.range.bars.length, 1)
        mouseClick(delegate("columnFrom", size))
        type("2")
        compare(Fixture.passing()[0], 0)
        Filter.clear()
        const load = openColumn("nodeColumn3")
        compare(load.choice.name, "load (%)")
        dragHandle(load, 0.02, 0.5)
        verify(isNear(load.choice.range.low, 0.5))
        compare(Fixture.passing()[0], 12 * (50 - Number(load.choice.range.from)))
    }

    function test_numbersFollowTheOtherFilters() {
        const age = openColumn("nodeColumn4"), department = openColumn("nodeColumn6")
        compare(part("nodeColumnCounted").text, "Numbers count all nodes.")
        const list = delegate("textList", department)
        const before = list.count, bars = age.choice.range.bars.length, first = row_("textRow0", list).text
        age.choice.range.setFrom("64")
        compare(part("nodeColumnCounted").text, "Numbers count what the other filters of nodes let pass.")
        const figures = () => { let sum = 0; for (let i = 0; i < list.count; ++i) sum += Number(list.model.data(list.model.index(i, 0), 257)); return sum }
        tryVerify(() => figures() + Number(department.choice.without) === Fixture.passing()[0])
        compare(list.count, before)   // those of which nothing is left, too
        compare(row_("textRow" + (before - 1), scrolled(list)).figure, "0")
        // And can be chosen all the same.
        mouseClick(row_("textRow" + (before - 1), list), 8, 12)
        compare(Filter.active, 2)
        tryVerify(() => age.choice.range.bars.length === bars)   // its scale stays, whatever the others leave
        Filter.clear()
        tryVerify(() => row_("textRow0", list).text === first)
    }
    function scrolled(list) {
        list.positionViewAtEnd()
        waitForRendering(window.contentItem)
        return list
    }

    function chosen(columns, row) { return columns.data(columns.index(row, 0), 256) }

    /// `row` of WindowTest, under a name that tests here do not use for columns.
    function row_(name, list) { return row(name, list) }
}
