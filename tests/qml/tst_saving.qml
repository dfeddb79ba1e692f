import QtQuick
import QtTest
import Weir.Settings
import Weir.Window
import WindowFixture

/// Saving what is in view, by keys and mouse on the window's own controls.
WindowTest {
    id: test
    name: "Saving"

    property var dialog: null

    function init() {
        Settings.showLabels = false     // nobody would answer what they are
        Settings.saveEnding = "png"
        Settings.saveFolder = Fixture.folder()
        openGraph()
        Appearance.mode = "dark"
        dialog = part("saveDialog")
    }

    function cleanup() { Settings.showLabels = true }

    function open() {
        keyClick(Qt.Key_S, Qt.ControlModifier | Qt.ShiftModifier)
        tryVerify(() => dialog.opened)
    }

    function type(text) {
        for (const letter of text)
            keyClick(letter)
    }

    function inDialog(name) {
        const found = findChild(dialog.contentItem, name)
        verify(found, name + " is there")
        return found
    }

    function saidSaved() {
        const words = part("copiedWords")
        return words.visible && words.text.startsWith("Saved as ")
    }

    function savedFile() { return part("copiedWords").text.substring("Saved as ".length) }

    function test_enterSavesThePictureAsItIsInTheWindow() {
        open()
        verify(inDialog("savePath").input.activeFocus)
        verify(inDialog("savePath").text.startsWith(Fixture.folder() + "/weir-"))
        keyClick(Qt.Key_Return)
        tryVerify(() => !dialog.visible)
        tryVerify(() => saidSaved(), 20000)
        compare(Fixture.pictureSize(savedFile()), Qt.size(graph.width, graph.height))
        verify(!part("saveCard").visible)
    }

    function test_thePictureSaysWhatItsColoursStandFor() {
        Settings.saveLegend = true
        Settings.saveTitle = false
        open()
        keyClick(Qt.Key_Return)
        tryVerify(() => saidSaved(), 20000)
        const withLegend = savedFile()
        open()
        mouseClick(inDialog("saveLegend"))
        verify(!Settings.saveLegend)
        mouseClick(inDialog("saveTitle"))
        verify(Settings.saveTitle)
        inDialog("savePath").text = Fixture.newFile("titled.png")
        mouseClick(inDialog("saveButton"))
        tryVerify(() => saidSaved() && savedFile() !== withLegend, 20000)
        verify(Fixture.differ(withLegend, savedFile(), graph.width - 100, graph.height - 60, 80, 40))   // the legend
        verify(Fixture.differ(withLegend, savedFile(), 20, 20, 40, 20))                                 // the title
        Settings.saveLegend = true
        Settings.saveTitle = false
    }

    function test_sizesAreChosenOrTyped() {
        open()
        const preset = inDialog("savePreset").box
        preset.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Down)
        compare(Number(inDialog("saveWidth").text), 2 * graph.width)
        compare(Number(inDialog("saveHeight").text), 2 * graph.height)
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Down)
        compare(inDialog("saveWidth").text, "8192")
        mouseClick(inDialog("saveWidth").input)
        inDialog("saveWidth").input.selectAll()
        type("321")
        compare(preset.displayText, "Another")
        keyClick(Qt.Key_Tab)
        verify(inDialog("saveHeight").input.activeFocus)
        inDialog("saveHeight").input.selectAll()
        type("17")
        keyClick(Qt.Key_Tab)
        keyClick(Qt.Key_Right)   // finer
        compare(inDialog("saveDetail").current, true)
        mouseClick(inDialog("saveButton"))
        tryVerify(() => saidSaved(), 20000)
        compare(Fixture.pictureSize(savedFile()), Qt.size(321, 17))
    }

    function test_aListInTheDialogClosesBeforeTheDialog() {
        open()
        const preset = inDialog("savePreset").box
        mouseClick(preset)
        tryVerify(() => preset.popup.opened)
        keyClick(Qt.Key_Escape)
        tryVerify(() => !preset.popup.visible)
        verify(dialog.opened)
        verify(inDialog("savePath").input.activeFocus)
        mouseClick(preset)
        tryVerify(() => preset.popup.opened)
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Return)
        tryVerify(() => !preset.popup.visible)
        compare(inDialog("saveWidth").text, String(2 * graph.width))
        verify(dialog.opened)
    }

    function test_aSizeThatCannotBeIsNotSaved() {
        open()
        inDialog("saveWidth").input.forceActiveFocus()
        inDialog("saveWidth").input.selectAll()
        type("15")
        verify(!inDialog("saveButton").enabled)
        keyClick(Qt.Key_Return)
        verify(dialog.visible)
        keyClick(Qt.Key_Escape)
        tryVerify(() => !dialog.visible)
    }

    function test_theEndingOfTheNameIsTheFormat() {
        open()
        const path = inDialog("savePath")
        path.input.selectAll()
        type(Fixture.folder() + "/shapes.svg")
        verify(!inDialog("saveDetail").visible)
        keyClick(Qt.Key_Return)
        tryVerify(() => saidSaved(), 20000)
        compare(savedFile(), Fixture.folder() + "/shapes.svg")
        compare(Settings.saveEnding, "svg")
        open()
        verify(inDialog("savePath").text.endsWith(".svg"))
        inDialog("savePath").input.selectAll()
        type(Fixture.folder() + "/shapes.svg")
        verify(inDialog("saveReplaces").visible)
        keyClick(Qt.Key_Tab, Qt.ShiftModifier)
        keyClick(Qt.Key_Escape)
    }

    function test_aFormatThatIsChosenChangesTheName() {
        open()
        const formats = inDialog("saveFormat")
        formats.children[0].forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Right)
        verify(inDialog("savePath").text.endsWith(".svg"))
        verify(!inDialog("saveWidth").parent.visible)
        keyClick(Qt.Key_Left)
        verify(inDialog("savePath").text.endsWith(".png"))
    }

    function test_theSystemsDialogChoosesTheFile() {
        open()
        const named = Fixture.folder() + "/a name, 100%.png"
        inDialog("savePath").input.selectAll()
        type(named)
        inDialog("saveBrowse").forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Return)
        const chooser = inDialog("saveChooser")
        tryVerify(() => chooser.item !== null && chooser.item.visible)
        compare(chooser.item.currentFolder.toString(), "file://" + Fixture.folder())
        verify(Fixture.keepPicture(window, "save-choosing"))
        chooser.item.accept()
        tryVerify(() => !chooser.item.visible)
        compare(inDialog("savePath").text, named)
        chooser.item.chosen("/elsewhere/by hand.svg")
        compare(inDialog("savePath").text, "/elsewhere/by hand.svg")
        compare(dialog.ending, "svg")
        verify(dialog.opened)
    }

    /// The words of the dialog's crumbs: the folders from the root on.
    function crumbs() {
        const found = []
        const visit = item => {
            if (item.visible && item.folderName !== undefined)
                found.push(item.folderName)
            for (let i = 0; i < item.children.length; ++i)
                visit(item.children[i])
        }
        visit(window.contentItem)
        return found
    }

    function test_theSystemsDialogIsInTheFolderThatItNames() {
        open()
        const ask = path => {
            inDialog("savePath").input.forceActiveFocus()
            inDialog("savePath").input.selectAll()
            type(path)
            inDialog("saveBrowse").forceActiveFocus(Qt.TabFocusReason)
            keyClick(Qt.Key_Return)
            tryVerify(() => inDialog("saveChooser").item !== null && inDialog("saveChooser").item.visible)
        }
        const asFolders = path => ["/"].concat(path.split("/").slice(1))
        for (const [path, folder] of [["/kept/a.png", "/kept"], ["/gone/and/gone/a.png", ""]]) {
            Fixture.newFolder("kept")
            ask(Fixture.folder() + path)
            const chooser = inDialog("saveChooser").item
            compare(chooser.currentFolder.toString(), "file://" + Fixture.folder() + folder)
            tryVerify(() => crumbs().length > 0)
            compare(crumbs(), asFolders(Fixture.folder() + folder))
            chooser.accept()
            tryVerify(() => !chooser.visible)
            compare(inDialog("savePath").text, Fixture.folder() + folder + "/a.png")
        }
    }

    function test_theFolderIsRemembered() {
        open()
        inDialog("savePath").input.selectAll()
        type(Fixture.newFolder("kept") + "/a.png")
        keyClick(Qt.Key_Return)
        tryVerify(() => saidSaved(), 20000)
        open()
        verify(inDialog("savePath").text.startsWith(Fixture.folder() + "/kept/weir-"))
    }

    function test_whyThereIsNoFileStaysUntilItIsDismissed() {
        open()
        inDialog("savePath").input.selectAll()
        type("/proc/nowhere/a.png")
        keyClick(Qt.Key_Return)
        const card = part("saveCard")
        tryVerify(() => card.visible && card.failed, 20000)
        verify(part("saveWords").text.startsWith("The picture could not be saved as /proc/nowhere/a.png: "))
        mouseClick(part("saveCancel"))
        verify(!card.visible)
    }

    function test_aPictureThatIsBeingSavedIsGivenUpByKeys() {
        open()
        for (const name of ["saveWidth", "saveHeight"]) {
            inDialog(name).input.forceActiveFocus()
            inDialog(name).input.selectAll()
            type("16384")
        }
        keyClick(Qt.Key_Return)
        const card = part("saveCard")
        tryVerify(() => card.visible)
        tryVerify(() => part("exporter").progress > 0, 20000)
        verify(/^Saving the picture, \d+ %$/.test(part("saveWords").text))
        verify(Fixture.keepPicture(window, "saving"))
        keyClick(Qt.Key_S, Qt.ControlModifier | Qt.ShiftModifier)
        verify(part("saveCancel").activeFocus)
        verify(!dialog.visible)
        keyClick(Qt.Key_Space)
        tryVerify(() => !card.visible, 20000)
        compare(part("copiedWords").text, "The picture was not saved.")
    }

    function test_theDialogIsDrawn_data() {
        return [{tag: "dark", theme: "dark", size: Qt.size(1280, 800)},
                {tag: "light", theme: "light", size: Qt.size(1280, 800)},
                {tag: "light-960", theme: "light", size: Qt.size(960, 600)},
                {tag: "dark-2560", theme: "dark", size: Qt.size(2560, 1440)}]
    }

    function test_theDialogIsDrawn(row) {
        Appearance.mode = row.theme
        window.width = row.size.width
        window.height = row.size.height
        waitForRendering(window.contentItem)
        open()
        waitForRendering(window.contentItem)
        verify(dialog.height <= window.height)
        verify(Fixture.keepPicture(window, "save-png-" + row.tag))
        dialog.setEnding("svg")
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "save-svg-" + row.tag))
        inDialog("savePath").input.selectAll()
        type("/proc/nowhere/a.png")
        keyClick(Qt.Key_Return)
        tryVerify(() => part("saveCard").failed, 20000)
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "save-failed-" + row.tag))
    }
}
