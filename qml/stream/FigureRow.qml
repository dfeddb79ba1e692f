import QtQuick
import Weir.Controls

/// A name at the left and its figure at the right of one line.
Item {
    id: row

    required property string name
    required property string value
    required property int tone

    implicitHeight: 20
    Accessible.role: Accessible.StaticText
    Accessible.name: name + ": " + value

    Words {
        anchors { left: parent.left; right: figure.left; rightMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
        text: row.name
        font.pixelSize: Theme.small
        color: Theme.quiet
        Accessible.ignored: true
    }
    Words {
        id: figure
        anchors { right: parent.right; verticalCenter: parent.verticalCenter }
        width: Math.min(implicitWidth, parent.width - Theme.gapLarge)
        horizontalAlignment: Text.AlignRight
        text: row.value
        font.pixelSize: Theme.small
        font.weight: Font.Medium
        color: Theme.tone(row.tone)
        Accessible.ignored: true
    }
}
