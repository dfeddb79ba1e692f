import QtQuick

/// A thin mark at the right of a Flickable that says where its view stands, while not all of it is seen.
Rectangle {
    required property Flickable view

    objectName: "scrollMark"
    parent: view   // in it, it would move with what is seen
    z: 1
    visible: view.contentHeight > view.height + 1
    x: view.width - width - 2
    y: view.visibleArea.yPosition * view.height
    width: 4
    height: view.visibleArea.heightRatio * view.height
    radius: 2
    color: Theme.border
    opacity: 0.6
    Accessible.ignored: true
}
