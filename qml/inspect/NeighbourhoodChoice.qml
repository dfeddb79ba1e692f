import QtQuick
import Weir.Controls
import Weir.Inspect

/// Selects what lies within one to three steps, and says how much that is.
Section {
    title: qsTr("Select within")

    SegmentedChoice {
        objectName: "stepsChoice"
        visible: Inspect.canStep
        label: qsTr("Steps from the selected node")
        options: [{value: 1, text: qsTr("1 step")}, {value: 2, text: qsTr("2 steps")}, {value: 3, text: qsTr("3 steps")}]
        current: Inspect.steps
        onChosen: value => Inspect.selectWithin(value)
    }
    Words {
        objectName: "setWords"
        visible: Inspect.steps > 0
        width: parent.width
        text: Inspect.setWords
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
}
