import QtQuick
import QtTest
import Weir.Controls
import Weir.Inspect
import Weir.Look
import Weir.Settings
import Weir.Stream
import Weir.Window
import WindowFixture

/// What a person does with keyboard and mouse, on the window's own controls.
WindowTest {
    id: test
    name: "KeysAndClicks"

    Component { id: spies; SignalSpy { } }

    function init() {
        openWindow()
    }

    function test_whatIsSearchedIsListedAndChosenByKeysAndMouse() {
        keyClick(Qt.Key_F, Qt.ControlModifier)
        const search = part("searchBox")
        tryVerify(() => search.open)
        const input = part("searchInput")
        tryVerify(() => input.activeFocus)
        const chosen = createTemporaryObject(spies, test, { target: search, signalName: "chosen" })
        type("lib")
        compare(Search.text, "lib")
        Fixture.answerSearch(12)
        const list = part("searchList")
        compare(list.count, 12)
        compare(part("searchSummary").text, "300 nodes, the best 12 of them")
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Up)
        keyClick(Qt.Key_Return)
        compare(chosen.count, 1)
        compare(chosen.signalArguments[0][0], 1)
        tryVerify(() => delegate("searchRow3", list))
        mouseClick(delegate("searchRow3", list))
        compare(chosen.count, 2)
        compare(chosen.signalArguments[1][0], 3)
        keyClick(Qt.Key_Escape)
        verify(!search.open)
        tryVerify(() => part("graphView").activeFocus)
    }

    function test_anOpenSearchLeavesMostOfThePictureToBeSeen() {
        window.width = 960
        window.height = 600
        const search = part("searchBox"), view = part("graphView")
        keyClick(Qt.Key_F, Qt.ControlModifier)
        type("lib")
        Fixture.answerSearch(100)
        tryVerify(() => part("searchList").count > 50)
        tryVerify(() => search.width * search.height < 0.25 * view.width * view.height)
        verify(search.width >= 240)   // for a name
        keyClick(Qt.Key_Escape)
    }

    function openFilters() {
        keyClick(Qt.Key_F, Qt.ControlModifier | Qt.ShiftModifier)
        compare(part("rail").tab, "explore")
        const header = part("filterHeader")
        tryVerify(() => header.activeFocus)
        verify(part("filterPanel").open)
        waitForRendering(window.contentItem)   // its parts are in their places
        return part("filterPanel")
    }

    function test_theLayoutIsPausedAndBegunAnewByItsButtons() {
        part("rail").tab = "explore"
        const pause = part("layoutPause")
        compare(pause.text, "Pause layout")
        mouseClick(pause)
        verify(NodeLayout.paused)
        compare(pause.text, "Continue layout")
        mouseClick(part("layoutAnew"))
        compare(lastRequest()[0], "layOutAnew")
        verify(NodeLayout.paused)    // anew, and then it stays again
        mouseClick(pause)
        verify(!NodeLayout.paused)
    }

    function test_aClickOnTheLegendShowsOneCategoryAlone() {
        const chip = part("filterChip")
        const rows = [0, 1, 2].map(i => delegate("legendRow" + i, part("legend")))
        const passing = () => rows.map(row => row.passes)
        verify(!chip.visible)
        mouseClick(rows[1])
        compare(passing(), [false, true, false])
        verify(rows[1].only && !rows[0].only)
        compare(Filter.chips.map(chip => chip.text), ["Category: available"])
        Fixture.answerLook(61000)
        verify(chip.visible)
        compare(part("chipSummary").text, "61,000 of 63,440 nodes pass")
        mouseClick(rows[2])          // another one alone
        compare(passing(), [false, false, true])
        mouseClick(rows[0], 20, 10, Qt.LeftButton, Qt.ControlModifier)   // this one too
        compare(passing(), [true, false, true])
        mouseClick(rows[2], 20, 10, Qt.LeftButton, Qt.ControlModifier)   // and that one no longer
        compare(passing(), [true, false, false])
        mouseClick(rows[0])          // the only one left: all are in
        compare(passing(), [true, true, true])
        compare(Filter.active, 0)
        verify(!chip.visible)
        mouseClick(rows[0], 20, 10, Qt.LeftButton, Qt.ControlModifier)   // all but this one
        compare(passing(), [false, true, true])
        compare(Filter.chips.map(chip => chip.text), ["Category: not installed"])
    }

    function test_theLegendFiltersByKeyboard() {
        const rows = [0, 1, 2].map(i => delegate("legendRow" + i, part("legend")))
        for (let i = 0; i < 20 && !rows[0].activeFocus; ++i)
            keyClick(Qt.Key_Tab)
        verify(rows[0].activeFocus && rows[0].visualFocus)
        keyClick(Qt.Key_Down)
        verify(rows[1].activeFocus)
        keyClick(Qt.Key_Up)
        keyClick(Qt.Key_Up)
        verify(rows[2].activeFocus)
        keyClick(Qt.Key_Space)
        compare(rows.map(row => row.passes), [false, false, true])
        compare(Fixture.requests.length, 0)   // and nothing was paused
        keyClick(Qt.Key_Up)
        keyClick(Qt.Key_Space, Qt.ControlModifier)
        compare(rows.map(row => row.passes), [false, true, true])
        keyClick(Qt.Key_Return, Qt.ControlModifier)
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Return)
        compare(Filter.active, 0)
        keyClick(Qt.Key_Tab)
        verify(!rows.some(row => row.activeFocus))   // one stop for all of them
        verify(rows[2].Accessible.checkable && rows[2].Accessible.checked)
    }

    function test_theChipClearsTheFilter() {
        mouseClick(delegate("legendRow0", part("legend")))
        Filter.age.from = "3"
        compare(Filter.active, 2)
        mouseClick(part("chipClear"))
        compare(Filter.active, 0)
        verify(!part("filterChip").visible)
    }

    function test_anAgeIsTyped() {
        openFilters()
        const panel = part("filterPanel")
        const from = delegate("ageFrom", panel), to = delegate("ageTo", panel), fault = delegate("ageFault", panel)
        compare(from.hint + ", " + to.hint, "0 s, e.g. 10 s")
        click(from)
        tryVerify(() => from.activeFocus)
        type("2")
        compare(Filter.active, 1)
        keyClick(Qt.Key_Tab)
        verify(to.activeFocus)
        type("x")
        verify(fault.visible)
        compare(Filter.active, 1)
        keyClick(Qt.Key_Backspace)
        type("1")
        compare(fault.text, "No node is from 2 to 1.")
        type("0")
        verify(!fault.visible)
        compare(Filter.chips.map(chip => chip.text), ["Age: 2 s \u2013 10 s"])
        click(part("filterClear"))
        compare(from.text + to.text, "")
    }

    function test_theKeyboardReachesTheWholePanelAndItScrolls() {
        openFilters()
        const panel = part("explorePanel")
        for (let i = 0; i < 60 && !part("filterHides").children[1].activeFocus; ++i) {
            keyClick(Qt.Key_Tab)
            const item = window.activeFocusItem
            if (item.objectName.startsWith("nodeColumn") || item.objectName.startsWith("age") || item.objectName.startsWith("filter")) {
                const top = item.mapToItem(panel, 0, 0).y
                verify(top >= 0 && top + item.height <= panel.height + 1, item.objectName + " is in view")
            }
        }
        verify(part("filterHides").children[1].activeFocus)
        keyClick(Qt.Key_Space)
        verify(Filter.hides)
        keyClick(Qt.Key_Left)
        verify(!Filter.hides)
        compare(Fixture.requests.length, 0)
    }

    function test_colourAndSizeAreChosen() {
        part("rail").tab = "explore"
        const chooser = part("colourChooser").box
        mouseClick(chooser)
        tryVerify(() => chooser.popup.opened)
        compare(chooser.count, 5)
        tryVerify(() => delegate("choice3", chooser.popup.contentItem))
        mouseClick(delegate("choice3", chooser.popup.contentItem))
        tryVerify(() => !chooser.popup.visible)
        compare(Look.colour, 3)
        compare(chooser.displayText, "installed size (MiB)")
        Fixture.answerLook(63440)
        compare(part("scaleFrom").text + " " + part("scaleTo").text, "0.25 640")
        verify(!delegate("legendRow0", part("legend")))

        const size = part("sizeChooser").box
        size.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Down)
        compare(Look.size, 1)
        keyClick(Qt.Key_Space)
        tryVerify(() => size.popup.opened)
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Return)
        tryVerify(() => !size.popup.visible)
        compare(Look.size, 2)
        compare(Fixture.requests.length, 0)
    }

    function test_anotherGraphClearsWhatWasChosenOfTheOneBefore() {
        Look.colour = 4
        Look.size = 1
        Filter.age.from = "1"
        Filter.nodeColumns.data(Filter.nodeColumns.index(0, 0), 256).texts.setAllPass(false)
        compare(Filter.active, 2)
        Fixture.reset()
        compare(Filter.active, 0)
        compare(Look.colour, 0)
        verify(!part("filterChip").visible)
        openFilters()
        verify(!delegate("nodeColumn0", part("filterPanel")))   // no column is known
    }

    function test_theAddressIsWholeInTheSmallestWindow() {
        window.width = window.minimumWidth
        waitForRendering(window.contentItem)
        const address = delegate("status-connection", part("statusBar"))
        compare(address.text, "127.0.0.1:8080")
        verify(!address.truncated)
        window.width = 1280
        tryCompare(address, "text", "ws://127.0.0.1:8080/stream")
    }

    function test_aClickOnTheStatusBarCopiesTheFigures() {
        const bar = part("statusBar")
        mouseClick(bar)
        verify(Fixture.clipboard().startsWith("Weir "))
        verify(Fixture.clipboard().indexOf("Nodes: ") > 0)
        verify(part("copiedWords").visible)
        tryVerify(() => !part("copiedWords").visible)
        Fixture.clearClipboard()
        keyClick(Qt.Key_D, Qt.ControlModifier | Qt.ShiftModifier)
        verify(Fixture.clipboard().startsWith("Weir "))
    }

    function test_spacePausesAndResumes() {
        const chip = part("stateChip")
        compare(chip.text, "LIVE")
        keyClick(Qt.Key_Space)
        compare(lastRequest(), ["pause", true])
        verify(chip.text.startsWith("PAUSED, "))
        compare(part("pauseButton").text, "Resume")
        keyClick(Qt.Key_Space)
        compare(lastRequest(), ["pause", false])
        compare(chip.text, "LIVE")
    }

    function test_thePauseButtonPausesAndSpaceStillDoes() {
        mouseClick(part("pauseButton"))
        compare(lastRequest(), ["pause", true])
        keyClick(Qt.Key_Space)
        compare(lastRequest(), ["pause", false])
    }

    function test_theChipResumes() {
        Fixture.show("paused")
        const chip = part("stateChip")
        compare(chip.text, "PAUSED, 1,204 ticks, 24 s behind")
        mouseClick(chip)
        compare(lastRequest(), ["pause", false])
    }

    function test_aLiveChipIsNoButton() {
        mouseClick(part("stateChip"))
        compare(Fixture.requests.length, 0)
    }

    function test_aKeyHeldDownPausesOnce() {
        keyPress(Qt.Key_Space)
        keyRelease(Qt.Key_Space)
        compare(Fixture.requests.length, 1)
    }

    function test_everyStateSaysItsWords_data() {
        return [
            {tag: "never", chip: "NOT CONNECTED", empty: "Choose a source, and its graph appears here.", buttons: ["Open\u2026"]},
            {tag: "connecting", chip: "CONNECTING", empty: "Connecting to ws://127.0.0.1:8080/stream.", buttons: ["Cancel"]},
            {tag: "live", chip: "LIVE"},
            {tag: "catching-up", chip: "CATCHING UP, 43 %"},
            {tag: "lost", chip: "LOST, trying again in 4 s",
             notice: "The connection to ws://127.0.0.1:8080/stream was lost: the server closed the connection; trying again in 4 s.",
             buttons: ["Try again", "Cancel", "Open\u2026"]},
            {tag: "refused", chip: "REFUSED, trying again in 4 s", buttons: ["Try again", "Cancel", "Open\u2026"],
             empty: "There is no stream from ws://127.0.0.1:8080/stream: nothing listens there; trying again in 4 s."},
            {tag: "closed", chip: "CLOSED", notice: "The stream is closed.", buttons: ["Try again", "Open\u2026"]},
            {tag: "empty", chip: "LIVE", empty: "The graph is empty. Nodes appear as soon as the source has some.",
             buttons: ["Open\u2026"]},
            {tag: "reading", chip: "READING, 41 %", empty: "Reading the source, 41 % so far.", buttons: ["Open\u2026"]},
            {tag: "finished", chip: "ALL OF IT IS HERE"},
            {tag: "failed", chip: "FAILED", empty: "The source failed: file: /none cannot be opened: No such file or directory.",
             buttons: ["Open\u2026", "Try again"]},
        ]
    }

    function test_everyStateSaysItsWords(row) {
        Fixture.reset()
        Fixture.show(row.tag)
        compare(part("stateChip").text, row.chip)
        compare(part("emptyState").visible, row.empty !== undefined)
        if (row.empty)
            compare(part("emptyText").text, row.empty)
        compare(part("notice").visible, row.notice !== undefined)
        if (row.notice)
            compare(part("notice").words, row.notice)
        compare(part("pauseButton").enabled, ["live", "paused", "catching-up", "empty", "reading", "finished", "failed"].includes(row.tag))
        const buttons = row.empty ? "emptyButton" : "noticeButton"
        compare([0, 1, 2].map(i => delegate(buttons + i)).filter(button => button).map(button => button.text), row.buttons ?? [])
        verify(Stream.spoken.length > 0)
    }

    function test_thePictureGreysWhenItIsNoLongerFollowed() {
        compare(part("ageVeil").opacity, 0)
        Fixture.show("lost")
        verify(part("ageVeil").opacity > 0)
    }

    function test_theTilesShowTheFigures_data() {
        return [
            {tag: "tick", tile: 0, value: "12,405", note: "server 12,406"},
            {tag: "behind", tile: 1, value: "18", unit: "ms", note: "1 tick"},
            {tag: "queue", tile: 2, value: "3", note: "1.21 KiB"},
            {tag: "credits", tile: 3, value: "1,021", note: "8.00 MiB"},
            {tag: "changes", tile: 4, value: "512", note: "14.0 KiB/s"},
            {tag: "latency", tile: 5, value: "9.2", unit: "ms", note: "p99 18 ms"},
        ]
    }

    function test_theTilesShowTheFigures(row) {
        const tile = delegate("tile" + row.tile)
        compare(tile.value, row.value)
        compare(tile.unit, row.unit ?? "")
        compare(tile.note, row.note)
    }

    function test_theThemeGoesRound() {
        compare(Appearance.mode, "dark")
        keyClick(Qt.Key_T)
        compare(Appearance.mode, "system")
        keyClick(Qt.Key_T)
        compare(Appearance.mode, "light")
        compare(Theme.ground, "#f7f8fa")
        keyClick(Qt.Key_T)
        compare(Appearance.mode, "dark")
        compare(Theme.ground, "#0f1318")
    }

    function test_thePanelGoesAndComesBack() {
        const rail = part("rail")
        const narrow = graph.width
        keyClick(Qt.Key_D, Qt.ControlModifier)
        verify(!rail.visible)
        verify(Settings.railCollapsed)
        compare(graph.width, window.width - part("toolStrip").width)
        mouseClick(part("railButton"))
        verify(rail.visible)
        compare(graph.width, narrow)
    }

    function test_theTabsAnswerToTheArrows() {
        const rail = part("rail")
        compare(rail.tab, "stream")
        mouseClick(part("railTabs"), part("railTabs").width * 3 / 4)
        compare(rail.tab, "explore")
        verify(part("explorePanel").visible)
        verify(!part("streamPanel").visible)
    }

    function test_theSelectionIsDescribed() {
        Fixture.selectNode()
        const rail = part("rail")
        rail.tab = "explore"
        compare(part("selectionTitle").text, "libqt6core6")
        compare(Selection.values.count, 4)
    }

    function test_tabReachesEveryControlOfTheBar() {
        const seen = []
        for (let i = 0; i < 24; ++i) {
            keyClick(Qt.Key_Tab)
            const item = window.activeFocusItem
            if (item && item.objectName !== "")
                seen.push(item.objectName)
        }
        for (const name of ["sourceButton", "pauseButton", "settingsButton", "helpButton", "railButton"])
            verify(seen.includes(name), name + " among " + seen)
    }

    function test_tabGoesFromTheTopDownAndFromTheLeft() {
        Fixture.reportFault("events.jsonl:12: not JSON")
        const seen = []
        part("statusBar").forceActiveFocus(Qt.TabFocusReason)
        for (let i = 0; i < 60; ++i) {
            keyClick(Qt.Key_Tab)
            const item = window.activeFocusItem
            if (item === part("statusBar"))
                break
            seen.push(item.objectName)
        }
        const order = ["sourceButton", "pauseButton", "settingsButton", "helpButton", "railButton", "tool-search", "tool-save", "dismissButton",
                       "legendRow0", "rateButton", "runButton"]
        compare(seen.filter(name => order.includes(name)), order)
    }

    function test_aListThatAMouseOpenedTakesKeys() {
        part("rail").tab = "explore"
        graph.forceActiveFocus()
        const colour = part("colourChooser").box
        mouseClick(colour)
        tryVerify(() => colour.popup.opened)
        keyClick(Qt.Key_Escape)
        tryVerify(() => !colour.popup.visible)
        verify(graph.activeFocus)       // what had the keyboard has it again
        mouseClick(colour)
        tryVerify(() => colour.popup.opened)
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Return)
        tryVerify(() => !colour.popup.visible)
        compare(Look.colour, 2)
        verify(graph.activeFocus)
        colour.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Return)
        tryVerify(() => colour.popup.opened)
        keyClick(Qt.Key_Escape)
        tryVerify(() => !colour.popup.visible)
        verify(colour.activeFocus)
        compare(Fixture.requests.length, 0)
    }

    function test_aPanelThatGoesOnBelowSaysSo() {
        const panel = part("explorePanel")
        part("rail").tab = "explore"
        mouseClick(part("filterHeader"))
        const mark = delegate("explorePanelMark", panel)
        window.height = 600
        tryVerify(() => panel.contentHeight > panel.height && mark.visible)
        const before = mark.mapToItem(panel, 0, 0)
        verify(before.x > panel.width - 10 && mark.height > 40 && mark.height < panel.height)
        panel.contentY = panel.contentHeight - panel.height
        tryVerify(() => mark.mapToItem(panel, 0, 0).y > before.y)
    }

    function test_aMenuThatAMouseOpenedTakesKeys() {
        const menu = part("groundMenu")
        graph.forceActiveFocus()
        mouseClick(graph, 300, 300, Qt.RightButton)
        tryVerify(() => menu.opened)
        keyClick(Qt.Key_Escape)
        tryVerify(() => !menu.visible)
        tryVerify(() => graph.activeFocus)   // and keys are heard again
        const shown = Settings.showLabels
        mouseClick(graph, 300, 300, Qt.RightButton)
        tryVerify(() => menu.opened)
        for (let i = 0; i < 7; ++i)
            keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Return)
        tryVerify(() => !menu.visible)
        compare(Settings.showLabels, !shown)
        keyClick(Qt.Key_L)
        compare(Settings.showLabels, shown)
        compare(Fixture.requests.length, 0)
    }

    function test_everyControlHasANameForScreenReaders() {
        keyClick(Qt.Key_O, Qt.ControlModifier)
        tryVerify(() => part("openDialog").opened)
        const nameless = []
        let named = 0
        const visit = item => {
            if (item.visible && item.activeFocusOnTab && item.objectName !== "graphView"
                    && item.Accessible.name === "" && !item.Accessible.ignored)
                nameless.push(item.toString())
            else if (item.activeFocusOnTab)
                ++named
            for (let i = 0; i < item.children.length; ++i)
                visit(item.children[i])
        }
        visit(window.contentItem)
        compare(nameless, [])
        verify(named > 10)
    }
}
