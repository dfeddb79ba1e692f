import QtQuick
import Weir.Controls

/// One figure large, with its name above and a note below.
Rectangle {
    id: tile

    required property string name
    required property string value
    required property string unit
    required property string note
    required property int tone

    implicitHeight: 64
    radius: Theme.radius
    color: Theme.raised
    Accessible.role: Accessible.StaticText
    Accessible.name: name + ": " + value + (unit === "" ? "" : " " + unit) + (note === "" ? "" : ", " + note)

    Words {
        id: caption
        x: Theme.gapSmall
        y: Theme.gapSmall - 2
        width: parent.width - 2 * x
        height: 14
        text: tile.name
        font.pixelSize: Theme.small
        color: Theme.quiet
        Accessible.ignored: true
    }
    Item {
        x: Theme.gapSmall
        y: 20
        width: parent.width - 2 * x
        height: 24
        Words {
            id: figure
            height: parent.height
            width: Math.min(implicitWidth, parent.width - (unitText.visible ? unitText.implicitWidth + Theme.hair : 0))
            text: tile.value
            font.pixelSize: Theme.large
            font.weight: Font.Medium
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.body
            color: Theme.tone(tile.tone)
            Accessible.ignored: true
        }
        Words {
            id: unitText
            visible: tile.unit !== ""
            x: figure.width + Theme.hair
            anchors.baseline: figure.baseline
            text: tile.unit
            font.pixelSize: Theme.small
            color: Theme.quiet
            Accessible.ignored: true
        }
    }
    Words {
        x: Theme.gapSmall
        y: 44
        width: parent.width - 2 * x
        height: 14
        text: tile.note
        font.pixelSize: Theme.small
        color: Theme.quiet
        Accessible.ignored: true
    }
}
