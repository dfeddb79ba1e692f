import QtQuick
import QtQuick.Templates as T
import Weir.Controls

/// A line that is in or out, or the only one that is in: for that it has a button at its right while the hand or the keyboard is there.
CheckRow {
    id: row

    signal onlyWanted()

    T.Button {
        id: only
        objectName: row.objectName + "Only"
        anchors { right: parent.right; rightMargin: 2; verticalCenter: parent.verticalCenter }
        visible: row.hovered || row.activeFocus || activeFocus
        implicitWidth: words.implicitWidth + 2 * Theme.gapSmall
        implicitHeight: 20
        focusPolicy: Qt.TabFocus
        text: qsTr("Only")
        Accessible.name: qsTr("Only %1").arg(row.text)
        onClicked: row.onlyWanted()
        Keys.onReturnPressed: clicked()
        Keys.onEnterPressed: clicked()
        contentItem: Words {
            id: words
            text: only.text
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: Theme.small
        }
        background: Rectangle {
            radius: Theme.radius
            color: only.down ? Theme.pressed : Theme.surface
            border.color: only.hovered ? Theme.border : Theme.line
            FocusRing { around: only; anchors.margins: 0 }
        }
    }
}
