import QtQuick
import QtQuick.Templates as T
import Weir.Controls
import Weir.Look
import Weir.Save
import Weir.Settings
import Weir.Stream

/// Where to, how large and how the view is saved.
T.Popup {
    id: dialog

    required property PictureExport exporter
    property string ending: "png"
    property size shown: Qt.size(0, 0)      // the view on the screen, pixels
    property int preset: 0
    readonly property bool raster: ending === "png"
    readonly property bool savable: path.text !== "" && (!raster || (widthField.input.acceptableInput && heightField.input.acceptableInput))
    readonly property var factors: [1, 2, 4]
    readonly property int wide: 8192

    objectName: "saveDialog"
    modal: true
    focus: true
    parent: T.Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.round((parent.height - height) / 2) : 0
    width: 560
    padding: Theme.gapLarge
    implicitHeight: contentItem.implicitHeight + 2 * padding
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    onAboutToShow: {
        ending = Settings.saveEnding
        shown = exporter.shownSize()
        path.text = exporter.suggestedPath(Settings.saveFolder, ending)
        setPreset(0)
    }
    onOpened: {
        path.input.forceActiveFocus(Qt.ShortcutFocusReason)
        path.input.selectAll()
    }

    function setEnding(chosen: string) {
        ending = chosen
        path.text = exporter.withEnding(path.text, chosen)
    }

    function setPreset(chosen: int) {
        preset = chosen
        const factor = chosen < factors.length ? factors[chosen] : chosen === factors.length ? wide / Math.max(1, shown.width) : 0
        if (factor === 0)
            return
        const within = Math.min(factor, exporter.mostSide / Math.max(1, shown.width, shown.height))
        widthField.text = String(Math.max(exporter.leastSide, Math.round(shown.width * within)))
        heightField.text = String(Math.max(exporter.leastSide, Math.round(shown.height * within)))
    }

    function choose() {
        chooser.made.ask(path.text, exporter.folderThere(path.text), ending)
    }

    /// What the picture says of itself.
    function caption(): var {
        const said = Settings.saveTitle ? {title: Stream.title} : {}
        if (!Settings.saveLegend)
            return said
        said.legendTitle = Look.nodeLegend.title
        said.rows = Look.nodeLegend.kind === Look.Categories ? LegendModel.entries : Look.nodeLegend.steps
        if (Look.nodeLegend.kind === Look.Categories && LegendModel.count < 2)
            said.rows = []
        if (Look.nodeLegend.kind === Look.Scale) {
            said.scale = Look.nodeLegend.colours
            said.scaleFrom = Look.nodeLegend.from
            said.scaleTo = Look.nodeLegend.to
        }
        // Those of edges below: of a scale its two ends.
        const edges = Look.edgeLegend
        if (edges.kind !== Look.Nothing) {
            const ends = edges.kind !== Look.Scale || edges.from === "" ? []
                : [{color: edges.colours[0], name: edges.from, nodes: ""}, {color: edges.colours[edges.colours.length - 1], name: edges.to, nodes: ""}]
            said.rows = [...said.rows, {color: "transparent", name: qsTr("Edges: %1").arg(edges.title), nodes: ""}, ...ends, ...edges.steps]
        }
        return said
    }

    function save() {
        if (!savable)
            return
        Settings.saveEnding = ending
        Settings.saveFolder = exporter.folderOf(path.text)
        exporter.save(path.text, Number(widthField.text), Number(heightField.text), detail.current, caption())
        close()
    }

    T.Overlay.modal: Rectangle { color: Theme.shade }
    background: Rectangle {
        color: Theme.surface
        radius: Theme.radius
        border.color: Theme.line
    }

    Loader {
        id: chooser
        objectName: "saveChooser"
        active: false
        readonly property var made: item
        source: "SaveChooser.qml"
        onLoaded: {
            made.chosen.connect(file => {
                const svg = file.toLowerCase().endsWith(".svg")
                dialog.ending = svg ? "svg" : "png"
                path.text = svg ? file : dialog.exporter.withEnding(file, "png")
            })
            dialog.choose()
        }
    }

    contentItem: Column {
        spacing: Theme.gapMedium
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Save the view")

        Words {
            text: qsTr("Save the view")
            font.pixelSize: Theme.large
            font.weight: Font.Medium
        }
        SegmentedChoice {
            objectName: "saveFormat"
            label: qsTr("Format")
            options: [{value: "png", text: qsTr("PNG, of any size")}, {value: "svg", text: qsTr("SVG, as shapes")}]
            current: dialog.ending
            onChosen: value => dialog.setEnding(value)
        }
        Column {
            width: parent.width
            spacing: Theme.hair
            Row {
                width: parent.width
                spacing: Theme.gapSmall
                Field {
                    id: path
                    objectName: "savePath"
                    width: parent.width - browse.width - parent.spacing
                    label: qsTr("File")
                    onEdited: text => {
                        if (text.toLowerCase().endsWith(".svg"))
                            dialog.ending = "svg"
                        else if (text.toLowerCase().endsWith(".png"))
                            dialog.ending = "png"
                    }
                    onAccepted: dialog.save()
                }
                TextButton {
                    id: browse
                    objectName: "saveBrowse"
                    anchors.bottom: parent.bottom
                    visible: chooser.status !== Loader.Error
                    text: qsTr("Choose\u2026")
                    onClicked: if (chooser.active) dialog.choose(); else chooser.active = true
                }
            }
            Words {
                objectName: "saveReplaces"
                width: parent.width
                visible: dialog.visible && path.text !== "" && dialog.exporter.exists(path.text)
                text: qsTr("The file that has this name is replaced.")
                font.pixelSize: Theme.small
                color: Theme.attention
            }
        }
        Row {
            visible: dialog.raster
            width: parent.width
            spacing: Theme.gapSmall
            Chooser {
                objectName: "savePreset"
                width: parent.width - widthField.width - heightField.width - 2 * parent.spacing
                label: qsTr("Size")
                choices: [{value: 0, text: qsTr("As in the window")}, {value: 1, text: qsTr("Twice as many pixels each way")},
                          {value: 2, text: qsTr("Four times as many")}, {value: 3, text: qsTr("8,192 pixels wide")},
                          {value: 4, text: qsTr("Another")}]
                current: dialog.preset
                onChosen: value => dialog.setPreset(value)
            }
            Field {
                id: widthField
                objectName: "saveWidth"
                width: 104
                label: qsTr("Width, pixels")
                validator: IntValidator { bottom: dialog.exporter.leastSide; top: dialog.exporter.mostSide }
                onEdited: dialog.preset = 4
                onAccepted: dialog.save()
            }
            Field {
                id: heightField
                objectName: "saveHeight"
                width: 104
                label: qsTr("Height, pixels")
                validator: IntValidator { bottom: dialog.exporter.leastSide; top: dialog.exporter.mostSide }
                onEdited: dialog.preset = 4
                onAccepted: dialog.save()
            }
        }
        SegmentedChoice {
            id: detail
            objectName: "saveDetail"
            visible: dialog.raster
            label: qsTr("Detail")
            options: [{value: false, text: qsTr("Sharper: the same in more pixels")}, {value: true, text: qsTr("Finer: thin lines, more names")}]
            current: false
            onChosen: value => current = value
        }
        Row {
            width: parent.width
            CheckRow {
                objectName: "saveTitle"
                width: parent.width / 2
                text: qsTr("With its title")
                checked: Settings.saveTitle
                onClicked: Settings.saveTitle = checked
            }
            CheckRow {
                objectName: "saveLegend"
                width: parent.width / 2
                text: qsTr("With the legend")
                checked: Settings.saveLegend
                onClicked: Settings.saveLegend = checked
            }
        }
        Words {
            width: parent.width
            wrapMode: Text.Wrap
            elide: Text.ElideNone
            font.pixelSize: Theme.small
            color: Theme.quiet
            text: dialog.raster
                  ? qsTr("All that is in view is drawn, in the colours of the window, with its selection. %1 to %2 pixels each way; where the shape is another than the view's, there is more of the graph at its sides.")
                        .arg(dialog.exporter.leastSide).arg(dialog.exporter.mostSide.toLocaleString(Qt.locale("en_US"), "f", 0))
                  : qsTr("Up to 50,000 nodes and edges in view, which other programs can change and print at any size.")
        }
        Row {
            anchors.right: parent.right
            spacing: Theme.gapSmall
            TextButton {
                objectName: "saveClose"
                text: qsTr("Cancel")
                onClicked: dialog.close()
            }
            TextButton {
                objectName: "saveButton"
                primary: true
                enabled: dialog.savable
                text: qsTr("Save")
                onClicked: dialog.save()
            }
        }
    }
}
