import QtQuick
import QtTest
import Weir.Save
import Weir.Settings
import Weir.Window
import WindowFixture

/// Writing the graph into a file, by keys and mouse on the window's own controls. What is written is told by the requests.
WindowTest {
    id: test
    name: "Exporting"

    property var dialog: null

    function init() {
        Settings.showLabels = false     // nobody would answer what they are
        openGraph()
        Appearance.mode = "dark"
        dialog = part("exportDialog")
    }

    function cleanup() { Settings.showLabels = true }

    function open() {
        keyClick(Qt.Key_E, Qt.ControlModifier)
        tryVerify(() => dialog.opened)
    }

    function inDialog(name) {
        const found = findChild(dialog.contentItem, name) ?? delegate(name, dialog.contentItem)
        verify(found, name + " is there")
        return found
    }

    function setPath(text) {
        inDialog("exportPath").input.forceActiveFocus()
        inDialog("exportPath").input.selectAll()
        type(text)
    }

    /// What was asked for last: [part, format, path, places as shown].
    function ordered() {
        compare(lastRequest()[0], "export")
        return lastRequest()[1]
    }

    function selectAll() {
        keyClick(Qt.Key_A, Qt.ControlModifier)
        tryCompare(graph, "selectedNodes", 100)
    }

    function test_enterWritesEverythingWithThePlacesAsShown() {
        open()
        verify(inDialog("exportPath").input.activeFocus)
        compare(inDialog("exportPath").text, Fixture.folder() + "/A square.graphml")
        keyClick(Qt.Key_Return)
        tryVerify(() => !dialog.visible)
        compare(ordered(), [GraphExport.Everything, "graphml", Fixture.folder() + "/A square.graphml", true])
        Fixture.answerExport("done")
        verify(!part("exportCard").visible)
        compare(part("copiedWords").text, "Exported 100 nodes and 180 edges as " + Fixture.folder() + "/A square.graphml.")
    }

    function test_byMouseAloneASelectionIsWrittenPacked() {
        selectAll()
        mouseClick(delegate("tool-export"))
        tryVerify(() => dialog.opened)
        mouseClick(inDialog("exportPart2"))
        compare(dialog.part, GraphExport.Selection)
        const box = inDialog("exportFormat").box
        mouseClick(box)
        tryVerify(() => box.popup.opened)
        const gexf = GraphExport.formats.findIndex(format => format.key === "gexf")
        tryVerify(() => delegate("choice" + gexf, box.popup.contentItem))
        mouseClick(delegate("choice" + gexf, box.popup.contentItem))
        tryVerify(() => !box.popup.visible)
        compare(inDialog("exportPath").text, Fixture.folder() + "/A square.gexf")
        mouseClick(inDialog("exportPacked"))
        compare(inDialog("exportPath").text, Fixture.folder() + "/A square.gexf.gz")
        mouseClick(inDialog("exportPlaces"))
        mouseClick(inDialog("exportButton"))
        tryVerify(() => !dialog.visible)
        compare(ordered(), [GraphExport.Selection, "gexf", Fixture.folder() + "/A square.gexf.gz", false])
        compare(Settings.exportFormat, "gexf")
    }

    function test_theMenusOfGroundAndSelectionHaveIt() {
        const row = (menu, label) => {
            for (let i = 0; i < menu.count; ++i) {
                if (menu.itemAt(i).text === label)
                    return menu.itemAt(i)
            }
            return null
        }
        mouseClick(graph, 5, graph.height - 5, Qt.RightButton)
        tryVerify(() => part("groundMenu").opened)
        waitForRendering(window.contentItem)
        mouseClick(row(part("groundMenu"), "Export the graph\u2026"))
        tryVerify(() => dialog.opened)
        compare(dialog.part, GraphExport.Everything)
        keyClick(Qt.Key_Escape)
        tryVerify(() => !dialog.visible)
        graph.forceActiveFocus()
        selectAll()
        mouseClick(graph, 5, graph.height - 5, Qt.RightButton)
        tryVerify(() => part("selectionMenu").opened)
        waitForRendering(window.contentItem)
        mouseClick(row(part("selectionMenu"), "Export the selection\u2026"))
        tryVerify(() => dialog.opened)
        compare(dialog.part, GraphExport.Selection)
        compare(inDialog("exportPart2").part.figure, "100 nodes, 180 edges")
    }

    function test_aPartThatHasNothingIsGreyAndSaysWhy() {
        open()
        const [everything, shown, selection] = [0, 1, 2].map(i => inDialog("exportPart" + i))
        compare(everything.part.figure, "100 nodes, 180 edges")
        verify(everything.enabled && !shown.enabled && !selection.enabled)
        compare(shown.part.figure, "No filter leaves anything out")
        compare(selection.part.figure, "Nothing is selected")
        mouseClick(shown)
        compare(dialog.part, GraphExport.Everything)
        Fixture.countExport(0, 0)
        compare(shown.part.figure, "No node passes the filters")
        Fixture.countExport(60, 81)
        verify(shown.enabled)
        compare(shown.part.figure, "60 nodes, 81 edges")
        everything.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Down)
        verify(shown.activeFocus)
        compare(dialog.part, GraphExport.Shown)
        keyClick(Qt.Key_Down)     // past the last that can be chosen
        compare(dialog.part, GraphExport.Shown)
        // What was chosen passes no more: it cannot be written.
        Fixture.countExport(0, 0)
        verify(!inDialog("exportButton").enabled)
        setPath(Fixture.folder() + "/none.gml")
        keyClick(Qt.Key_Return)
        verify(dialog.visible)
    }

    function test_theEndingOfTheNameIsTheFormat() {
        open()
        setPath(Fixture.folder() + "/a.CSV.GZ")
        compare(GraphExport.formats[dialog.format].key, "csv")
        verify(dialog.packed)
        verify(inDialog("exportNodesFile").visible)
        compare(inDialog("exportNodesFile").text, "Edges are in this file, nodes in a.CSV.nodes.GZ beside it.".replace("a.CSV.nodes.GZ", GraphExport.nodesFileOf("a.CSV.GZ", dialog.format)))
        setPath(Fixture.folder() + "/plain")
        verify(!dialog.packed)
        keyClick(Qt.Key_Return)
        compare(ordered()[2], Fixture.folder() + "/plain.csv")
    }

    function test_whatAFormatCannotSayIsSaidBeforehand() {
        open()
        compare(lastRequest(), ["lookAhead", [GraphExport.Everything, "graphml"]])
        compare(inDialog("exportAhead").text, "Looking at what GraphML can say of it.")
        Fixture.answerExport("done")
        compare(inDialog("exportAhead").text, "GraphML can say all of it.")
        verify(!GraphExport.losing)
        setPath(Fixture.folder() + "/a.gml")
        compare(lastRequest(), ["lookAhead", [GraphExport.Everything, "gml"]])
        Fixture.answerExport("done", "GML cannot say: 100 keys of nodes, written as labels")
        compare(inDialog("exportAhead").text, "GML cannot say: 100 keys of nodes, written as labels.")
        verify(GraphExport.losing)
        // Who closes the dialog does not want to know any more.
        setPath(Fixture.folder() + "/a.dot")
        keyClick(Qt.Key_Escape)
        tryVerify(() => !dialog.visible)
        compare(lastRequest()[0], "cancelExport")
    }

    function test_whatIsReplacedIsSaid() {
        Fixture.newFile("kept.gml")
        Fixture.newFile("kept.nodes.csv")
        open()
        compare(inDialog("exportReplaces").text, "")
        setPath(Fixture.folder() + "/kept.gml")
        compare(inDialog("exportReplaces").text, "The file that has this name is replaced.")
        setPath(Fixture.folder() + "/kept.csv")
        compare(inDialog("exportReplaces").text, "The file kept.nodes.csv is replaced.")
    }

    function test_aNameThatIsSuggestedIsFree() {
        Settings.exportFolder = Fixture.newFolder("taken")
        Fixture.newFile("taken/A square.graphml")
        open()
        compare(inDialog("exportPath").text, Fixture.folder() + "/taken/A square-2.graphml")
    }

    function test_theSystemsDialogChoosesTheFile() {
        open()
        inDialog("exportBrowse").forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Return)
        const chooser = inDialog("exportChooser")
        tryVerify(() => chooser.item !== null && chooser.item.visible)
        compare(chooser.item.currentFolder.toString(), "file://" + Fixture.folder())
        compare(chooser.item.nameFilters.length, GraphExport.formats.length)
        verify(Fixture.keepPicture(window, "export-choosing"))
        chooser.item.accept()
        tryVerify(() => !chooser.item.visible)
        chooser.item.chosen("/elsewhere/by hand.json.gz")
        compare(inDialog("exportPath").text, "/elsewhere/by hand.json.gz")
        compare(GraphExport.formats[dialog.format].key, "json")
        verify(dialog.packed && dialog.opened)
    }

    function test_howFarItIsIsSaidAndItIsGivenUpByKeys() {
        open()
        keyClick(Qt.Key_Return)
        const card = part("exportCard")
        tryVerify(() => card.visible)
        compare(part("exportWords").text, "Exporting the graph, 0 %")
        Fixture.exportGoes(-1)
        compare(part("exportWords").text, "The graph is exported as soon as all of it is here.")
        Fixture.exportGoes(0.42)
        compare(part("exportWords").text, "Exporting the graph, 42 %")
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "exporting"))
        keyClick(Qt.Key_E, Qt.ControlModifier)
        verify(part("exportCancel").activeFocus)
        verify(!dialog.visible)
        keyClick(Qt.Key_Space)
        compare(lastRequest()[0], "cancelExport")
        verify(card.visible)       // until it is so
        Fixture.answerExport("given up")
        verify(!card.visible)
        compare(part("copiedWords").text, "The graph was not exported.")
    }

    function test_whyThereIsNoFileStaysAndSoDoesWhatWasWanted() {
        open()
        setPath("/nowhere/a.gml")
        keyClick(Qt.Key_Return)
        Fixture.answerExport("failed", "/nowhere/a.gml cannot be written: No such file or directory")
        const card = part("exportCard")
        tryVerify(() => card.visible && card.failed)
        compare(part("exportWords").text, "The graph was not exported. /nowhere/a.gml cannot be written: No such file or directory.")
        open()
        compare(inDialog("exportPath").text, "/nowhere/a.gml")
        compare(GraphExport.formats[dialog.format].key, "gml")
        verify(!card.visible)
        keyClick(Qt.Key_Escape)
        tryVerify(() => !dialog.visible)
        open()
        verify(inDialog("exportPath").text !== "/nowhere/a.gml")
    }

    function test_whatIsNotInTheFileStaysUntilItIsDismissed() {
        Fixture.countExport(60, 81)
        open()
        mouseClick(inDialog("exportPart1"))
        setPath(Fixture.folder() + "/a.csv")
        keyClick(Qt.Key_Return)
        Fixture.answerExport("done", "CSV cannot say: 1 text, empty or of blanks, left out", 2)
        const card = part("exportCard")
        tryVerify(() => card.visible)
        verify(!card.failed)
        compare(part("exportWords").text, "Exported 60 nodes and 81 edges as " + Fixture.folder() + "/a.csv. The nodes are in a.nodes.csv. "
                + "The filters left out 40 nodes and 99 edges. 2 elements of the selection were gone. "
                + "CSV cannot say: 1 text, empty or of blanks, left out.")
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "exported"))
        mouseClick(part("exportCancel"))
        verify(!card.visible)
    }

    function test_anotherGraphHasNoSuchSelection() {
        selectAll()
        open()
        mouseClick(inDialog("exportPart2"))
        keyClick(Qt.Key_Return)
        Fixture.answerExport("replaced")
        tryVerify(() => part("exportCard").failed)
        compare(part("exportWords").text, "Another graph came before the selection was written; there is no file.")
    }

    function test_theDialogIsDrawn_data() {
        return [{tag: "dark", theme: "dark", size: Qt.size(1280, 800)},
                {tag: "light", theme: "light", size: Qt.size(1280, 800)},
                {tag: "dark-960", theme: "dark", size: Qt.size(960, 600)}]
    }

    function test_theDialogIsDrawn(row) {
        Appearance.mode = row.theme
        window.width = row.size.width
        window.height = row.size.height
        Fixture.countExport(60, 81)
        Fixture.newFile("there.csv")
        open()
        setPath(Fixture.folder() + "/there.csv")
        Fixture.answerExport("done", "CSV cannot say: 2 names of columns, written in another way; 1 column, without a value, left out; "
                             + "14 texts, empty or of blanks, left out; 3 texts, with ends of lines for carriage returns")
        waitForRendering(window.contentItem)
        verify(dialog.height <= window.height)
        verify(Fixture.keepPicture(window, "export-" + row.tag))
        setPath("/nowhere/a.gml")
        keyClick(Qt.Key_Return)
        Fixture.answerExport("failed", "/nowhere/a.gml cannot be written: No such file or directory")
        tryVerify(() => part("exportCard").failed)
        waitForRendering(window.contentItem)
        verify(Fixture.keepPicture(window, "export-failed-" + row.tag))
    }
}
