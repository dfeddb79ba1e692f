import QtQuick
import Weir.Controls
import Weir.Inspect

/// What changed of the selection lately, the newest first.
Section {
    title: qsTr("Changes")

    Words {
        visible: list.count === 0
        width: parent.width
        text: qsTr("None since it was selected.")
        color: Theme.quiet
    }
    ListView {
        id: list

        property bool visualFocus: activeFocus

        objectName: "changes"
        width: parent.width
        height: Math.min(count, 6) * 20
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        model: Inspect.changes
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Changes")
        delegate: Item {
            id: row

            required property int index
            required property string words
            required property string age
            required property string spoken

            objectName: "change" + index
            width: list.width
            height: 20
            Accessible.role: Accessible.ListItem
            Accessible.name: spoken
            Words {
                anchors { left: parent.left; right: when.left; rightMargin: Theme.gapSmall }
                height: row.height
                text: row.words
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
            Words {
                id: when
                anchors.right: parent.right
                anchors.rightMargin: Theme.gapSmall
                height: row.height
                text: row.age
                font.pixelSize: Theme.small
                color: Theme.quiet
                Accessible.ignored: true
            }
        }
        ScrollMark { view: list }
        FocusRing { parent: list; around: list; z: 2; anchors.margins: 0 }
    }
}
