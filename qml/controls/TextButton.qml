import QtQuick
import QtQuick.Templates as T

/// A button that says what it does.
T.Button {
    id: button

    property bool primary: false
    property string icon_: ""
    property string hint: ""

    implicitHeight: Theme.control
    implicitWidth: content.implicitWidth + leftPadding + rightPadding
    leftPadding: Theme.gapSmall + Theme.hair
    rightPadding: Theme.gapSmall + Theme.hair
    focusPolicy: Qt.TabFocus
    opacity: enabled ? 1 : 0.5
    Accessible.name: text
    Accessible.description: hint

    readonly property color ink: primary ? Theme.accentInk : Theme.text

    contentItem: Row {
        id: content
        spacing: Theme.gapSmall
        Icon {
            visible: button.icon_ !== ""
            anchors.verticalCenter: parent.verticalCenter
            name: button.icon_
            color: button.ink
        }
        Words {
            anchors.verticalCenter: parent.verticalCenter
            text: button.text
            color: button.ink
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: button.primary ? Qt.lighter(Theme.accent, button.down ? 0.85 : button.hovered ? 1.1 : 1)
                              : button.down ? Theme.pressed : Theme.raised
        border.width: button.primary ? 0 : 1
        border.color: button.hovered ? Theme.border : Theme.line
        FocusRing { around: button }
    }
    Hint {
        visible: button.hint !== "" && button.hovered
        text: button.hint
    }
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
}
