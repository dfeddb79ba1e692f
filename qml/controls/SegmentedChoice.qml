import QtQuick
import QtQuick.Templates as T

/// One of a few: Tab reaches it, arrows move within.
Row {
    id: choice

    required property var options          // [{value, text}]
    required property var current
    property string label: ""
    property bool tabs: false
    signal chosen(var value)

    function focusCurrent() {
        const at = options.findIndex(option => option.value === current)
        repeater.itemAt(Math.max(0, at)).forceActiveFocus(Qt.TabFocusReason)
    }

    spacing: tabs ? 0 : Theme.hair
    Accessible.role: tabs ? Accessible.PageTabList : Accessible.Grouping
    Accessible.name: label

    Repeater {
        id: repeater
        model: choice.options
        T.AbstractButton {
            id: option

            required property var modelData
            required property int index
            readonly property bool selected: choice.current === modelData.value

            width: choice.tabs ? choice.width / choice.options.length : implicitWidth
            implicitWidth: words.implicitWidth + 2 * (Theme.gapSmall + Theme.hair)
            implicitHeight: Theme.control
            focusPolicy: Qt.TabFocus
            text: modelData.text
            Accessible.name: text
            Accessible.role: choice.tabs ? Accessible.PageTab : Accessible.RadioButton
            Accessible.checkable: true
            Accessible.checked: selected
            onClicked: choice.chosen(modelData.value)
            Keys.onRightPressed: step(1)
            Keys.onLeftPressed: step(-1)
            Keys.onReturnPressed: choice.chosen(modelData.value)

            function step(by: int) {
                const next = (index + by + choice.options.length) % choice.options.length
                choice.chosen(choice.options[next].value)
                repeater.itemAt(next).forceActiveFocus(Qt.TabFocusReason)
            }

            contentItem: Words {
                id: words
                text: option.text
                horizontalAlignment: Text.AlignHCenter
                color: option.selected ? Theme.text : Theme.quiet
                font.weight: option.selected ? Font.Medium : Font.Normal
            }
            background: Rectangle {
                radius: choice.tabs ? 0 : Theme.radius
                color: option.selected && !choice.tabs ? Theme.pressed
                                                      : option.hovered ? Theme.raised : "transparent"
                border.width: choice.tabs ? 0 : 1
                border.color: option.selected ? Theme.border : Theme.line
                Rectangle {
                    visible: choice.tabs
                    anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
                    height: option.selected ? 2 : 1
                    color: option.selected ? Theme.accent : Theme.line
                }
                FocusRing { around: option; anchors.margins: choice.tabs ? 2 : -2 }
            }
        }
    }
}
