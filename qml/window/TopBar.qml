import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Weir.Controls
import Weir.Stream

/// What is shown, whether it is live, and how to pause it.
Rectangle {
    id: bar

    required property Actions actions
    property alias sourceButton: source

    implicitHeight: 48
    color: Theme.surface

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.gapSmall
        anchors.rightMargin: Theme.gapSmall
        spacing: Theme.gapSmall

        T.Button {
            id: source
            objectName: "sourceButton"
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
            implicitHeight: Theme.control
            implicitWidth: Math.ceil(words.implicitWidth) + sign.width + 3 * Theme.gapSmall
            focusPolicy: Qt.TabFocus
            text: Stream.title
            Accessible.name: qsTr("Source: %1").arg(text)
            Accessible.description: bar.actions.open.hint
            onClicked: bar.actions.open.trigger()
            Keys.onReturnPressed: clicked()

            contentItem: Item {
                Words {
                    id: words
                    anchors { left: parent.left; leftMargin: Theme.gapSmall; right: sign.left; rightMargin: Theme.gapSmall }
                    height: parent.height
                    text: source.text
                    font.pixelSize: Theme.large
                    font.weight: Font.Medium
                }
                Icon {
                    id: sign
                    anchors { right: parent.right; rightMargin: Theme.gapSmall; verticalCenter: parent.verticalCenter }
                    name: "down"
                    color: Theme.quiet
                }
            }
            background: Rectangle {
                radius: Theme.radius
                color: source.down ? Theme.pressed : source.hovered ? Theme.raised : "transparent"
                FocusRing { around: source }
            }
            Hint {
                visible: source.hovered
                text: bar.actions.open.hint
            }
        }

        Item { Layout.fillWidth: true }

        StateChip { pause: bar.actions.pause }

        TextButton {
            objectName: "endEarlyButton"
            visible: Stream.canEndEarly
            text: bar.actions.endEarly.label
            hint: qsTr("What was read so far stays (%1)").arg(bar.actions.leave.keys)
            onClicked: bar.actions.endEarly.trigger()
        }

        TextButton {
            objectName: "pauseButton"
            text: Stream.paused ? qsTr("Resume") : qsTr("Pause")
            icon_: Stream.paused ? "play" : "pause"
            hint: (Stream.paused ? qsTr("Go on from the server's present (%1)")
                                 : qsTr("Hold the picture; the server goes on (%1)")).arg(bar.actions.pause.keys)
            enabled: Stream.canPause
            onClicked: Stream.togglePause()
        }

        Rectangle {
            Layout.preferredWidth: 1
            Layout.preferredHeight: Theme.gapLarge
            color: Theme.line
        }

        IconButton {
            objectName: "settingsButton"
            text: bar.actions.settings.hint
            sign: bar.actions.settings.sign
            onClicked: bar.actions.settings.trigger()
        }
        IconButton {
            objectName: "helpButton"
            text: bar.actions.help.hint
            sign: bar.actions.help.sign
            onClicked: bar.actions.help.trigger()
        }
        IconButton {
            objectName: "railButton"
            text: bar.actions.rail.hint
            sign: bar.actions.rail.sign
            onClicked: bar.actions.rail.trigger()
        }
    }
    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: 1
        color: Theme.line
    }
}
