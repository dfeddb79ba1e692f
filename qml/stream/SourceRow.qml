import QtQuick
import QtQuick.Templates as T
import Weir.Controls

/// One source of the list: its name, and what it shows.
T.AbstractButton {
    id: row

    required property string name
    required property string description
    required property bool selected

    implicitHeight: words.height + Theme.gapSmall
    focusPolicy: Qt.TabFocus
    text: name
    Accessible.role: Accessible.RadioButton
    Accessible.name: name
    Accessible.checkable: true
    Accessible.checked: selected
    Accessible.description: description
    Keys.onReturnPressed: clicked()

    contentItem: Item {
        Rectangle {
            id: mark
            x: Theme.gapSmall
            y: Theme.hair + 1
            width: 16
            height: 16
            radius: 8
            color: "transparent"
            border.width: row.selected ? 5 : 1
            border.color: row.selected ? Theme.accent : Theme.border
        }
        Column {
            id: words
            anchors { left: mark.right; leftMargin: Theme.gapSmall; right: parent.right; rightMargin: Theme.gapSmall }
            y: Theme.hair
            Words {
                width: parent.width
                text: row.name
                font.weight: Font.Medium
            }
            Words {
                width: parent.width
                text: row.description
                font.pixelSize: Theme.small
                color: Theme.quiet
                wrapMode: Text.Wrap
                maximumLineCount: 2
            }
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: row.selected ? Theme.raised : row.hovered ? Theme.tint(Theme.raised, 0.6) : "transparent"
        FocusRing { around: row }
    }
}
