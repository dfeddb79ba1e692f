import QtQuick
import QtQuick.Templates as T

/// A button with a sign only; its name is shown when the pointer rests on it and said by screen readers.
T.Button {
    id: button

    required property string sign
    property color ink: Theme.text
    property bool hintAtRight: false   ///< of the button, not below it
    property bool faint: false         ///< what it does cannot be done now, as its name says

    implicitHeight: Theme.control
    implicitWidth: Theme.control
    focusPolicy: Qt.TabFocus
    opacity: enabled && !faint ? 1 : 0.5
    Accessible.name: text

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: button.sign
            color: button.ink
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: button.down ? Theme.pressed : button.hovered || button.checked ? Theme.raised : "transparent"
        FocusRing { around: button }
    }
    Hint {
        visible: button.hovered
        text: button.text
        x: button.hintAtRight ? button.width + Theme.gapSmall : Math.round((button.width - width) / 2)
        y: button.hintAtRight ? Math.round((button.height - height) / 2) : button.height + Theme.hair
    }
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
}
