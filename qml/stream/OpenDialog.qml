import QtQuick
import QtQuick.Templates as T
import Weir.Controls
import Weir.Settings
import Weir.Stream

/// Where a graph comes from: what was shown lately, a file, the sources of this machine, other servers. Nothing in it moves by what is
/// chosen or said, and what is wrong is said only once it was tried.
T.Popup {
    id: popup

    function openAtAddress() {
        wantsAddress = true
        open()
    }

    property bool wantsAddress: false

    /// Shows a source, a file or a server; what is wrong with it, or nothing.
    function take(place: string): string {
        const problem = Stream.open(place)
        if (problem === "")
            close()
        return problem
    }
    function takeFile(path: string) {
        sourceProblem.text = SourceForm.setFile(path)
        if (sourceProblem.text === "")
            take(SourceForm.spec)
    }

    objectName: "openDialog"
    modal: true
    focus: true
    margins: Theme.gapSmall
    padding: Theme.gapMedium - Theme.hair   // the rest of it is room for the focus ring
    width: 800
    height: Math.min(area.contentHeight + 2 * padding, (parent ? parent.Window.height : 800) - y - Theme.gapLarge)
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    onAboutToShow: {
        SourceForm.setSpec(Stream.embedded && Stream.sourceSpec !== "" ? Stream.sourceSpec : Settings.sourceSpec)
        address.text = Stream.embedded || Stream.address === "" ? Settings.lastUrl : Stream.address
        sourceProblem.text = addressProblem.text = ""
        recent.currentIndex = 0
    }
    onOpened: {
        if (wantsAddress) {
            address.input.forceActiveFocus(Qt.ShortcutFocusReason)
            address.input.selectAll()
        } else {
            sources.focusCurrent()
        }
        wantsAddress = false
    }

    // What was wrong was about what is gone.
    Connections {
        target: SourceForm
        function onFieldsChanged() { sourceProblem.text = "" }
    }

    T.Overlay.modal: Rectangle { color: Theme.shade }
    background: Rectangle {
        color: Theme.surface
        radius: Theme.radius
        border.color: Theme.line
    }

    Loader {
        id: chooser
        objectName: "openChooser"
        active: false
        readonly property var made: item
        source: "OpenChooser.qml"
        onLoaded: {
            made.chosen.connect(file => popup.takeFile(file))
            made.ask()
        }
    }

    contentItem: Flickable {
        id: area
        contentHeight: Math.max(right.height, 400) + 2 * Theme.hair
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Open and connect")

        Column {
            id: left
            x: Theme.hair
            y: Theme.hair
            width: 248
            height: right.height
            spacing: Theme.gapMedium

            TextButton {
                id: file
                objectName: "openFileButton"
                width: parent.width
                visible: chooser.status !== Loader.Error
                text: qsTr("Open a file\u2026")
                onClicked: if (chooser.active) chooser.made.ask(); else chooser.active = true
            }
            Section {
                width: parent.width
                title: qsTr("Shown lately")
                RecentList {
                    id: recent
                    objectName: "recentList"
                    width: parent.width
                    height: right.height - file.height - Theme.gapMedium - Theme.gapLarge
                    onChosen: place => popup.take(place)
                }
            }
        }
        Rectangle {
            anchors { left: left.right; leftMargin: Theme.gapMedium; top: left.top; bottom: left.bottom }
            width: 1
            color: Theme.line
        }

        Column {
            id: right
            x: left.x + left.width + 2 * Theme.gapMedium
            y: Theme.hair
            width: area.width - x - Theme.hair
            spacing: Theme.gapMedium

            Section {
                width: parent.width
                title: qsTr("A source of this machine")

                Column {
                    id: sources

                    function focusCurrent() {
                        for (let i = 0; i < rows.count; ++i) {
                            if (rows.itemAt(i).selected)
                                rows.itemAt(i).forceActiveFocus(Qt.TabFocusReason)
                        }
                    }
                    function step(by) {
                        const names = Array.from(SourceForm.sources).map(source => source.name)
                        const at = names.indexOf(SourceForm.name)
                        SourceForm.name = names[(at + by + names.length) % names.length]
                        focusCurrent()
                    }

                    width: parent.width
                    Keys.onDownPressed: step(1)
                    Keys.onUpPressed: step(-1)
                    Repeater {
                        id: rows
                        model: SourceForm.sources
                        SourceRow {
                            required property var modelData
                            objectName: "source-" + modelData.name
                            width: sources.width
                            name: modelData.name
                            description: modelData.text
                            selected: SourceForm.name === modelData.name
                            onClicked: {
                                forceActiveFocus(Qt.MouseFocusReason)
                                SourceForm.name = modelData.name
                            }
                        }
                    }
                }

                // As high where a source has no field.
                Item {
                    width: parent.width
                    height: Theme.control + Theme.hair + 16
                    Row {
                        id: fields
                        readonly property real fieldWidth: (width - (repeater.count - 1) * spacing) / Math.max(1, repeater.count)
                        width: parent.width
                        spacing: Theme.gapSmall
                        Repeater {
                            id: repeater
                            model: SourceForm.fields
                            Item {
                                id: one
                                required property var modelData
                                width: fields.fieldWidth
                                height: Theme.control + Theme.hair + 16
                                Field {
                                    objectName: one.modelData.key + "Field"
                                    visible: !one.modelData.isFlag
                                    width: parent.width
                                    label: one.modelData.label
                                    text: one.modelData.isFlag ? "" : one.modelData.value
                                    placeholder: one.modelData.isPath ? qsTr("~/graph.csv") : ""
                                    onEdited: text => {
                                        sourceProblem.text = ""
                                        SourceForm.setField(one.modelData.key, text)
                                    }
                                    onAccepted: show.clicked()
                                }
                                CheckRow {
                                    objectName: one.modelData.key + "Check"
                                    visible: one.modelData.isFlag
                                    anchors { left: parent.left; right: parent.right; bottom: parent.bottom; bottomMargin: (Theme.control - height) / 2 }
                                    text: one.modelData.label
                                    checked: one.modelData.value === "yes"
                                    onToggled: SourceForm.setField(one.modelData.key, checked ? "yes" : "no")
                                }
                            }
                        }
                    }
                }
                Item {
                    width: parent.width
                    height: show.height
                    Words {
                        id: sourceProblem
                        objectName: "sourceProblem"
                        anchors { left: parent.left; right: stop.left; rightMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
                        color: Theme.bad
                        font.pixelSize: Theme.small
                        wrapMode: Text.Wrap
                        maximumLineCount: 2
                        Accessible.role: Accessible.AlertMessage
                        Accessible.name: text
                    }
                    TextButton {
                        id: stop
                        objectName: "stopEmbeddedButton"
                        anchors { right: show.left; rightMargin: Theme.gapSmall }
                        enabled: Stream.embeddedRunning
                        text: qsTr("Stop server")
                        hint: qsTr("Ends the server inside this program")
                        onClicked: Stream.stopEmbedded()
                    }
                    TextButton {
                        id: show
                        objectName: "showButton"
                        anchors.right: parent.right
                        text: qsTr("Show")
                        primary: true
                        onClicked: {
                            sourceProblem.text = SourceForm.problem()
                            if (sourceProblem.text === "")
                                popup.take(SourceForm.spec)
                        }
                    }
                }
            }

            Section {
                width: parent.width
                title: qsTr("A server elsewhere")
                Row {
                    width: parent.width
                    spacing: Theme.gapSmall
                    Field {
                        id: address
                        objectName: "addressField"
                        width: parent.width - connectButton.width - disconnectButton.width - 2 * parent.spacing
                        placeholder: "ws://127.0.0.1:8080/stream"
                        input.Accessible.name: qsTr("Address")
                        onEdited: addressProblem.text = ""
                        onAccepted: connectButton.clicked()
                    }
                    TextButton {
                        id: disconnectButton
                        objectName: "disconnectButton"
                        enabled: Stream.connected
                        text: qsTr("Disconnect")
                        onClicked: Stream.disconnectFromServer()
                    }
                    TextButton {
                        id: connectButton
                        objectName: "connectButton"
                        text: qsTr("Connect")
                        onClicked: {
                            addressProblem.text = Stream.connectTo(address.text)
                            if (addressProblem.text === "")
                                popup.close()
                        }
                    }
                }
                Words {
                    id: addressProblem
                    objectName: "addressProblem"
                    width: parent.width
                    height: 16
                    color: Theme.bad
                    font.pixelSize: Theme.small
                    Accessible.role: Accessible.AlertMessage
                    Accessible.name: text
                    Accessible.ignored: text === ""
                }
            }
        }
        ScrollMark { view: area }
    }
}
