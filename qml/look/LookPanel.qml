import QtQuick
import Weir.Controls
import Weir.Look

/// What colours, sizes and labels of nodes stand for, and beside it those of edges.
Grid {
    id: panel

    readonly property real half: (width - columnSpacing) / 2

    columns: 2
    columnSpacing: Theme.gapSmall
    rowSpacing: Theme.gapSmall
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Colours, sizes and labels")

    Chooser {
        objectName: "colourChooser"
        width: panel.half
        label: qsTr("Node colour")
        choices: Look.colourChoices
        current: Look.colour
        onChosen: value => Look.colour = value
    }
    Chooser {
        objectName: "edgeColourChooser"
        width: panel.half
        label: qsTr("Edge colour")
        choices: Look.edgeColourChoices
        current: Look.edgeColour
        onChosen: value => Look.edgeColour = value
    }
    Chooser {
        objectName: "sizeChooser"
        width: panel.half
        label: qsTr("Node size")
        choices: Look.sizeChoices
        current: Look.size
        onChosen: value => Look.size = value
    }
    Chooser {
        objectName: "edgeWidthChooser"
        width: panel.half
        label: qsTr("Edge width")
        choices: Look.edgeWidthChoices
        current: Look.edgeWidth
        onChosen: value => Look.edgeWidth = value
    }
    Chooser {
        objectName: "labelChooser"
        width: panel.half
        label: qsTr("Node label")
        choices: Look.labelChoices
        current: Look.label
        onChosen: value => Look.label = value
    }
    Chooser {
        objectName: "edgeLabelChooser"
        width: panel.half
        label: qsTr("Edge label")
        choices: Look.edgeLabelChoices
        current: Look.edgeLabel
        onChosen: value => Look.edgeLabel = value
    }
}
