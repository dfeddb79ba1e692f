import QtQuick
import Weir.Controls
import Weir.Look

/// What sizes and colours of nodes stand for.
Row {
    id: panel

    spacing: Theme.gapSmall
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Size and colour")

    Chooser {
        objectName: "colourChooser"
        width: (panel.width - panel.spacing) / 2
        label: qsTr("Colour by")
        choices: Look.colourChoices
        current: Look.colour
        onChosen: value => Look.colour = value
    }
    Chooser {
        objectName: "sizeChooser"
        width: (panel.width - panel.spacing) / 2
        label: qsTr("Size by")
        choices: Look.sizeChoices
        current: Look.size
        onChosen: value => Look.size = value
    }
}
