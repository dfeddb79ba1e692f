import QtQuick
import Weir.Controls
import Weir.Stream
import Weir.Words

/// What went wrong or was left out, what became of the connection and what helps, or advice: over the top of the picture until it is
/// dismissed or mended. A failure alone has its colour.
Card {
    id: notice

    property real widest: 640
    property string advice: ""   ///< less urgent than the others; dismissed once and for all
    property bool adviceDismissed: false
    property bool connectsLong: false
    readonly property bool isNotice: Stream.notice !== ""
    readonly property bool isState: !Stream.empty && (Stream.stale || connectsLong)   // where it is empty, that says it
    readonly property bool isAdvice: !isNotice && !isState && advice !== "" && !adviceDismissed
    readonly property string words: isNotice ? Stream.notice : isState ? Stream.sentence : isAdvice ? advice : ""
    readonly property color ink: isNotice ? Theme.tone(Stream.noticeTone)
                               : isState && (Stream.phase === Ui.Lost || Stream.phase === Ui.Refused) ? Theme.bad : Theme.border

    visible: words !== ""
    implicitWidth: Math.min(row.implicitWidth + 2 * Theme.gapMedium, widest)
    implicitHeight: Math.max(40, text.height + 2 * Theme.gapSmall)
    border.color: ink

    Accessible.role: Accessible.AlertMessage
    Accessible.name: words

    // Most connections stand at once; a bar that flashes up would say nothing.
    readonly property bool connecting: Stream.phase === Ui.Connecting
    onConnectingChanged: {
        connectsLong = false
        if (connecting)
            patience.restart()
        else
            patience.stop()
    }
    Timer {
        id: patience
        interval: 1000
        onTriggered: notice.connectsLong = true
    }

    Row {
        id: row
        anchors { left: parent.left; leftMargin: Theme.gapMedium; verticalCenter: parent.verticalCenter }
        spacing: Theme.gapMedium
        Words {
            id: text
            objectName: "noticeWords"
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, notice.widest - 2 * Theme.gapMedium - row.spacing - buttons.width)
            text: notice.words
            wrapMode: Text.Wrap
            elide: Text.ElideNone
            Accessible.ignored: true
        }
        Row {
            id: buttons
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gapSmall
            Repeater {
                model: notice.isState ? Stream.remedies : []
                TextButton {
                    required property int index
                    required property var modelData
                    objectName: "noticeButton" + index
                    text: modelData.text
                    onClicked: Stream.help(modelData.remedy)
                }
            }
            IconButton {
                objectName: "dismissButton"
                visible: notice.isNotice || notice.isAdvice
                text: qsTr("Dismiss")
                sign: "close"
                onClicked: if (notice.isNotice) Stream.dismissNotice(); else notice.adviceDismissed = true
            }
        }
    }
}
