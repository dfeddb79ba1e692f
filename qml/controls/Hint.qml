import QtQuick
import QtQuick.Templates as T

/// The words that appear when the pointer rests on a control.
T.ToolTip {
    id: hint

    readonly property int mostWidth: 360

    delay: 600
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? parent.height + Theme.hair : 0
    margins: Theme.hair
    padding: Theme.hair
    leftPadding: Theme.gapSmall
    rightPadding: Theme.gapSmall
    implicitWidth: Math.min(contentItem.implicitWidth + leftPadding + rightPadding, mostWidth)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent | T.Popup.CloseOnReleaseOutsideParent

    contentItem: Words {
        text: hint.text
        wrapMode: Text.Wrap
        maximumLineCount: 16
        font.pixelSize: Theme.small
    }
    background: Rectangle {
        color: Theme.raised
        radius: Theme.radius
        border.color: Theme.line
    }
}
