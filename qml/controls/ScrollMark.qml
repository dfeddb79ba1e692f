import QtQuick

/// A thin mark at the right of a Flickable that says where its view stands, while not all of it is seen.
Rectangle {
    readonly property Flickable area: (parent as Flickable) ?? (parent?.parent as Flickable) ?? null

    parent: area
    visible: area && area.contentHeight > area.height + 1
    x: area ? area.width - width - 2 : 0
    y: area ? area.visibleArea.yPosition * area.height : 0
    width: 4
    height: area ? area.visibleArea.heightRatio * area.height : 0
    radius: 2
    color: Theme.border
    opacity: 0.6
    Accessible.ignored: true
}
