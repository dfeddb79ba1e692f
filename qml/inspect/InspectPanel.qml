import QtQuick
import Weir.Controls
import Weir.Inspect

/// What can be asked of the selection: its neighbourhood, paths, neighbours and changes, and a copy of it.
Column {
    id: panel

    required property Act path
    required property Act copyCsv
    required property Act copyJson
    required property Act leave
    required property string pathWords   // with the keys that go on or leave
    signal nodeWanted(slot: double)     // to be selected and brought into the middle
    signal placeWanted(slot: double)    // to be brought into the middle

    spacing: Theme.gapMedium

    AwayList {
        objectName: "awaySection"
        visible: Inspect.absence.listed
        width: parent.width
        onChosen: slot => panel.placeWanted(slot)
    }
    Words {
        objectName: "farewell"
        visible: text !== ""
        width: parent.width
        text: Inspect.farewell
        font.pixelSize: Theme.large
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        maximumLineCount: 3
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    NeighbourhoodChoice {
        visible: Inspect.canStep || Inspect.steps > 0
        width: parent.width
    }
    InspectActions {
        path: panel.path
        copyCsv: panel.copyCsv
        copyJson: panel.copyJson
        leave: panel.leave
        visible: Inspect.canCopy || Inspect.choosing || Inspect.copyWords !== ""
        width: parent.width
    }
    PathCard {
        pathWords: panel.pathWords
        visible: Inspect.pathWords !== ""
        width: parent.width
        onPlaceWanted: slot => panel.placeWanted(slot)
    }
    NeighbourList {
        visible: Inspect.known
        width: parent.width
        onChosen: slot => panel.nodeWanted(slot)
    }
    ChangeRows {
        visible: Inspect.known || Inspect.farewell !== ""
        width: parent.width
    }
}
