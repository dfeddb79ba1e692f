import QtQuick
import Weir.Controls
import Weir.Dashboard
import Weir.Stream
import Weir.Words

/// The stream's figures: six tiles, a list and four charts, and below them what steers its source. Charts grow where there is room, and scroll where not.
Item {
    id: panel

    readonly property real chartHeight: Math.max(96, Math.min(260,
        (area.height - tiles.height - list.height - 5 * Theme.gapSmall - 3 * Theme.hair) / 4))

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Stream")

    Flickable {
        id: area

        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: steer.visible ? steer.top : parent.bottom }
        contentWidth: width
        contentHeight: column.height + Theme.gapSmall
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Column {
            id: column
            x: Theme.gapMedium
            y: Theme.gapSmall
            width: area.width - 2 * x
            spacing: Theme.gapSmall

            Grid {
                id: tiles
                width: parent.width
                columns: 3
                spacing: Theme.gapSmall
                Repeater {
                    model: Stream.tiles
                    KpiTile {
                        objectName: "tile" + index
                        required property int index
                        width: (tiles.width - 2 * tiles.spacing) / 3
                    }
                }
            }

            Grid {
                id: list
                width: parent.width
                columns: 2
                columnSpacing: Theme.gapMedium
                Repeater {
                    model: Stream.list
                    FigureRow {
                        required property int index
                        width: index % 2 === 0 ? list.width * 0.44 : list.width * 0.56 - list.columnSpacing
                    }
                }
            }

            Column {
                width: parent.width
                spacing: Theme.hair
                StripChart {
                    width: parent.width
                    height: panel.chartHeight
                    title: qsTr("Messages")
                    firstName: qsTr("queue")
                    secondName: qsTr("credits")
                    pair: StripFeed.QueueAndCredits
                    turn: 0
                    running: panel.visible
                }
                StripChart {
                    width: parent.width
                    height: panel.chartHeight
                    title: qsTr("Per second")
                    firstName: qsTr("changes")
                    secondName: qsTr("bytes")
                    firstKind: FigureFormat.PerSecond
                    secondKind: FigureFormat.BytesPerSecond
                    pair: StripFeed.ChangesAndBytes
                    turn: 1
                    running: panel.visible
                }
                StripChart {
                    width: parent.width
                    height: panel.chartHeight
                    title: qsTr("Latency")
                    firstName: qsTr("p50")
                    secondName: qsTr("p99")
                    firstKind: FigureFormat.Milliseconds
                    pair: StripFeed.Latency
                    turn: 2
                    running: panel.visible
                }
                StripChart {
                    width: parent.width
                    height: panel.chartHeight
                    title: qsTr("Frame time")
                    firstName: qsTr("p50")
                    secondName: qsTr("p95")
                    firstKind: FigureFormat.Milliseconds
                    pair: StripFeed.FrameTime
                    turn: 3
                    running: panel.visible
                }
            }
        }
        ScrollMark { view: area }
    }
    SteerRow {
        id: steer
        objectName: "steerRow"
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        visible: Stream.steerable
    }
}
