import QtQuick
import Weir.Controls

/// How numbers or times spread, with two handles that say from where to where they pass, and two fields that say the same exactly.
Column {
    id: histogram

    required property string name
    required property var range   // a RangeChoice

    spacing: Theme.hair

    Item {
        width: histogram.width
        height: 56 + 8

        Item {
            id: bed
            x: 6   // half a handle
            width: parent.width - 12
            height: 56

            Rectangle {
                anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
                height: 1
                color: Theme.line
            }
            Repeater {
                id: bars

                readonly property var heights: histogram.range.bars

                model: heights.length
                Rectangle {
                    required property int index
                    readonly property real share: bars.heights[index] ?? 0
                    readonly property real place: (index + 0.5) / bars.count
                    readonly property bool passes: place >= histogram.range.low && place <= histogram.range.high
                    readonly property real begin: Math.round(index * bed.width / bars.count)
                    readonly property real end: Math.round((index + 1) * bed.width / bars.count)

                    objectName: "bar" + index
                    x: begin
                    width: Math.max(1, end - begin - 1)
                    height: share > 0 ? Math.max(2, Math.round(share * (bed.height - 4))) : 0
                    y: bed.height - height
                    color: passes ? Theme.accent : Theme.border
                    opacity: passes || index !== area.bin ? 1 : 0.7
                }
            }
            Words {
                anchors.centerIn: parent
                visible: bars.count === 0
                text: qsTr("No element has a value")
                font.pixelSize: Theme.small
                color: Theme.quiet
            }
        }
        RangeHandle {
            id: low
            objectName: "lowHandle"
            visible: bars.count > 0
            plot: bed
            place: histogram.range.low
            dragged: area.handle === low
            name: qsTr("%1, from").arg(histogram.name)
            value: histogram.range.from || histogram.range.least
            onStepped: by => histogram.range.stepLow(by)
        }
        RangeHandle {
            id: high
            objectName: "highHandle"
            visible: bars.count > 0
            plot: bed
            place: histogram.range.high
            dragged: area.handle === high
            name: qsTr("%1, to").arg(histogram.name)
            value: histogram.range.to || histogram.range.greatest
            onStepped: by => histogram.range.stepHigh(by)
        }
        MouseArea {
            id: area

            property Item handle: null   // that is dragged
            readonly property int bin: containsMouse && !handle ? Math.floor((mouseX - bed.x) / bed.width * bars.count) : -1

            function put(x: real) {
                const place = Math.max(0, Math.min(1, (x - bed.x) / bed.width))
                if (handle === low)
                    histogram.range.moveLow(place)
                else
                    histogram.range.moveHigh(place)
            }

            objectName: "histogramArea"
            anchors.fill: parent
            enabled: bars.count > 0
            hoverEnabled: true
            preventStealing: true
            cursorShape: Qt.SizeHorCursor
            onPressed: mouse => {
                const x = mouse.x - bed.x, middle = (low.place + high.place) / 2 * bed.width
                handle = x < middle ? low : high
                handle.forceActiveFocus(Qt.MouseFocusReason)
                put(mouse.x)
            }
            onPositionChanged: mouse => {
                if (handle)
                    put(mouse.x)
            }
            onReleased: handle = null
            onCanceled: handle = null
        }
    }

    Item {
        width: histogram.width
        height: 16
        Words {
            anchors { left: parent.left; verticalCenter: parent.verticalCenter }
            visible: binWords.text === ""
            text: histogram.range.least
            font.pixelSize: Theme.small
            color: Theme.quiet
            Accessible.ignored: true
        }
        Words {
            anchors.centerIn: parent
            visible: binWords.text === "" && histogram.range.logarithmic
            text: qsTr("logarithmic")
            font.pixelSize: Theme.small
            color: Theme.quiet
        }
        Words {
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            visible: binWords.text === ""
            text: histogram.range.greatest
            font.pixelSize: Theme.small
            color: Theme.quiet
            Accessible.ignored: true
        }
        Words {
            id: binWords
            objectName: "binWords"
            anchors.fill: parent
            horizontalAlignment: Text.AlignHCenter
            text: area.bin < 0 || histogram.range.bars.length === 0 ? "" : histogram.range.wordsOf(area.bin)
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
    }

    Row {
        width: histogram.width
        spacing: Theme.hair
        RangeEnd {
            objectName: "columnFrom"
            width: (parent.width - dash.width - 2 * parent.spacing) / 2
            text: histogram.range.from
            hint: histogram.range.least
            fault: histogram.range.fault
            Accessible.name: qsTr("%1, from").arg(histogram.name)
            onTextEdited: histogram.range.setFrom(text)
        }
        Words {
            id: dash
            anchors.verticalCenter: parent.verticalCenter
            text: "\u2013"
            font.pixelSize: Theme.small
            color: Theme.quiet
            Accessible.ignored: true
        }
        RangeEnd {
            objectName: "columnTo"
            width: (parent.width - dash.width - 2 * parent.spacing) / 2
            text: histogram.range.to
            hint: histogram.range.greatest
            fault: histogram.range.fault
            Accessible.name: qsTr("%1, to").arg(histogram.name)
            onTextEdited: histogram.range.setTo(text)
        }
    }
    Words {
        objectName: "columnFault"
        width: histogram.width
        visible: text !== ""
        text: histogram.range.fault
        font.pixelSize: Theme.small
        wrapMode: Text.Wrap
        color: Theme.bad
    }
}
