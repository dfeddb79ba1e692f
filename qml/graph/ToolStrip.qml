import QtQuick
import Weir.Controls

/// What is done most, by sight: a column of signs at the graph's edge.
Rectangle {
    id: strip

    required property var acts   // null: a gap between two groups

    implicitWidth: 40
    color: Theme.surface
    Accessible.role: Accessible.ToolBar
    Accessible.name: qsTr("Tools")

    Column {
        anchors { top: parent.top; topMargin: Theme.gapSmall; horizontalCenter: parent.horizontalCenter }
        spacing: Theme.hair
        Repeater {
            model: strip.acts
            Item {
                id: place
                required property var modelData
                readonly property Act act: modelData
                width: Theme.control
                height: act ? Theme.control : Theme.gapSmall
                Rectangle {
                    visible: !place.act
                    anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: Theme.hair }
                    height: 1
                    color: Theme.line
                }
                IconButton {
                    objectName: place.act ? "tool-" + place.act.sign : ""
                    visible: place.act !== null
                    sign: place.act ? place.act.sign : ""
                    text: place.act ? place.act.hint : ""
                    faint: place.act ? !place.act.possible : false
                    Accessible.checkable: place.act ? place.act.checkable : false
                    Accessible.checked: checked
                    checked: place.act ? place.act.on : false
                    ink: checked ? Theme.accent : Theme.text
                    hintAtRight: true
                    onClicked: place.act.trigger()
                }
            }
        }
    }
    Rectangle {
        anchors { top: parent.top; bottom: parent.bottom; right: parent.right }
        width: 1
        color: Theme.line
    }
}
