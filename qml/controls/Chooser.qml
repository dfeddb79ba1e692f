import QtQuick
import QtQuick.Templates as T

/// One of several, in a list that opens; its name stands above it. In a long list what is typed leaves those whose names have it;
/// in a short one it goes to the next that begins with it.
Column {
    id: chooser

    required property string label
    required property var choices          // [{value, text, group}]; those of a group, where they have one, stand together
    required property int current
    readonly property bool finds: choices.length > 12
    property string find: ""               // typed while the list is open
    property string begun: ""              // typed a moment ago, where the list is short
    readonly property var shown: find === "" ? choices : choices.filter(choice => choice.text.toLowerCase().includes(find.toLowerCase()))
    property alias box: box
    property Item before: null             // had the keyboard before a list was opened by mouse
    signal chosen(value: int)

    /// From a row on, in a short list: where that begins which was typed, with this letter at its end; -1: nowhere. One letter again and again
    /// goes from one to the next.
    function typed(letter: string, from: int): int {
        moment.restart()
        begun += letter.toLowerCase()
        const same = [...begun].every(other => other === begun[0])
        const words = same ? begun[0] : begun
        const first = same ? from + 1 : Math.max(0, from)   // what it begins with may be where it is
        for (let i = 0; i < shown.length; ++i) {
            const row = (first + i) % shown.length
            if (shown[row].text.toLowerCase().startsWith(words))
                return row
        }
        return -1
    }
    function isLetter(event): bool {
        return event.text >= " " && event.text !== "\x7f" && !(event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier))
    }

    function choose(index: int) {
        if (index < 0 || index >= shown.length)
            return
        const value = shown[index].value
        box.popup.close()
        chosen(value)
    }

    spacing: Theme.hair

    Timer {
        id: moment
        interval: 1000
        onTriggered: chooser.begun = ""
    }
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
        delegate: Item {}   // without one it does not know its texts; the list has its own
        textRole: "text"
        valueRole: "value"
        currentIndex: chooser.choices.findIndex(choice => choice.value === chooser.current)
        Accessible.role: Accessible.ComboBox
        Accessible.name: chooser.label
        Accessible.description: displayText
        onActivated: chooser.chosen(currentValue)
        // What is open has the keys that choose when they are let go, as a list that is closed.
        Keys.onReleased: event => {
            const enters = event.key === Qt.Key_Return || event.key === Qt.Key_Enter
            if (popup.visible && (enters || event.text === " ")) {
                event.accepted = true
                if (enters || (chooser.find === "" && chooser.begun === ""))   // else it is typed
                    chooser.choose(rows.currentIndex)
            } else if (!popup.visible && (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)) {
                event.accepted = true
                popup.open()
            }
        }
        Keys.onPressed: event => {
            if (!popup.visible) {
                if (!chooser.finds && chooser.isLetter(event) && event.text !== " ") {
                    event.accepted = true
                    const row = chooser.typed(event.text, currentIndex)
                    if (row >= 0 && row !== currentIndex)
                        chooser.chosen(chooser.shown[row].value)
                }
                return
            }
            const last = rows.count - 1
            event.accepted = true
            switch (event.key) {
            case Qt.Key_Down: rows.currentIndex = Math.min(rows.currentIndex + 1, last); break
            case Qt.Key_Up: rows.currentIndex = Math.max(rows.currentIndex - 1, 0); break
            case Qt.Key_PageDown: rows.currentIndex = Math.min(rows.currentIndex + 8, last); break
            case Qt.Key_PageUp: rows.currentIndex = Math.max(rows.currentIndex - 8, 0); break
            case Qt.Key_Home: rows.currentIndex = 0; break
            case Qt.Key_End: rows.currentIndex = last; break
            case Qt.Key_Return:
            case Qt.Key_Enter: break
            default:
                if (chooser.finds && event.text === "\b")   // the key that takes back
                    chooser.find = chooser.find.slice(0, -1)
                else if (event.text === " " && chooser.find === "" && chooser.begun === "")
                    break
                else if (chooser.finds && chooser.isLetter(event))
                    chooser.find += event.text
                else if (chooser.isLetter(event)) {
                    const row = chooser.typed(event.text, rows.currentIndex)
                    if (row >= 0)
                        rows.currentIndex = row
                } else
                    event.accepted = false
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
        popup: T.Popup {
            y: box.height + 2
            width: chooser.finds ? Math.max(box.width, 240) : box.width
            padding: 2
            implicitHeight: Math.min(rows.implicitHeight, (chooser.finds ? 13.5 : 10) * 28) + 2 * padding   // half a row says that there are more
            margins: Theme.gapSmall
            // The keys for a list that is open come by its box, also where a mouse opened it, which leaves the keyboard where it is.
            onAboutToShow: {
                chooser.before = box.activeFocus ? null : chooser.Window.activeFocusItem
                box.forceActiveFocus()
                chooser.find = ""
                chooser.begun = ""
                rows.currentIndex = box.currentIndex
            }
            onOpened: rows.positionViewAtIndex(rows.currentIndex, ListView.Contain)
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
                highlightMoveDuration: 0
                keyNavigationEnabled: false
                model: box.popup.visible ? chooser.shown : []
                onModelChanged: currentIndex = Math.max(0, chooser.shown.findIndex(choice => choice.value === chooser.current))
                headerPositioning: ListView.OverlayHeader
                header: Rectangle {
                    z: 3   // over the rows
                    width: rows.width
                    height: chooser.finds ? 28 : 0
                    visible: chooser.finds
                    color: Theme.surface
                    radius: Theme.radius
                    Words {
                        objectName: "chooserFind"
                        anchors { left: parent.left; right: parent.right; leftMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
                        text: chooser.find === "" ? qsTr("Type to find") : chooser.shown.length === 0 ? qsTr("%1: nothing").arg(chooser.find) : chooser.find
                        font.pixelSize: Theme.small
                        color: chooser.find === "" ? Theme.quiet : Theme.text
                        textFormat: Text.PlainText
                    }
                    Rectangle {
                        anchors.bottom: parent.bottom
                        width: parent.width
                        height: 1
                        color: Theme.line
                    }
                }
                delegate: T.ItemDelegate {
                    id: option

                    required property var modelData
                    required property int index
                    readonly property string group: modelData.group ?? ""
                    readonly property bool begins: group !== "" && (index === 0 || (chooser.shown[index - 1]?.group ?? "") !== group)

                    objectName: "choice" + index
                    width: rows.width
                    implicitHeight: begins ? 52 : 28
                    topPadding: begins ? 24 : 0
                    leftPadding: Theme.gapSmall
                    rightPadding: Theme.gapSmall
                    text: modelData.text
                    highlighted: rows.currentIndex === index
                    Accessible.name: text
                    Accessible.description: group
                    onHoveredChanged: if (hovered) rows.currentIndex = index
                    onClicked: chooser.choose(index)
                    contentItem: Words {
                        text: option.text
                        textFormat: Text.PlainText
                        font.weight: option.modelData.value === chooser.current ? Font.Medium : Font.Normal
                    }
                    background: Item {
                        Words {
                            visible: option.begins
                            x: option.leftPadding
                            height: 24
                            verticalAlignment: Text.AlignVCenter
                            text: option.group
                            font.pixelSize: Theme.small
                            font.weight: Font.Medium
                            color: Theme.quiet
                            Accessible.ignored: true
                        }
                        Rectangle {
                            y: option.topPadding
                            width: parent.width
                            height: parent.height - y
                            radius: Theme.radius
                            color: option.highlighted ? Theme.pressed : "transparent"
                        }
                    }
                }
                ScrollMark { view: rows }
            }
        }
    }
}
