import QtQuick
import QtQuick.Templates as T
import Weir.Controls
import Weir.Stream

/// One line of what matters, each figure at its own place. A click copies all figures as text.
T.Button {
    id: bar

    function copy() {
        Stream.copyDiagnostics()
        say(qsTr("All figures are in the clipboard, as text."))
    }

    /// Shows words for a moment.
    function say(words: string) {
        copied.text = words
        said.restart()
    }

    /// An address without what all addresses have, for a narrow window.
    function briefly(address: string): string {
        return address.replace(/, .*/, "").replace(/^wss?:\/\//, "").replace(/\/stream$/, "")
    }

    implicitHeight: 24
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.StatusBar
    Accessible.name: qsTr("Status")
    Accessible.description: said.running ? copied.text : Stream.spoken
    onClicked: copy()
    Keys.onReturnPressed: copy()
    Keys.onEnterPressed: copy()

    Timer { id: said; interval: 4000 }

    background: Rectangle {
        color: bar.down ? Theme.pressed : bar.hovered ? Theme.raised : Theme.surface
        Rectangle {
            width: parent.width
            height: 1
            color: Theme.line
        }
        Rectangle {
            anchors.fill: parent
            visible: bar.visualFocus
            color: "transparent"
            border { width: 2; color: Theme.accent }
        }
    }
    contentItem: Item {
        Row {
            anchors { fill: parent; leftMargin: Theme.gapMedium; rightMargin: Theme.gapMedium }
            visible: !said.running
            Repeater {
                model: Stream.status
                Item {
                    id: part

                    required property int index
                    required property string name
                    required property string value
                    // connection takes what the figures leave; each figure has the room of its longest words.
                    readonly property var widths: [0, 208, 104, 128, 176, 96, 96]
                    readonly property real rest: bar.width - 2 * Theme.gapMedium - 808

                    height: bar.height
                    width: index === 0 ? rest : widths[index]
                    Accessible.role: Accessible.StaticText
                    Accessible.name: name + ": " + value
                    TextMetrics {
                        id: whole
                        text: part.index === 0 ? part.value : ""
                        font.family: Theme.fontFamily
                        font.pixelSize: Theme.small
                    }
                    Words {
                        objectName: "status-" + part.name
                        anchors { fill: parent; rightMargin: Theme.gapSmall }
                        text: part.index === 0 ? (whole.advanceWidth > width ? bar.briefly(part.value) : part.value)
                                               : part.index === 1 ? part.value : part.name + " " + part.value
                        font.pixelSize: Theme.small
                        color: Theme.quiet
                        elide: part.index === 0 ? Text.ElideMiddle : Text.ElideRight
                        Accessible.ignored: true
                    }
                }
            }
        }
        Words {
            id: copied
            objectName: "copiedWords"
            anchors { fill: parent; leftMargin: Theme.gapMedium; rightMargin: Theme.gapMedium }
            visible: said.running
            elide: Text.ElideMiddle
            font.pixelSize: Theme.small
            color: Theme.text
        }
    }
    Hint {
        visible: bar.hovered && !said.running
        text: Stream.address === "" ? qsTr("Copy all figures as text") : qsTr("%1. A click copies all figures as text").arg(Stream.address)
    }
}
