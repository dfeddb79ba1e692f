import QtQuick
import QtQuick.Templates as T

/// All keys on one card, in two columns, so that the smallest window has room for them.
T.Popup {
    id: list

    readonly property var keys: [
        ["Space", qsTr("Pause or resume the stream")],
        ["Ctrl+F", qsTr("Search by key, label or value")],
        ["Shift+drag", qsTr("Select what is inside a rectangle")],
        ["Ctrl+drag", qsTr("Select what is inside a line")],
        ["Ctrl+A", qsTr("Select all that is in view")],
        ["Drag a node", qsTr("Move it; it stays where it is put")],
        ["U", qsTr("Let the selected node go")],
        ["Shift+U", qsTr("Let all nodes go that were moved")],
        ["Y", qsTr("Pause the layout, or let it go on")],
        ["Shift+Y", qsTr("Lay out anew")],
        ["Ctrl+Shift+F", qsTr("Filters, sizes and colours")],
        ["Legend", qsTr("A click: one category; more clicks: more")],
        ["F", qsTr("Fit the whole graph into the picture")],
        ["+  \u2212", qsTr("Zoom in, zoom out")],
        ["Alt+\u2190 \u2192", qsTr("Back and forward through what was looked at")],
        ["Arrows", qsTr("Walk from the selection to a neighbour")],
        ["Shift+arrows", qsTr("Move the picture")],
        ["1  2  3", qsTr("Select what is within so many steps")],
        ["P", qsTr("Shortest path to another node")],
        ["Ctrl+C", qsTr("Copy the selection as CSV")],
        ["Ctrl+Shift+C", qsTr("Copy the selection as JSON")],
        ["Ctrl+Shift+S", qsTr("Save what is in view as PNG or SVG")],
        ["Ctrl+Shift+P", qsTr("Copy the picture")],
        ["Ctrl+Shift+D", qsTr("Copy all figures, for help")],
        ["Ctrl+O", qsTr("Sources and connections")],
        ["Ctrl+L", qsTr("Connect to an address")],
        ["Ctrl+D", qsTr("Show or hide the panel")],
        ["L", qsTr("Show or hide labels")],
        ["G", qsTr("Changes glow or not")],
        ["C", qsTr("Edges straight or curved, close by")],
        ["M", qsTr("Show or hide the small picture of the whole graph")],
        ["T", qsTr("Theme: system, light, dark")],
        ["Esc", qsTr("Close a card, clear the selection")],
        ["F1", qsTr("This list")],
    ]

    modal: true
    focus: true
    parent: T.Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.round((parent.height - height) / 2) : 0
    width: contentItem.implicitWidth + 2 * padding
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
        Grid {
            flow: Grid.TopToBottom
            rows: Math.ceil(list.keys.length / 2)
            columns: 2
            rowSpacing: Theme.gapSmall
            columnSpacing: Theme.gapLarge
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
}
