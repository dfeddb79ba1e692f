import QtQuick
import QtQuick.Templates as T
import Weir.Controls
import Weir.Settings

/// What the window remembers of how somebody likes it: its theme, what the picture shows, how much a server may send.
T.Popup {
    id: dialog

    required property Actions actions

    objectName: "settingsDialog"
    modal: true
    focus: true
    parent: T.Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.round((parent.height - height) / 2) : 0
    width: 480
    padding: Theme.gapLarge
    implicitHeight: contentItem.implicitHeight + 2 * padding
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
    onOpened: theme.focusCurrent()

    T.Overlay.modal: Rectangle { color: Theme.shade }
    background: Rectangle {
        color: Theme.surface
        radius: Theme.radius
        border.color: Theme.line
    }

    contentItem: Column {
        spacing: Theme.gapMedium
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Settings")

        Words {
            text: qsTr("Settings")
            font.pixelSize: Theme.large
            font.weight: Font.Medium
        }
        Section {
            width: parent.width
            title: qsTr("Theme")
            SegmentedChoice {
                id: theme
                objectName: "themeChoice"
                label: qsTr("Theme")
                options: [{value: "system", text: qsTr("System")}, {value: "light", text: qsTr("Light")},
                          {value: "dark", text: qsTr("Dark")}]
                current: Appearance.mode
                onChosen: value => Appearance.mode = value
            }
        }
        Section {
            width: parent.width
            title: qsTr("The picture")
            Column {
                width: parent.width
                Repeater {
                    model: [dialog.actions.labels, dialog.actions.changes, dialog.actions.curves, dialog.actions.minimap]
                    CheckRow {
                        required property int index
                        required property var modelData
                        readonly property Act act: modelData
                        objectName: "settingsCheck" + index
                        width: parent.width
                        text: act.label
                        figure: act.keys
                        checked: act.on
                        onToggled: act.trigger()
                    }
                }
            }
        }
        Section {
            width: parent.width
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
            width: parent.width
            title: qsTr("Credit window: how much a server may have under way")
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
        Item {
            width: parent.width
            height: Theme.control
            TextButton {
                objectName: "forgetButton"
                enabled: Settings.recent.length > 0
                text: qsTr("Forget what was shown lately")
                onClicked: Settings.forgetRecent()
            }
            TextButton {
                objectName: "settingsClose"
                anchors.right: parent.right
                text: qsTr("Close")
                onClicked: dialog.close()
            }
        }
    }
}
