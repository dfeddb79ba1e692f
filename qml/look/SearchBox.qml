import QtQuick
import QtQuick.Templates as T
import Weir.Controls
import Weir.Look

/// Finds a node by its key, label or a value: what is typed is looked for at once; arrows walk the list, Enter goes there.
FocusScope {
    id: box

    property bool open: false
    property int mostRows: 8   // of the list at once
    /// Somebody chose this node, by its slot.
    signal chosen(slot: double)
    signal closed()

    function start() {
        open = true
        input.forceActiveFocus(Qt.ShortcutFocusReason)
        input.selectAll()
    }
    function choose(row: int) {
        const slot = Search.slotAt(row)
        if (slot >= 0)
            chosen(slot)
    }
    function close() {
        open = false
        closed()
    }

    visible: open
    implicitWidth: 320
    implicitHeight: frame.height

    Card {
        id: frame
        width: parent.width
        height: column.height + 2 * Theme.gapSmall

        Column {
            id: column
            x: Theme.gapSmall
            y: Theme.gapSmall
            width: parent.width - 2 * Theme.gapSmall
            spacing: Theme.hair

            T.TextField {
                id: input

                property bool visualFocus: activeFocus

                objectName: "searchInput"
                width: parent.width
                implicitHeight: Theme.control
                leftPadding: Theme.gapSmall
                rightPadding: Theme.gapSmall
                verticalAlignment: TextInput.AlignVCenter
                focus: true
                text: Search.text
                color: Theme.text
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentInk
                selectByMouse: true
                font.family: Theme.fontFamily
                font.pixelSize: Theme.body
                Accessible.name: qsTr("Search")
                Accessible.description: Search.summary
                onTextEdited: {
                    Search.text = text
                    list.currentIndex = 0
                }
                Keys.onPressed: event => {
                    event.accepted = true
                    switch (event.key) {
                    case Qt.Key_Down: list.currentIndex = Math.min(list.currentIndex + 1, list.count - 1); break
                    case Qt.Key_Up: list.currentIndex = Math.max(list.currentIndex - 1, 0); break
                    case Qt.Key_Return:
                    case Qt.Key_Enter: box.choose(Math.max(list.currentIndex, 0)); break
                    case Qt.Key_Escape: box.close(); break
                    default: event.accepted = false
                    }
                }

                Words {
                    anchors.fill: parent
                    anchors.leftMargin: Theme.gapSmall
                    visible: input.text === "" && !input.preeditText
                    text: qsTr("Key, label, or a value: degree > 100")
                    color: Theme.quiet
                    Accessible.ignored: true
                }
                background: Rectangle {
                    radius: Theme.radius
                    color: Theme.ground
                    border.color: input.activeFocus ? Theme.accent : Theme.border
                    FocusRing { around: input }
                }
            }

            Words {
                objectName: "searchSummary"
                width: parent.width
                visible: text !== ""
                text: Search.summary
                font.pixelSize: Theme.small
                wrapMode: Text.WordWrap
                color: Search.faulty ? Theme.bad : Theme.quiet
            }

            ListView {
                id: list
                objectName: "searchList"
                width: parent.width
                height: Math.min(count, box.mostRows) * rowHeight
                visible: count > 0
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                keyNavigationEnabled: false
                model: Search
                currentIndex: 0
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Found nodes")

                readonly property int rowHeight: 28

                delegate: Rectangle {
                    id: row

                    required property int index
                    required property string title
                    required property string key
                    required property string value

                    objectName: "searchRow" + index
                    width: list.width
                    height: list.rowHeight
                    radius: Theme.radius
                    color: index === list.currentIndex ? Theme.pressed : area.containsMouse ? Theme.raised : "transparent"
                    Accessible.role: Accessible.ListItem
                    Accessible.name: Array.of(title, value, key).filter(words => words !== "").join(", ")

                    Words {
                        id: name
                        x: Theme.gapSmall
                        width: Math.min(implicitWidth, row.width - 2 * Theme.gapSmall)
                        height: row.height
                        verticalAlignment: Text.AlignVCenter
                        elide: Text.ElideMiddle
                        text: row.title
                        textFormat: Text.PlainText
                        Accessible.ignored: true
                    }
                    Words {
                        anchors { left: name.right; leftMargin: Theme.gapSmall; right: parent.right; rightMargin: Theme.gapSmall }
                        height: row.height
                        visible: width > 40
                        verticalAlignment: Text.AlignVCenter
                        horizontalAlignment: Text.AlignRight
                        elide: Text.ElideMiddle
                        text: row.value !== "" ? row.value : row.key
                        textFormat: Text.PlainText
                        font.pixelSize: Theme.small
                        color: Theme.quiet
                        Accessible.ignored: true
                    }
                    MouseArea {
                        id: area
                        anchors.fill: parent
                        hoverEnabled: true
                        onClicked: {
                            list.currentIndex = row.index
                            box.choose(row.index)
                        }
                    }
                }
                footer: Words {
                    objectName: "searchMore"
                    width: list.width
                    height: Search.more === "" ? 0 : list.rowHeight
                    leftPadding: Theme.gapSmall
                    verticalAlignment: Text.AlignVCenter
                    text: Search.more
                    font.pixelSize: Theme.small
                    color: Theme.quiet
                }
                ScrollMark { view: list }
            }
        }
    }
}
