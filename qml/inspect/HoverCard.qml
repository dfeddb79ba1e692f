import QtQuick
import Weir.Controls
import Weir.Inspect
import Weir.Stream

/// What the pointer rests on: key, label and values, beside the pointer and inside the picture.
Rectangle {
    id: card

    property point at      // of the pointer, within the picture
    property rect within   // the picture

    visible: Hover.known
    width: Math.min(column.implicitWidth, 280) + 2 * Theme.gapSmall
    height: column.height + 2 * Theme.gapSmall
    x: within.x + (at.x + Theme.gapMedium + width > within.width ? at.x - Theme.gapMedium - width
                                                                 : at.x + Theme.gapMedium)
    y: within.y + Math.max(Theme.gapSmall, Math.min(at.y + Theme.gapMedium, within.height - height - Theme.gapSmall))
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.border
    Accessible.role: Accessible.ToolTip
    Accessible.name: Hover.spoken

    Column {
        id: column
        x: Theme.gapSmall
        y: Theme.gapSmall
        width: Math.max(160, Math.min(280, Math.max(title.implicitWidth, subtitle.implicitWidth)))
        spacing: 2
        Words {
            id: title
            width: parent.width
            text: Hover.title
            font.weight: Font.Medium
            Accessible.ignored: true
        }
        Words {
            id: subtitle
            width: parent.width
            text: Array.of(Hover.category, Hover.subtitle).filter(words => words !== "").join(", ")
            visible: text !== ""
            font.pixelSize: Theme.small
            color: Theme.quiet
            Accessible.ignored: true
        }
        Repeater {
            model: Hover.values
            FigureRow { width: column.width }
        }
    }
}
