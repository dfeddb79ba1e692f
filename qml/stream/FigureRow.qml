import QtQuick
import Weir.Controls

/// A name at the left and its figure at the right of one line. Where both are too long, most of the name stays; the figure is whole
/// under the pointer.
Item {
    id: row

    required property string name
    required property string value
    required property int tone

    implicitHeight: 20
    Accessible.role: Accessible.StaticText
    Accessible.name: name + ": " + value

    MouseArea {
        id: pointer
        anchors.fill: parent
        acceptedButtons: Qt.NoButton
        hoverEnabled: true
    }
    Hint {
        visible: pointer.containsMouse && figure.truncated
        text: row.value
    }

    Words {
        id: title
        anchors { left: parent.left; right: figure.left; rightMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
        text: row.name
        font.pixelSize: Theme.small
        color: Theme.quiet
        Accessible.ignored: true
    }
    Words {
        id: figure
        anchors { right: parent.right; verticalCenter: parent.verticalCenter }
        width: Math.min(implicitWidth, parent.width - Math.min(title.implicitWidth, 0.4 * parent.width) - Theme.gapSmall)
        horizontalAlignment: Text.AlignRight
        text: row.value
        font.pixelSize: Theme.small
        font.weight: Font.Medium
        color: Theme.tone(row.tone)
        Accessible.ignored: true
    }
}
