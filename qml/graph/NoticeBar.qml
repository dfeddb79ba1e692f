import QtQuick
import Weir.Controls
import Weir.Stream
import Weir.Words

/// A fault, what became of the connection, or advice, over the top of the picture until it is dismissed or mended.
Rectangle {
    id: notice

    property real widest: 640
    readonly property bool isFault: Stream.fault !== ""
    property string advice: ""   ///< less urgent than either; dismissed once and for all
    property bool adviceDismissed: false
    readonly property bool isStale: Stream.stale && !Stream.empty
    readonly property bool isAdvice: !isFault && !isStale && advice !== "" && !adviceDismissed
    readonly property string words: isFault ? Stream.fault : isStale ? Stream.sentence : isAdvice ? advice : ""

    visible: words !== ""
    implicitWidth: Math.min(row.implicitWidth + 2 * Theme.gapMedium, widest)
    implicitHeight: Math.max(40, text.height + 2 * Theme.gapSmall)
    radius: Theme.radius
    color: Theme.surface
    border.color: ink
    readonly property color ink: isFault || isStale && Stream.phase !== Ui.Closed ? Theme.bad : Theme.border

    Accessible.role: Accessible.AlertMessage
    Accessible.name: words

    Row {
        id: row
        anchors { left: parent.left; leftMargin: Theme.gapMedium; verticalCenter: parent.verticalCenter }
        spacing: Theme.gapMedium
        Words {
            id: text
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, notice.widest - 2 * Theme.gapMedium - (dismiss.visible ? dismiss.width + row.spacing : 0))
            text: notice.words
            wrapMode: Text.Wrap
            elide: Text.ElideNone
            Accessible.ignored: true
        }
        IconButton {
            id: dismiss
            objectName: "dismissButton"
            anchors.verticalCenter: parent.verticalCenter
            visible: notice.isFault || notice.isAdvice
            text: qsTr("Dismiss")
            sign: "close"
            onClicked: if (notice.isFault) Stream.dismissFault(); else notice.adviceDismissed = true
        }
    }
}
