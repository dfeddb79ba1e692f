import QtQuick

/// Shows which control the keyboard speaks to.
Rectangle {
    property var around: parent   // a control, or what says visualFocus as one does

    anchors.fill: parent
    anchors.margins: -2
    visible: around.visualFocus ?? false
    color: "transparent"
    radius: Theme.radius + 2
    border.width: 2
    border.color: Theme.accent
}
