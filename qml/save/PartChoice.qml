import QtQuick
import QtQuick.Templates as T
import Weir.Controls

/// One part of the graph, each with how much it has, or why it cannot be chosen. Tab reaches it, arrows move within.
Column {
    id: choice

    required property var parts          // [{value, text, figure, possible}]
    required property int current
    property string label: ""
    signal chosen(value: int)

    spacing: Theme.hair
    Accessible.role: Accessible.Grouping
    Accessible.name: label

    Words {
        width: parent.width
        text: choice.label
        font.pixelSize: Theme.small
        color: Theme.quiet
        Accessible.ignored: true
    }
    Repeater {
        id: repeater
        model: choice.parts.length
        T.RadioButton {
            id: row

            required property int index
            readonly property var part: choice.parts[index]

            objectName: "exportPart" + index
            width: choice.width
            implicitHeight: 28
            leftPadding: Theme.gapLarge
            enabled: part.possible
            focusPolicy: Qt.TabFocus
            text: part.text
            Accessible.name: text + ", " + part.figure
            Accessible.checked: part.value === choice.current
            // Which is chosen is said from outside.
            checked: part.value === choice.current
            autoExclusive: false
            onClicked: {
                checked = Qt.binding(() => part.value === choice.current)
                choice.chosen(part.value)
            }
            Keys.onDownPressed: step(1)
            Keys.onUpPressed: step(-1)
            Keys.onReturnPressed: event => event.accepted = false

            function step(by: int) {
                for (let next = index + by; next >= 0 && next < repeater.count; next += by) {
                    if (!choice.parts[next].possible)
                        continue
                    choice.chosen(choice.parts[next].value)
                    repeater.itemAt(next).forceActiveFocus(Qt.TabFocusReason)
                    return
                }
            }

            indicator: Rectangle {
                x: 1
                y: (row.height - height) / 2
                width: 14
                height: 14
                radius: 7
                opacity: row.enabled ? 1 : 0.5
                color: "transparent"
                border.color: row.checked ? Theme.accent : Theme.border
                Rectangle {
                    anchors.centerIn: parent
                    visible: row.checked
                    width: 8
                    height: 8
                    radius: 4
                    color: Theme.accent
                }
            }
            contentItem: Item {
                Words {
                    anchors { left: parent.left; right: figure.left; rightMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
                    text: row.text
                    color: row.enabled ? Theme.text : Theme.quiet
                    Accessible.ignored: true
                }
                Words {
                    id: figure
                    anchors { right: parent.right; rightMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
                    text: row.part.figure
                    font.pixelSize: Theme.small
                    color: Theme.quiet
                    Accessible.ignored: true
                }
            }
            background: Rectangle {
                radius: Theme.radius
                color: row.hovered ? Theme.raised : "transparent"
                FocusRing { around: row; anchors.margins: 0 }
            }
        }
    }
}
