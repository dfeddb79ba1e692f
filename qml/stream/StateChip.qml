import QtQuick
import QtQuick.Templates as T
import Weir.Controls
import Weir.Stream
import Weir.Words

/// The state of the stream in words, a colour and a sign. While paused it is the button that resumes.
T.Button {
    id: chip

    required property Act pause
    readonly property color ink: Theme.phase(Stream.phase)
    readonly property bool broken: Stream.phase === Ui.Lost || Stream.phase === Ui.Refused || Stream.phase === Ui.Failed
    readonly property bool settled: Stream.phase === Ui.Finished || Stream.phase === Ui.Ended

    objectName: "stateChip"
    text: Stream.chip
    implicitHeight: 28
    implicitWidth: content.implicitWidth + 2 * (Theme.gapSmall + Theme.hair)
    leftPadding: Theme.gapSmall + Theme.hair
    rightPadding: leftPadding
    focusPolicy: Stream.paused ? Qt.TabFocus : Qt.NoFocus
    hoverEnabled: true
    onClicked: if (Stream.paused) Stream.togglePause()

    Accessible.role: Stream.paused ? Accessible.Button : Accessible.AlertMessage
    Accessible.name: text
    Accessible.description: Stream.spoken

    contentItem: Row {
        id: content
        spacing: Theme.gapSmall
        Item {
            width: 10
            height: 10
            anchors.verticalCenter: parent.verticalCenter
            Rectangle {
                visible: Stream.phase !== Ui.Paused
                anchors.fill: parent
                anchors.margins: 1
                radius: chip.broken || chip.settled ? 0 : width / 2
                color: Stream.phase === Ui.Live || chip.broken || chip.settled ? chip.ink : "transparent"
                border.color: chip.ink
                border.width: 2
            }
            Row {
                visible: Stream.phase === Ui.Paused
                anchors.centerIn: parent
                spacing: 2
                Rectangle { width: 3; height: 10; color: chip.ink }
                Rectangle { width: 3; height: 10; color: chip.ink }
            }
        }
        Words {
            anchors.verticalCenter: parent.verticalCenter
            text: chip.text
            color: chip.ink
            font.weight: Font.Medium
            width: Math.min(implicitWidth, 400)
        }
    }
    background: Rectangle {
        radius: height / 2
        color: Theme.tint(chip.ink, Theme.dark ? 0.14 : 0.09)
        border.width: 1
        border.color: Theme.tint(chip.ink, Stream.paused && chip.hovered ? 1 : 0.45)
        FocusRing { around: chip; radius: height / 2 }
    }
    Hint {
        visible: chip.hovered
        text: Stream.paused ? chip.pause.hint : Stream.sentence
    }
}
