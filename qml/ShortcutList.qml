import QtQuick
import QtQuick.Templates as T

/// All keys on one card.
T.Popup {
    id: list

    readonly property var keys: [
        ["Space", qsTr("Pause or resume the stream")],
        ["Ctrl+F", qsTr("Search by key, label or value")],
        ["Ctrl+Shift+F", qsTr("Filters, sizes and colours")],
        ["Legend", qsTr("A click: one category; more clicks: more")],
        ["F", qsTr("Fit the whole graph into the picture")],
        ["+  \u2212", qsTr("Zoom in, zoom out")],
        ["Arrows", qsTr("Walk from the selection to a neighbour")],
        ["Shift+arrows", qsTr("Move the picture")],
        ["Ctrl+O", qsTr("Sources and connections")],
        ["Ctrl+L", qsTr("Connect to an address")],
        ["Ctrl+D", qsTr("Show or hide the panel")],
        ["L", qsTr("Show or hide labels")],
        ["C", qsTr("Edges straight or curved, close by")],
        ["T", qsTr("Theme: system, light, dark")],
        ["Esc", qsTr("Close a card, clear the selection")],
        ["F1", qsTr("This list")],
    ]

    modal: true
    focus: true
    parent: T.Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.round((parent.height - height) / 2) : 0
    width: 400
    padding: Theme.gapLarge
    implicitHeight: contentItem.implicitHeight + 2 * padding
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    T.Overlay.modal: Rectangle { color: Theme.shade }
    background: Rectangle {
        color: Theme.surface
        radius: Theme.radius
        border.color: Theme.line
    }
    contentItem: Column {
        spacing: Theme.gapSmall
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Keys")
        Words {
            text: qsTr("Keys")
            font.pixelSize: Theme.large
            font.weight: Font.Medium
            bottomPadding: Theme.gapSmall
        }
        Repeater {
            model: list.keys
            Row {
                required property var modelData
                spacing: Theme.gapMedium
                Accessible.role: Accessible.StaticText
                Accessible.name: modelData[0] + ": " + modelData[1]
                Words {
                    width: 88
                    text: parent.modelData[0]
                    font.weight: Font.Medium
                    Accessible.ignored: true
                }
                Words {
                    text: parent.modelData[1]
                    color: Theme.quiet
                    Accessible.ignored: true
                }
            }
        }
    }
}
