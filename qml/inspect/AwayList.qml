import QtQuick
import Weir.Controls
import Weir.Inspect

/// What came of the graph in the last pause, by name; a click or Enter brings one into the middle.
Section {
    id: section

    signal chosen(slot: double)

    title: Inspect.absence.words

    ListView {
        id: list

        property bool visualFocus: activeFocus
        readonly property var current: currentItem

        objectName: "awayList"
        width: parent.width
        height: Math.min(count, 8) * 24
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: count > 0
        highlightMoveDuration: 0
        model: Inspect.absence
        Accessible.role: Accessible.List
        Accessible.name: section.title
        Keys.onReturnPressed: if (current) section.chosen(current.slot)
        Keys.onEnterPressed: if (current) section.chosen(current.slot)
        delegate: Rectangle {
            id: row

            required property int index
            required property string words
            required property double slot

            objectName: "away" + index
            width: list.width
            height: 24
            radius: Theme.radius
            color: ListView.isCurrentItem && list.activeFocus ? Theme.pressed : area.containsMouse ? Theme.raised : "transparent"
            Accessible.role: Accessible.ListItem
            Accessible.name: words
            Words {
                anchors { fill: parent; leftMargin: Theme.hair; rightMargin: Theme.gapSmall }
                text: row.words
                font.pixelSize: Theme.small
                elide: Text.ElideMiddle
                Accessible.ignored: true
            }
            MouseArea {
                id: area
                anchors.fill: parent
                hoverEnabled: true
                onClicked: {
                    list.currentIndex = row.index
                    section.chosen(row.slot)
                }
            }
        }
        ScrollMark { view: list }
        FocusRing { parent: list; around: list; z: 2; anchors.margins: 0 }
    }
    Words {
        objectName: "awayRest"
        width: parent.width
        visible: text !== ""
        text: Inspect.absence.rest
        font.pixelSize: Theme.small
        color: Theme.quiet
        wrapMode: Text.Wrap
    }
}
