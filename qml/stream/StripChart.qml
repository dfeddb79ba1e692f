import QtQuick
import QtCharts
import Weir.Controls
import Weir.Dashboard
import Weir.Words

/// Two figures over the last minutes. The only file that names QtCharts.
Item {
    id: chart

    required property string title
    required property string firstName
    required property string secondName
    required property int pair
    required property int turn
    property int firstKind: FigureFormat.Count
    property int secondKind: firstKind
    property bool running: visible
    readonly property int gutter: 56   // room for the labels beside the lines
    readonly property bool twoScales: pair === StripFeed.ChangesAndBytes
    readonly property color firstColor: Theme.accent
    readonly property color secondColor: Theme.second

    implicitHeight: 110
    Accessible.role: Accessible.Chart
    Accessible.name: title
    Accessible.description: firstName + " " + FigureFormat.text(firstKind, feed.firstValue) + ", "
                            + secondName + " " + FigureFormat.text(secondKind, feed.secondValue)

    StripFeed {
        id: feed
        history: History
        pair: chart.pair
        turn: chart.turn
        running: chart.running
        firstLine: firstSeries
        secondLine: secondSeries
        gapLine: gapSeries
    }

    Row {
        id: header
        anchors { left: parent.left; right: parent.right; top: parent.top }
        height: 20
        Words {
            height: parent.height
            width: parent.width - present.width
            text: chart.title
            font.pixelSize: Theme.small
            color: Theme.quiet
            Accessible.ignored: true
        }
        Row {
            id: present
            height: parent.height
            spacing: Theme.hair
            Words {
                height: parent.height
                text: chart.firstName
                font.pixelSize: Theme.small
                color: chart.firstColor
                Accessible.ignored: true
            }
            Words {
                height: parent.height
                text: FigureFormat.text(chart.firstKind, feed.firstValue)
                font.pixelSize: Theme.small
                font.weight: Font.Medium
                color: chart.firstColor
                Accessible.ignored: true
            }
            Item { width: Theme.hair; height: 1 }
            Words {
                height: parent.height
                text: chart.secondName
                font.pixelSize: Theme.small
                color: chart.secondColor
                Accessible.ignored: true
            }
            Words {
                height: parent.height
                text: FigureFormat.text(chart.secondKind, feed.secondValue)
                font.pixelSize: Theme.small
                font.weight: Font.Medium
                color: chart.secondColor
                Accessible.ignored: true
            }
        }
    }

    // The chart is larger than what is seen of it by the frame that its layout keeps free, which it would never clear.
    Item {
        id: frame
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: parent.bottom }
        clip: true
        ChartView {
            id: view
            anchors { fill: parent; margins: -9 }
            margins { left: chart.gutter; right: chart.twoScales ? chart.gutter : 0; top: 8; bottom: 8 }
            backgroundColor: Theme.surface
            backgroundRoundness: 0
            plotAreaColor: Theme.surface
            dropShadowEnabled: false
            legend.visible: false
            antialiasing: true
            animationOptions: ChartView.NoAnimation
            enabled: false
            Accessible.ignored: true

            ValuesAxis {   // the one name of it that tools know
                id: timeAxis
                min: -feed.shownSeconds
                max: 0
                gridVisible: false
                visible: false
            }
            ValuesAxis {
                id: firstAxis
                min: 0
                max: feed.firstTop
                tickCount: 3
                labelsVisible: false
                lineVisible: false
                gridLineColor: Theme.line
            }
            ValuesAxis {
                id: secondAxis
                min: 0
                max: feed.secondTop
                gridVisible: false
                visible: false
            }
            ValuesAxis {
                id: gapAxis
                min: 0
                max: 1
                gridVisible: false
                visible: false
            }
            LineSeries {
                id: secondSeries
                axisX: timeAxis
                axisY: secondAxis
                color: chart.secondColor
                width: 1.5
            }
            LineSeries {
                id: firstSeries
                axisX: timeAxis
                axisY: firstAxis
                color: chart.firstColor
                width: 1.5
            }
            AreaSeries {
                axisX: timeAxis
                axisY: gapAxis
                color: Theme.gap
                borderWidth: 0
                borderColor: Theme.gap
                upperSeries: LineSeries { id: gapSeries }
            }
        }
    }

    Repeater {
        model: [1, 0.5, 0]
        Item {
            id: level

            required property real modelData

            y: frame.y + view.y + view.plotArea.y + view.plotArea.height * (1 - modelData)
            width: chart.width
            Words {
                y: -height / 2
                width: chart.gutter - Theme.gapSmall
                text: FigureFormat.axisText(chart.firstKind, level.modelData * feed.firstTop)
                horizontalAlignment: Text.AlignRight
                font.pixelSize: Theme.small
                color: chart.twoScales ? chart.firstColor : Theme.quiet
                Accessible.ignored: true
            }
            Words {
                visible: chart.twoScales
                x: chart.width - width
                y: -height / 2
                width: chart.gutter - Theme.gapSmall
                text: FigureFormat.axisText(chart.secondKind, level.modelData * feed.secondTop)
                font.pixelSize: Theme.small
                color: chart.secondColor
                Accessible.ignored: true
            }
        }
    }
}
