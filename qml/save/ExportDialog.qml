import QtQuick
import QtQuick.Templates as T
import Weir.Controls
import Weir.Save
import Weir.Settings

/// What of the graph is written, in which format and where to.
T.Popup {
    id: dialog

    property int part: GraphExport.Everything
    property int format: 0
    property bool packed: false
    readonly property var chosenPart: GraphExport.parts[part]
    readonly property bool writable: path.text !== "" && chosenPart.possible && !GraphExport.running

    objectName: "exportDialog"
    modal: true
    focus: true
    parent: T.Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.round((parent.height - implicitHeight) / 2) : 0
    width: 560
    padding: Theme.gapLarge
    implicitHeight: contentItem.implicitHeight + 2 * padding
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    function ask(wanted: int) {
        part = wanted
        open()
    }

    onAboutToShow: {
        GraphExport.opened()
        // What could not be written may be written elsewhere.
        if (GraphExport.problem === "" || path.text === "") {
            format = GraphExport.formatOfKey(Settings.exportFormat)
            packed = false
            path.text = GraphExport.suggestedPath(Settings.exportFolder, format)
        }
        GraphExport.dismiss()
        GraphExport.lookAhead(part, format)
    }
    onOpened: {
        path.input.forceActiveFocus(Qt.ShortcutFocusReason)
        path.input.selectAll()
    }
    onClosed: GraphExport.closed()

    function setPart(chosen: int) {
        part = chosen
        GraphExport.lookAhead(part, format)
    }
    function setFormat(chosen: int) {
        if (chosen === format)
            return
        format = chosen
        GraphExport.lookAhead(part, format)
    }
    function setEnding(chosen: int, gzip: bool) {
        setFormat(chosen)
        packed = gzip
        path.text = GraphExport.withEnding(path.text, format, packed)
    }
    function takeEnding(file: string) {
        packed = GraphExport.isPacked(file)
        if (GraphExport.formatOfPath(file) >= 0)
            setFormat(GraphExport.formatOfPath(file))
    }
    function choose() {
        chooser.made.ask(path.text, GraphExport.folderThere(path.text), format)
    }
    function write() {
        if (!writable)
            return
        Settings.exportFormat = GraphExport.formats[format].key
        Settings.exportFolder = GraphExport.folderOf(path.text)
        GraphExport.write(part, format, path.text, places.checked)
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
        objectName: "exportChooser"
        active: false
        readonly property var made: item
        source: "ExportChooser.qml"
        onLoaded: {
            made.chosen.connect(file => {
                path.text = file
                dialog.takeEnding(file)
            })
            dialog.choose()
        }
    }

    contentItem: Column {
        spacing: Theme.gapMedium
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Export the graph")

        Words {
            text: qsTr("Export the graph")
            font.pixelSize: Theme.large
            font.weight: Font.Medium
        }
        PartChoice {
            objectName: "exportParts"
            width: parent.width
            label: qsTr("What")
            parts: GraphExport.parts
            current: dialog.part
            onChosen: value => dialog.setPart(value)
        }
        Column {
            width: parent.width
            spacing: Theme.hair
            Row {
                width: parent.width
                spacing: Theme.gapMedium
                Chooser {
                    objectName: "exportFormat"
                    width: parent.width - gzip.width - parent.spacing
                    label: qsTr("Format")
                    choices: GraphExport.formats
                    current: dialog.format
                    onChosen: value => dialog.setEnding(value, dialog.packed)
                }
                CheckRow {
                    id: gzip
                    objectName: "exportPacked"
                    anchors.bottom: parent.bottom
                    anchors.bottomMargin: Theme.hair
                    width: 168
                    text: qsTr("Packed with gzip")
                    checked: dialog.packed
                    onClicked: {
                        dialog.setEnding(dialog.format, checked)
                        checked = Qt.binding(() => dialog.packed)
                    }
                }
            }
            // Of as many lines as most have, so that nothing below moves when it comes.
            Words {
                objectName: "exportAhead"
                width: parent.width
                height: Math.max(implicitHeight, 2 * smallLines.lineSpacing)
                wrapMode: Text.Wrap
                maximumLineCount: 4
                elide: Text.ElideRight
                font.pixelSize: Theme.small
                color: GraphExport.losing ? Theme.attention : Theme.quiet
                text: GraphExport.ahead
                Accessible.name: text
                FontMetrics {
                    id: smallLines
                    font.family: Theme.fontFamily
                    font.pixelSize: Theme.small
                }
            }
        }
        Column {
            width: parent.width
            spacing: Theme.hair
            Row {
                width: parent.width
                spacing: Theme.gapSmall
                Field {
                    id: path
                    objectName: "exportPath"
                    width: parent.width - browse.width - parent.spacing
                    label: qsTr("File")
                    onEdited: text => dialog.takeEnding(text)
                    onAccepted: dialog.write()
                }
                TextButton {
                    id: browse
                    objectName: "exportBrowse"
                    anchors.bottom: parent.bottom
                    visible: chooser.status !== Loader.Error
                    text: qsTr("Choose\u2026")
                    onClicked: if (chooser.active) dialog.choose(); else chooser.active = true
                }
            }
            Words {
                readonly property string nodesFile: dialog.visible && path.text !== "" ? GraphExport.nodesFileOf(path.text, dialog.format) : ""
                objectName: "exportNodesFile"
                width: parent.width
                visible: nodesFile !== ""
                text: qsTr("Edges are in this file, nodes in %1 beside it.").arg(nodesFile.substring(nodesFile.lastIndexOf("/") + 1))
                font.pixelSize: Theme.small
                color: Theme.quiet
            }
            Words {
                objectName: "exportReplaces"
                width: parent.width
                height: smallLines.lineSpacing   // also where it says nothing: what is typed moves nothing
                text: dialog.visible && path.text !== "" ? GraphExport.replacedBy(path.text, dialog.format) : ""
                font.pixelSize: Theme.small
                color: Theme.attention
            }
        }
        Column {
            width: parent.width
            CheckRow {
                id: places
                objectName: "exportPlaces"
                width: parent.width
                text: qsTr("With the places as shown")
                checked: true
            }
            Words {
                x: Theme.gapLarge
                width: parent.width - x
                wrapMode: Text.Wrap
                elide: Text.ElideNone
                font.pixelSize: Theme.small
                color: Theme.quiet
                text: places.checked ? qsTr("Also those of the layout and those given by hand.") : qsTr("Only those that the source has.")
            }
        }
        Row {
            anchors.right: parent.right
            spacing: Theme.gapSmall
            TextButton {
                objectName: "exportClose"
                text: qsTr("Cancel")
                onClicked: dialog.close()
            }
            TextButton {
                objectName: "exportButton"
                primary: true
                enabled: dialog.writable
                text: qsTr("Export")
                onClicked: dialog.write()
            }
        }
    }
}
