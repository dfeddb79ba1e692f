import QtQuick
import Weir.Controls

/// Nodes with the edges that lead to them; a click or Enter chooses one. Only rows in sight are made and named.
ListView {
    id: list

    property string label: ""
    property bool visualFocus: activeFocus
    readonly property int rowHeight: 24
    signal chosen(slot: double)

    implicitHeight: Math.min(count, 8) * rowHeight
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    currentIndex: 0
    highlightMoveDuration: 0

    Connections {
        target: list.model
        function onModelReset() { list.currentIndex = 0 }
    }
    Accessible.role: Accessible.List
    Accessible.name: label
    Keys.onReturnPressed: if (currentIndex >= 0) chosen(model.slotAt(currentIndex))
    Keys.onEnterPressed: if (currentIndex >= 0) chosen(model.slotAt(currentIndex))
    Keys.onPressed: event => {
        switch (event.key) {
        case Qt.Key_Home: currentIndex = 0; break
        case Qt.Key_End: currentIndex = count - 1; break
        case Qt.Key_PageDown: currentIndex = Math.min(count - 1, currentIndex + 8); break
        case Qt.Key_PageUp: currentIndex = Math.max(0, currentIndex - 8); break
        default: return
        }
        event.accepted = true
    }

    delegate: Rectangle {
        id: row

        required property int index
        required property string title
        required property string arrow
        required property string weight
        required property string category
        required property double slot
        required property string spoken
        readonly property bool current: index === list.currentIndex && list.activeFocus

        objectName: list.objectName + "Row" + index
        width: list.width
        height: list.rowHeight
        radius: Theme.radius
        color: current ? Theme.pressed : area.containsMouse ? Theme.raised : "transparent"
        Accessible.role: Accessible.ListItem
        Accessible.name: category === "" ? spoken : spoken + ", " + category

        Words {
            id: sign
            x: Theme.hair
            width: 16
            height: row.height
            text: row.arrow
            color: Theme.quiet
            Accessible.ignored: true
        }
        Words {
            id: name
            anchors { left: sign.right; right: figure.left; rightMargin: Theme.gapSmall }
            height: row.height
            elide: Text.ElideMiddle
            text: row.title
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
        Words {
            id: figure
            anchors { right: parent.right; rightMargin: Theme.gapSmall }
            width: Math.min(implicitWidth, row.width / 2)
            height: row.height
            horizontalAlignment: Text.AlignRight
            text: Array.of(row.category, row.weight).filter(words => words !== "").join(", ")
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
                list.chosen(row.slot)
            }
        }
    }
    ScrollMark { view: list }
    FocusRing { parent: list; around: list; z: 2; anchors.margins: 0 }
}
