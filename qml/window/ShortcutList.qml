import QtQuick
import QtQuick.Templates as T
import Weir.Controls

/// All keys on one card, in two columns, so that the smallest window has room for them.
T.Popup {
    id: list

    required property var keys   ///< lines of a key and what it does

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
