import QtQuick
import Weir.Controls
import Weir.Stream

/// Steers the source of a server that lets this window do so: how much of it comes, where it has a rate, and whether any does.
Rectangle {
    id: steer

    function showRate() {
        if (!rate.input.activeFocus)
            rate.text = String(Math.round(Stream.rate))
    }

    implicitHeight: Theme.control + 2 * Theme.gapSmall
    color: Theme.surface
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Steer what runs")
    Component.onCompleted: showRate()
    Connections {
        target: Stream
        function onServerFactsChanged() { steer.showRate() }
    }

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.line
    }
    Row {
        x: Theme.gapMedium
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - 2 * x
        spacing: Theme.gapSmall
        Field {
            id: rate
            objectName: "steerField"
            visible: Stream.hasRate
            width: parent.width - set.width - run.width - 2 * parent.spacing
            input.Accessible.name: qsTr("Changes per second")
            validator: IntValidator { bottom: 0; top: 100000000 }
            onAccepted: if (set.enabled) set.clicked()
        }
        TextButton {
            id: set
            objectName: "rateButton"
            visible: Stream.hasRate
            text: qsTr("Set changes/s")
            hint: qsTr("How many changes the source makes in a second")
            enabled: rate.input.acceptableInput
            onClicked: Stream.setRate(Number(rate.text))
        }
        TextButton {
            id: run
            objectName: "runButton"
            text: Stream.sourceOver ? qsTr("Read anew") : Stream.sourceRunning ? qsTr("Stop source") : qsTr("Start source")
            hint: Stream.sourceOver ? qsTr("The source from its beginning, as it is now") : qsTr("The graph stays as it is")
            onClicked: Stream.sourceOver ? Stream.readAnew() : Stream.setSourceRunning(!Stream.sourceRunning)
        }
    }
}
