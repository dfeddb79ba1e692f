import QtQuick
import QtQuick.Templates as T

/// A line of a menu that does an action; its keys stand at the right, a mark before it where it is on. One that cannot be done now is faint and
/// says why, where the pointer rests on it and when it is chosen all the same.
T.MenuItem {
    id: row

    required property Act act

    text: act.label
    implicitWidth: mark.width + name.implicitWidth + keys.implicitWidth + Theme.gapLarge + 4 * Theme.gapSmall
    implicitHeight: visible ? 28 : 0
    onTriggered: act.trigger()
    Accessible.description: act.obstacle
    Accessible.checkable: act.checkable
    Accessible.checked: act.on

    contentItem: Item {
        opacity: row.act.possible ? 1 : 0.5
        Icon {
            id: mark
            anchors { left: parent.left; leftMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
            name: row.act.checkable && row.act.on ? "check" : ""
        }
        Words {
            id: name
            anchors { left: mark.right; leftMargin: Theme.gapSmall; right: keys.left; rightMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
            text: row.text
        }
        Words {
            id: keys
            anchors { right: parent.right; rightMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
            text: row.act.keys
            color: Theme.quiet
            font.pixelSize: Theme.small
        }
    }
    background: Rectangle {
        color: row.highlighted ? Theme.raised : "transparent"
    }
    Hint {
        visible: row.highlighted && !row.act.possible
        text: row.act.obstacle
        x: row.width + Theme.gapSmall
        y: Math.round((row.height - height) / 2)
    }
}
