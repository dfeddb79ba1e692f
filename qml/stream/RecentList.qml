import QtQuick
import Weir.Controls
import Weir.Settings
import Weir.Stream

/// What was shown lately, the newest first; a click or Enter shows it again.
ListView {
    id: list

    property bool visualFocus: activeFocus
    signal chosen(string place)

    model: Settings.recent
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: count > 0
    highlightMoveDuration: 0
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Shown lately")
    Keys.onReturnPressed: if (currentIndex >= 0) chosen(model[currentIndex])
    Keys.onEnterPressed: if (currentIndex >= 0) chosen(model[currentIndex])

    delegate: Rectangle {
        id: row

        required property int index
        required property string modelData
        readonly property var said: SourceForm.wordsOf(modelData)

        objectName: "recent" + index
        width: list.width
        height: 40
        radius: Theme.radius
        color: index === list.currentIndex && list.activeFocus ? Theme.pressed : area.containsMouse ? Theme.raised : "transparent"
        Accessible.role: Accessible.ListItem
        Accessible.name: said.name + ", " + said.detail
        Column {
            anchors { left: parent.left; right: parent.right; margins: Theme.gapSmall; verticalCenter: parent.verticalCenter }
            Words {
                width: parent.width
                text: row.said.name
                elide: Text.ElideMiddle
                Accessible.ignored: true
            }
            Words {
                width: parent.width
                text: row.said.detail
                elide: Text.ElideMiddle
                font.pixelSize: Theme.small
                color: Theme.quiet
                Accessible.ignored: true
            }
        }
        MouseArea {
            id: area
            anchors.fill: parent
            hoverEnabled: true
            onClicked: list.chosen(row.modelData)
        }
    }
    Words {
        visible: list.count === 0
        width: list.width
        wrapMode: Text.Wrap
        elide: Text.ElideNone
        text: qsTr("What you open is listed here.")
        color: Theme.quiet
    }
    ScrollMark { view: list }
    FocusRing { parent: list; around: list; z: 2; anchors.margins: 0 }
}
