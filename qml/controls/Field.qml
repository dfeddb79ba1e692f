import QtQuick
import QtQuick.Templates as T

/// One line to type in, with its name above.
Column {
    id: field

    property alias label: name.text
    property alias text: input.text
    property alias placeholder: hint.text
    property alias validator: input.validator
    property alias input: input
    property string description: ""
    signal edited(string text)
    signal accepted()

    spacing: Theme.hair

    Words {
        id: name
        width: parent.width
        font.pixelSize: Theme.small
        color: Theme.quiet
        visible: text !== ""
    }
    T.TextField {
        id: input

        property bool visualFocus: activeFocus

        width: parent.width
        implicitHeight: Theme.control
        leftPadding: Theme.gapSmall
        rightPadding: Theme.gapSmall
        verticalAlignment: TextInput.AlignVCenter
        color: Theme.text
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        selectByMouse: true
        font.family: Theme.fontFamily
        font.pixelSize: Theme.body
        Accessible.name: field.label
        Accessible.description: field.description
        onTextEdited: field.edited(text)
        onAccepted: field.accepted()

        Words {
            id: hint
            anchors.fill: parent
            anchors.leftMargin: Theme.gapSmall
            visible: input.text === "" && !input.preeditText
            color: Theme.quiet
        }
        background: Rectangle {
            radius: Theme.radius
            color: Theme.ground
            border.color: input.activeFocus ? Theme.accent : Theme.border
            FocusRing { around: input }
        }
    }
}
