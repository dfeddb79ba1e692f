import QtQuick
import QtQuick.Templates as T

/// One of several, in a list that opens; its name stands above it.
Column {
    id: chooser

    required property string label
    required property var choices          // [{value, text}]
    required property int current
    property alias box: box
    property Item before: null             // had the keyboard before a list was opened by mouse
    signal chosen(value: int)

    spacing: Theme.hair

    Words {
        width: parent.width
        text: chooser.label
        font.pixelSize: Theme.small
        color: Theme.quiet
        Accessible.ignored: true
    }
    T.ComboBox {
        id: box

        width: parent.width
        implicitHeight: Theme.control
        leftPadding: Theme.gapSmall
        rightPadding: Theme.gapLarge
        focusPolicy: Qt.TabFocus
        model: chooser.choices
        textRole: "text"
        valueRole: "value"
        currentIndex: chooser.choices.findIndex(choice => choice.value === chooser.current)
        Accessible.role: Accessible.ComboBox
        Accessible.name: chooser.label
        Accessible.description: displayText
        onActivated: chooser.chosen(currentValue)
        // As the list is closed: when the key is let go.
        Keys.onReleased: event => {
            if (!popup.visible && (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)) {
                event.accepted = true
                popup.open()
            }
        }

        contentItem: Words { text: box.displayText }
        indicator: Icon {
            x: box.width - width - Theme.gapSmall
            y: (box.height - height) / 2
            name: "down"
            color: Theme.quiet
        }
        background: Rectangle {
            radius: Theme.radius
            color: box.pressed || box.popup.visible ? Theme.pressed : Theme.raised
            border.color: box.hovered ? Theme.border : Theme.line
            FocusRing { around: box }
        }
        delegate: T.ItemDelegate {
            id: option

            required property var modelData
            required property int index

            objectName: "choice" + index
            width: ListView.view ? ListView.view.width : 0
            implicitHeight: 28
            leftPadding: Theme.gapSmall
            rightPadding: Theme.gapSmall
            text: modelData.text
            highlighted: box.highlightedIndex === index
            Accessible.name: text
            contentItem: Words {
                text: option.text
                font.weight: box.currentIndex === option.index ? Font.Medium : Font.Normal
            }
            background: Rectangle {
                radius: Theme.radius
                color: option.highlighted ? Theme.pressed : "transparent"
            }
        }
        popup: T.Popup {
            y: box.height + 2
            width: box.width
            padding: 2
            implicitHeight: Math.min(contentItem.implicitHeight, 10 * 28) + 2 * padding
            margins: Theme.gapSmall
            // The keys for a list that is open come by its box, also where a mouse opened it, which leaves the keyboard where it is.
            onAboutToShow: {
                chooser.before = box.activeFocus ? null : chooser.Window.activeFocusItem
                box.forceActiveFocus()
            }
            onClosed: {
                if (chooser.before && box.activeFocus)
                    chooser.before.forceActiveFocus()
                chooser.before = null
            }
            background: Rectangle {
                color: Theme.surface
                radius: Theme.radius
                border.color: Theme.border
            }
            contentItem: ListView {
                id: rows
                implicitHeight: contentHeight
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                model: box.popup.visible ? box.delegateModel : null
                currentIndex: box.highlightedIndex
                ScrollMark { view: rows }
            }
        }
    }
}
