import QtQuick
import QtQuick.Templates as T
import Weir.Controls
import Weir.Stream
import Weir.Window

/// Where the graph comes from: the sources of the embedded server, steering them, and other servers; with the credit
/// window and the theme.
T.Popup {
    id: popup

    function openAtAddress() {
        wantsAddress = true
        open()
    }

    property bool wantsAddress: false

    objectName: "sourceSwitcher"
    modal: true
    focus: true
    margins: Theme.gapSmall
    padding: Theme.gapMedium - Theme.hair   // the rest of it is room for the focus ring
    width: 560
    height: Math.min(area.contentHeight + 2 * padding, (parent ? parent.Window.height : 800) - y - Theme.gapLarge)
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    onAboutToShow: {
        SourceForm.setSpec(Settings.sourceSpec)
        address.text = Stream.embedded || Stream.address === "" ? Settings.lastUrl : Stream.address
        addressProblem.text = ""
        rate.text = String(Math.round(Stream.rate))
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

    T.Overlay.modal: Rectangle { color: Theme.shade }
    background: Rectangle {
        color: Theme.surface
        radius: Theme.radius
        border.color: Theme.line
    }

    contentItem: Flickable {
        id: area
        contentHeight: column.height + 2 * Theme.hair
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Sources and connections")

        Column {
            id: column
            x: Theme.hair
            y: Theme.hair
            width: area.width - 2 * x
            spacing: Theme.gapMedium

            Section {
                width: parent.width
                title: qsTr("Show a source of this machine")

                Column {
                    id: sources

                    function focusCurrent() {
                        for (let i = 0; i < rows.count; ++i) {
                            if (rows.itemAt(i).selected)
                                rows.itemAt(i).forceActiveFocus(Qt.TabFocusReason)
                        }
                    }
                    function step(by) {
                        const names = SourceForm.sources.map(source => source.name)
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
                            onClicked: SourceForm.name = modelData.name
                        }
                    }
                }

                Row {
                    id: fields
                    readonly property real fieldWidth: (width - (repeater.count - 1) * spacing) / Math.max(1, repeater.count)
                    visible: repeater.count > 0
                    width: parent.width
                    spacing: Theme.gapSmall
                    Repeater {
                        id: repeater
                        model: SourceForm.fields
                        Field {
                            required property var modelData
                            objectName: modelData.key + "Field"
                            width: fields.fieldWidth
                            label: modelData.label
                            text: modelData.value
                            placeholder: modelData.isPath ? qsTr("/home/me/graph.csv") : ""
                            onEdited: text => SourceForm.setField(modelData.key, text)
                            onAccepted: if (show.enabled) show.clicked()
                        }
                    }
                }
                Item {
                    width: parent.width
                    height: show.height
                    Words {
                        anchors { left: parent.left; right: stop.visible ? stop.left : show.left; rightMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
                        text: SourceForm.problem
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
                        visible: Stream.embeddedRunning
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
                        enabled: SourceForm.problem === ""
                        onClicked: {
                            Stream.startEmbedded(SourceForm.spec)
                            popup.close()
                        }
                    }
                }
            }

            Section {
                width: parent.width
                visible: Stream.steerable
                title: qsTr("Steer what runs")
                Row {
                    width: parent.width
                    spacing: Theme.gapSmall
                    Field {
                        id: rate
                        objectName: "steerField"
                        width: (parent.width - 2 * parent.spacing) / 3
                        label: qsTr("Changes per second")
                        validator: IntValidator { bottom: 0; top: 100000000 }
                        onAccepted: Stream.setRate(Number(text))
                    }
                    TextButton {
                        objectName: "rateButton"
                        anchors.bottom: parent.bottom
                        text: qsTr("Set rate")
                        enabled: rate.input.acceptableInput
                        onClicked: Stream.setRate(Number(rate.text))
                    }
                    TextButton {
                        objectName: "runButton"
                        anchors.bottom: parent.bottom
                        text: Stream.sourceRunning ? qsTr("Stop source") : qsTr("Start source")
                        hint: qsTr("The graph stays as it is")
                        onClicked: Stream.setSourceRunning(!Stream.sourceRunning)
                    }
                }
            }

            Section {
                width: parent.width
                title: qsTr("Connect to a server")
                Row {
                    width: parent.width
                    spacing: Theme.gapSmall
                    Field {
                        id: address
                        objectName: "addressField"
                        width: parent.width - connectButton.width - parent.spacing
                               - (disconnectButton.visible ? disconnectButton.width + parent.spacing : 0)
                        placeholder: "ws://127.0.0.1:8080/stream"
                        input.Accessible.name: qsTr("Address")
                        onEdited: addressProblem.text = ""
                        onAccepted: connectButton.clicked()
                    }
                    TextButton {
                        id: disconnectButton
                        objectName: "disconnectButton"
                        visible: Stream.connected
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
                    visible: text !== ""
                    color: Theme.bad
                    font.pixelSize: Theme.small
                    wrapMode: Text.Wrap
                    Accessible.role: Accessible.AlertMessage
                    Accessible.name: text
                }
            }

            Section {
                width: parent.width
                title: qsTr("Credit window")
                Row {
                    width: parent.width
                    spacing: Theme.gapSmall
                    SegmentedChoice {
                        id: sizing
                        objectName: "creditChoice"
                        anchors.bottom: parent.bottom
                        label: qsTr("Size of the credit window")
                        options: [{value: true, text: qsTr("Automatic")}, {value: false, text: qsTr("Fixed")}]
                        current: Settings.creditAutomatic
                        onChosen: value => Settings.creditAutomatic = value
                    }
                    Field {
                        objectName: "creditMessagesField"
                        width: (parent.width - sizing.width - 2 * parent.spacing) / 2
                        label: Settings.creditAutomatic ? qsTr("Messages at most") : qsTr("Messages")
                        text: Settings.creditMessages
                        validator: IntValidator { bottom: 16; top: 65536 }
                        description: qsTr("How many messages the server may have under way, 16 to 65,536")
                        input.onEditingFinished: Settings.creditMessages = Number(text)
                    }
                    Field {
                        objectName: "creditBytesField"
                        width: (parent.width - sizing.width - 2 * parent.spacing) / 2
                        label: Settings.creditAutomatic ? qsTr("MiB at most") : qsTr("MiB")
                        text: Settings.creditMebibytes
                        validator: IntValidator { bottom: 4; top: 64 }
                        description: qsTr("How many mebibytes the server may have under way, 4 to 64")
                        input.onEditingFinished: Settings.creditMebibytes = Number(text)
                    }
                }
            }
            Row {
                width: parent.width
                spacing: Theme.gapMedium
                Section {
                    width: (parent.width - parent.spacing) / 2
                    title: qsTr("While the window is hidden")
                    SegmentedChoice {
                        objectName: "hiddenChoice"
                        label: qsTr("While the window is hidden")
                        options: [{value: true, text: qsTr("One update a second")}, {value: false, text: qsTr("Every update")}]
                        current: Settings.slowWhenHidden
                        onChosen: value => Settings.slowWhenHidden = value
                    }
                }
                Section {
                    width: (parent.width - parent.spacing) / 2
                    title: qsTr("Theme")
                    SegmentedChoice {
                        objectName: "themeChoice"
                        label: qsTr("Theme")
                        options: [{value: "system", text: qsTr("System")}, {value: "light", text: qsTr("Light")},
                                  {value: "dark", text: qsTr("Dark")}]
                        current: Appearance.mode
                        onChosen: value => Appearance.mode = value
                    }
                }
            }
        }
        ScrollMark {}
    }
}
