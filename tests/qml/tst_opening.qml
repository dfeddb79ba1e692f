import QtQuick
import QtTest
import Weir.Controls
import Weir.Settings
import Weir.Stream
import Weir.Window
import WindowFixture

/// Where a graph comes from, and what the window remembers of how somebody likes it: two places, by keyboard and mouse.
WindowTest {
    id: test
    name: "Opening"

    function init() {
        openWindow()
    }

    function openDialog() {
        keyClick(Qt.Key_O, Qt.ControlModifier)
        const dialog = part("openDialog")
        tryVerify(() => dialog.opened)
        return dialog
    }

    function openSettings() {
        keyClick(Qt.Key_Comma, Qt.ControlModifier)
        const dialog = part("settingsDialog")
        tryVerify(() => dialog.opened)
        return dialog
    }

    function placeOf(name) {
        return part(name).mapToItem(null, 0, 0)
    }

    function test_itOpensByKeyboardAndMouseAndCloses() {
        const dialog = openDialog()
        keyClick(Qt.Key_Escape)
        tryVerify(() => !dialog.visible)
        mouseClick(part("sourceButton"))
        tryVerify(() => dialog.opened)
    }

    function test_aSourceIsChosenWithTheArrows() {
        const dialog = openDialog()
        compare(SourceForm.name, "synthetic")
        keyClick(Qt.Key_Down)
        compare(SourceForm.name, "debian")
        keyClick(Qt.Key_Up)
        compare(SourceForm.name, "synthetic")
        mouseClick(delegate("source-proc"))
        compare(SourceForm.name, "proc")
        mouseClick(part("showButton"))
        compare(lastRequest(), ["source", "proc:interval=250"])
        tryVerify(() => !dialog.visible)
    }

    function test_theFieldsMakeTheSpec() {
        openDialog()
        mouseClick(delegate("source-synthetic"))
        replaceText(delegate("nodesField"), "500")
        replaceText(delegate("edgesField"), "900")
        keyClick(Qt.Key_Return)
        compare(lastRequest(), ["source", "synthetic:nodes=500,edges=900,rate=500"])
    }

    function test_whatIsWrongIsSaidOnceItWasTried() {
        const dialog = openDialog()
        mouseClick(delegate("source-synthetic"))
        replaceText(delegate("nodesField"), "many")
        compare(part("sourceProblem").text, "")
        keyClick(Qt.Key_Return)
        verify(part("sourceProblem").text.includes("nodes=many must be a whole number"))
        type("y")
        compare(part("sourceProblem").text, "")
        keyClick(Qt.Key_Return)
        verify(part("sourceProblem").text !== "")
        mouseClick(delegate("source-file"))
        compare(part("sourceProblem").text, "")
        verify(delegate("source-file").activeFocus)
        mouseClick(part("showButton"))
        compare(part("sourceProblem").text, "Type the path of a file.")
        replaceText(delegate("pathField"), "/nowhere/a.csv")
        keyClick(Qt.Key_Return)
        compare(part("sourceProblem").text, "There is no file \"/nowhere/a.csv\".")
        compare(Fixture.requests.length, 0)
        verify(dialog.opened)
    }

    function test_noButtonMoves() {
        openDialog()
        const names = ["openFileButton", "showButton", "stopEmbeddedButton", "connectButton", "disconnectButton"]
        const places = names.map(placeOf)
        const stand = () => compare(names.map(placeOf), places)
        for (const source of SourceForm.sources) {
            SourceForm.name = source.name
            waitForRendering(window.contentItem)
            stand()
        }
        SourceForm.name = "file"
        mouseClick(part("showButton"))
        replaceText(part("addressField"), "http://a")
        keyClick(Qt.Key_Return)
        verify(part("sourceProblem").text !== "" && part("addressProblem").text !== "")
        waitForRendering(window.contentItem)
        stand()
        Stream.disconnectFromServer()
        Fixture.show("closed")
        verify(!part("disconnectButton").enabled)
        stand()
        Settings.remember("debian")
        stand()
    }

    function test_anAddressIsTypedAndConnected() {
        keyClick(Qt.Key_L, Qt.ControlModifier)
        const field = part("addressField")
        tryVerify(() => field.input.activeFocus)
        keyClick(Qt.Key_A, Qt.ControlModifier)
        type("http://a")
        compare(part("addressProblem").text, "")
        keyClick(Qt.Key_Return)
        compare(Fixture.requests.length, 0)
        verify(part("addressProblem").text.includes("ws://"))
        keyClick(Qt.Key_A, Qt.ControlModifier)
        type("a:9000")
        compare(part("addressProblem").text, "")
        keyClick(Qt.Key_Return)
        compare(lastRequest(), ["connect", "ws://a:9000/stream"])
        tryVerify(() => !part("openDialog").visible)
    }

    function test_aFileIsChosenInTheSystemsDialog() {
        const dialog = openDialog()
        mouseClick(part("openFileButton"))
        const chooser = findChild(dialog, "openChooser")
        tryVerify(() => chooser.item !== null && chooser.item.visible)
        const file = Fixture.newFile("log, 100%.jsonl")
        chooser.item.close()
        chooser.item.chosen(file)
        compare(lastRequest(), ["source", "events:" + file])
        tryVerify(() => !dialog.visible)
    }

    function test_aFileThatIsDroppedIsShown() {
        const file = Fixture.newFile("dropped.graphml")
        Fixture.dragOver(window, ["file://" + file], "")
        verify(part("dropCard").visible)
        verify(Fixture.drop(window))
        compare(lastRequest(), ["source", "file:" + file])
        tryVerify(() => !part("dropCard").visible)
        Fixture.dragOver(window, ["ws://a:9000/stream"], "")
        verify(Fixture.drop(window))
        compare(lastRequest(), ["connect", "ws://a:9000/stream"])
    }

    function test_whatCannotBeShownOfADropIsSaid_data() {
        return [
            {tag: "a text", urls: [], text: "a -> b", words: "A text cannot be shown"},
            {tag: "a page", urls: ["https://example.org/a.csv"], text: "", words: "is no file of this machine"},
            {tag: "a folder", urls: ["file:///"], text: "", words: "is a folder"},
            {tag: "nothing there", urls: ["file:///nowhere/a.csv"], text: "", words: "There is no file"},
        ]
    }

    function test_whatCannotBeShownOfADropIsSaid(row) {
        Fixture.dragOver(window, row.urls, row.text)
        verify(Fixture.drop(window))
        compare(Fixture.requests.length, 0)
        const line = part("copiedWords")
        verify(line.visible && line.text.includes(row.words), line.text)
    }

    function test_readingAFileIsEndedByAButtonAndByEscape() {
        const button = part("endEarlyButton")
        verify(!button.visible)
        Fixture.readFile()
        tryVerify(() => button.visible && button.width > 0 && button.x > 0)
        mouseClick(button)
        compare(lastRequest(), ["endEarly", undefined])
        compare(part("copiedWords").text, "Stopped. What was read stays.")
        Fixture.readFile()
        const asked = Fixture.requests.length
        graph.forceActiveFocus()
        keyClick(Qt.Key_Escape)
        compare(Fixture.requests.length, asked + 1)
        Fixture.show("live")
        verify(!part("endEarlyButton").visible)
        keyClick(Qt.Key_Escape)
        compare(Fixture.requests.length, asked + 1)
    }

    function test_aFileIsWatchedByACheckBox() {
        const file = Fixture.newFile("watched.csv")
        openDialog()
        mouseClick(delegate("source-file"))
        tryVerify(() => delegate("watchCheck") && delegate("watchCheck").parent.x > 0)   // at its place, beside the path
        replaceText(delegate("pathField"), file)
        const check = delegate("watchCheck")
        verify(check.visible && !check.checked)
        mouseClick(check)
        verify(check.checked)
        mouseClick(part("showButton"))
        compare(lastRequest(), ["source", "file:" + file + ",watch=yes"])
    }

    function test_whatWasShownIsShownAgain() {
        Settings.remember("ws://a:9000/stream")
        Settings.remember("file:/data/les amis.csv")
        openDialog()
        const list = part("recentList")
        compare(delegate("recent0", list).said, {name: "les amis.csv", detail: "/data"})
        mouseClick(delegate("recent0", list))
        compare(lastRequest(), ["source", "file:/data/les amis.csv"])
        tryVerify(() => !part("openDialog").visible)
        openDialog()
        list.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Return)
        compare(lastRequest(), ["connect", "ws://a:9000/stream"])
        tryVerify(() => !part("openDialog").visible)
    }

    function test_theButtonOfAnEmptyWindowOpensIt() {
        Fixture.reset()
        mouseClick(delegate("emptyButton0"))
        tryVerify(() => part("openDialog").opened)
    }

    function test_aConnectionThatTakesLongCanBeCancelledOverTheGraphBefore() {
        Fixture.show("live")
        Stream.connectTo("elsewhere:9000")
        Fixture.connecting("ws://elsewhere:9000/stream")
        const notice = part("notice")
        verify(!notice.visible)    // most stand at once
        tryVerify(() => notice.visible)
        compare(notice.words, "Connecting to ws://elsewhere:9000/stream.")
        compare(part("sourceButton").text, "elsewhere:9000, no graph yet")
        waitForRendering(window.contentItem)
        mouseClick(delegate("noticeButton0"))
        compare(lastRequest(), ["disconnect", undefined])
    }

    function test_aRefusedConnectionCanBeCancelledAndTriedAgain() {
        Fixture.show("refused")
        waitForRendering(window.contentItem)
        mouseClick(delegate("emptyButton1"))
        compare(lastRequest(), ["disconnect", undefined])
        mouseClick(delegate("emptyButton0"))
        compare(lastRequest(), ["connect", "ws://127.0.0.1:8080/stream"])
    }

    function test_aClosedStreamIsOpenedAgain() {
        Fixture.show("closed")
        waitForRendering(window.contentItem)
        mouseClick(delegate("noticeButton0"))
        compare(lastRequest(), ["connect", "ws://127.0.0.1:8080/stream"])
        mouseClick(delegate("noticeButton1"))
        tryVerify(() => part("openDialog").opened)
    }

    function test_aNoticeStaysUntilDismissedAndAFailureAloneIsRed() {
        Fixture.reportWarning("3 rows left out")
        const notice = part("notice")
        verify(notice.visible)
        compare(notice.words, "3 rows left out")
        compare(notice.ink, Theme.attention)
        Fixture.reportFault("events.jsonl:12: not JSON")
        compare(notice.words, "events.jsonl:12: not JSON")
        compare(notice.ink, Theme.bad)
        mouseClick(delegate("dismissButton", notice))
        verify(!notice.visible)
    }

    function test_newsIsALineThatFades() {
        Fixture.reportNews("The server began a new graph.")
        verify(!part("notice").visible)
        const line = part("copiedWords")
        verify(line.visible)
        compare(line.text, "The server began a new graph.")
        tryVerify(() => !line.visible)
    }

    function test_aNoticeStandsBesideAnOpenSearch() {
        const notice = part("notice"), box = part("searchBox"), view = part("graphView")
        Fixture.reportWarning("3 rows left out")
        const above = notice.y
        keyClick(Qt.Key_F, Qt.ControlModifier)
        tryVerify(() => box.open)
        Fixture.answerSearch(60)
        verify(notice.x > box.x + box.width && notice.x + notice.width < view.x + view.width)
        compare(notice.y, above)
        window.width = 960   // too narrow for both
        tryVerify(() => notice.y > box.y + box.height && notice.x + notice.width < view.x + view.width)
    }

    function test_theRunningSourceIsSteered() {
        const row = part("steerRow")
        verify(row.visible)
        compare(part("steerField").text, "500")
        replaceText(part("steerField"), "2500")
        mouseClick(part("rateButton"))
        compare(lastRequest(), ["rate", 2500])
        mouseClick(part("runButton"))
        compare(lastRequest(), ["running", false])
        Fixture.show("lost")
        verify(!row.visible)
    }

    function test_aSourceWithoutARateIsAskedForNone() {
        Fixture.runs("file:/graphs/links.csv", false)
        verify(part("steerRow").visible)
        verify(!part("steerField").visible)
        verify(!part("rateButton").visible)
        const run = part("runButton")
        verify(run.visible)
        mouseClick(run)
        compare(lastRequest(), ["running", false])
        Fixture.runs("synthetic:nodes=100,rate=0", true)   // it stands still
        verify(part("rateButton").visible)
        compare(part("steerField").text, "0")
    }

    function test_aSourceThatIsOverIsReadAnew() {
        Fixture.show("finished")
        Fixture.runs("file:/graphs/links.csv", false)
        const run = part("runButton")
        compare(run.text, "Read anew")
        tryCompare(run, "x", 0)   // it moves to where the rate was
        mouseClick(run)
        compare(lastRequest(), ["steerTo", "file:/graphs/links.csv"])
        Fixture.show("live")
        compare(run.text, "Stop source")
    }

    function test_whoMaySteerIsShownAlsoWhereThatWasSaidBeforeTheStreamStood() {
        Fixture.reset()
        verify(!part("steerRow").visible)
        Fixture.show("live")   // what the server says of itself first, then the figures
        verify(part("steerRow").visible)
    }

    function test_theSettingsOpenByKeyboardAndMouse() {
        const dialog = openSettings()
        keyClick(Qt.Key_Escape)
        tryVerify(() => !dialog.visible)
        mouseClick(part("settingsButton"))
        tryVerify(() => dialog.opened)
        keyClick(Qt.Key_Right)   // the theme has the keyboard
        compare(Appearance.mode, "system")
        keyClick(Qt.Key_Left)
        compare(Appearance.mode, "dark")
    }

    function test_whatThePictureShowsIsASetting() {
        openSettings()
        const names = ["showLabels", "showChanges", "curvedEdges", "showMinimap"]
        names.forEach((name, i) => {
            const before = Settings[name]
            const check = delegate("settingsCheck" + i)
            compare(check.checked, before)
            mouseClick(check)
            compare(Settings[name], !before)
            compare(check.checked, !before)
            mouseClick(check)
            compare(Settings[name], before)
        })
    }

    function test_whatWasShownIsForgotten() {
        Settings.remember("debian")
        openSettings()
        mouseClick(part("forgetButton"))
        compare(Settings.recent.length, 0)
        verify(!part("forgetButton").enabled)
    }

    function test_theCreditWindowIsRemembered() {
        openSettings()
        replaceText(part("creditMessagesField"), "64")
        keyClick(Qt.Key_Return)
        compare(Settings.creditMessages, 64)
    }

    function test_theCreditWindowIsFixedWhereThatIsChosen() {
        openSettings()
        verify(Settings.creditAutomatic)
        compare(part("creditMessagesField").label, "Messages at most")
        const choice = part("creditChoice")
        mouseClick(choice, choice.width - 10, choice.height / 2)
        verify(!Settings.creditAutomatic)
        compare(part("creditMessagesField").label, "Messages")
        mouseClick(choice, 10, choice.height / 2)
        verify(Settings.creditAutomatic)
    }

    function test_bothAreDrawn_data() {
        const rows = []
        for (const theme of ["dark", "light"]) {
            for (const size of [Qt.size(1280, 800), Qt.size(960, 600), Qt.size(2560, 1440)])
                rows.push({tag: theme + "-" + size.width, theme: theme, size: size})
        }
        return rows
    }

    function test_bothAreDrawn(row) {
        Appearance.mode = row.theme
        window.width = row.size.width
        window.height = row.size.height
        for (const place of ["ws://graphs.example.org:9000/stream", "debian", "synthetic:nodes=2000,edges=6000", "file:/home/me/graphs/les_amis.csv"])
            Settings.remember(place)
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "steering-" + row.tag))
        const opened = openDialog()
        mouseClick(delegate("source-file"))
        mouseClick(part("showButton"))
        waitForRendering(window.contentItem)
        verify(opened.x >= 0 && opened.width <= window.width && opened.height <= window.height)
        verify(Fixture.keepPicture(window, "open-" + row.tag))
        keyClick(Qt.Key_Escape)
        tryVerify(() => !opened.visible)
        const settings = openSettings()
        waitForRendering(window.contentItem)
        verify(settings.height <= window.height)
        verify(Fixture.keepPicture(window, "settings-" + row.tag))
        keyClick(Qt.Key_Escape)
        Fixture.show("lost")
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "lost-" + row.tag))
        Fixture.show("live")
        Fixture.reportWarning("file: 2 rows left out (line 17: the target is empty; line 20: the target is empty)")
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "warning-" + row.tag))
    }
}
