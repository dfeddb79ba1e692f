import QtQuick

/// A card over the picture: what lies under it is out of reach, neither pointed at nor clicked through it.
Rectangle {
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.line

    MouseArea {
        anchors.fill: parent
        hoverEnabled: true
        acceptedButtons: Qt.AllButtons
        onWheel: wheel => wheel.accepted = true
    }
}
