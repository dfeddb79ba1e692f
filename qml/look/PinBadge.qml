import QtQuick
import Weir.Controls

/// The badge of a node that a hand put where it is, as in the picture (render/badge.h).
Rectangle {
    id: badge

    implicitWidth: 14
    implicitHeight: width
    radius: width / 2
    color: Theme.text
    antialiasing: true
    Accessible.ignored: true

    Repeater {
        model: [Qt.rect(-0.36, -0.60, 0.72, 0.24), Qt.rect(-0.20, -0.38, 0.40, 0.44), Qt.rect(-0.50, 0.02, 1.00, 0.24), Qt.rect(-0.09, 0.22, 0.18, 0.44)]
        Rectangle {
            required property rect modelData
            x: badge.radius * (1 + modelData.x)
            y: badge.radius * (1 + modelData.y)
            width: badge.radius * modelData.width
            height: badge.radius * modelData.height
            color: Theme.ground
            antialiasing: true
        }
    }
}
