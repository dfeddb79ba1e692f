import QtQuick
import Weir.Controls
import Weir.Look

/// What the colours of nodes and edges stand for, and their sizes where that is a column. Where colours stand for values, its rows filter by
/// them, see LegendRows: it shows what the filters say, which stand elsewhere. Where nodes bear badges, it says what these mean. Its title
/// folds it, and is what it is drawn by to another corner of the picture.
Card {
    id: legend

    required property rect within      ///< it lies in a corner of this
    property real aboveLow: 0          ///< what else lies there, at the bottom left
    property real belowHigh: 0         ///< and at the top left
    property int corner: 0             ///< 0 bottom right, then clockwise
    property bool folded: false
    signal cornerWanted(corner: int)
    signal foldWanted(folded: bool)
    readonly property bool atLeft: corner === 1 || corner === 2
    readonly property bool atTop: corner === 2 || corner === 3

    readonly property bool byCategory: Look.nodeLegend.kind === Look.Categories
    readonly property bool hasColours: !byCategory || LegendModel.count > 1
    readonly property bool hasEdges: Look.edgeLegend.kind !== Look.Nothing
    readonly property string title: hasColours || !hasEdges ? Look.nodeLegend.title : edgeTitle
    readonly property string edgeTitle: qsTr("Edges: %1").arg(Look.edgeLegend.title)
    readonly property bool empty: !hasColours && !hasEdges && Look.sizeNotes.length === 0 && pinned === 0
    // By what the rows filter; asked for anew with every column that comes or goes.
    readonly property var ofNodes: Filter.nodeColumns.count > 0 ? Filter.ofNodes(Look.nodeLegend.column) : null
    readonly property var ofEdges: Filter.edgeColumns.count > 0 ? Filter.ofEdges(Look.edgeLegend.column) : null
    property int pinned: 0   // nodes that a hand put where they are

    visible: !empty
    x: atLeft ? within.x + Theme.gapMedium : within.x + within.width - width - Theme.gapMedium
    y: atTop ? within.y + Theme.gapMedium + (atLeft ? belowHigh : 0) : within.y + within.height - height - Theme.gapMedium - (atLeft ? aboveLow : 0)
    implicitWidth: 10 + 4 * Theme.gapSmall + 112 + 56 + 2 * Theme.hair
    implicitHeight: folded ? head.height : head.height + column.height + Theme.gapSmall
    transform: Translate { x: drag.active ? drag.activeTranslation.x : 0; y: drag.active ? drag.activeTranslation.y : 0 }   // what it was stays with the handler
    Accessible.role: Accessible.List
    Accessible.name: title

    /// To the corner that this point is nearest to.
    function moveTo(x: real, y: real) {
        const left = x < within.x + within.width / 2
        const top = y < within.y + within.height / 2
        cornerWanted(left ? (top ? 2 : 1) : (top ? 3 : 0))
    }

    Item {
        id: head
        objectName: "legendHead"
        width: parent.width
        height: 28

        DragHandler {
            id: drag
            target: null
            cursorShape: active ? Qt.ClosedHandCursor : Qt.OpenHandCursor
            onActiveChanged: {
                if (!active) {
                    const at = legend.parent.mapFromItem(null, centroid.scenePosition.x, centroid.scenePosition.y)
                    legend.moveTo(at.x, at.y)
                }
            }
        }
        TapHandler { onTapped: legend.foldWanted(!legend.folded) }
        Words {
            objectName: "legendTitle"
            anchors { left: parent.left; leftMargin: Theme.gapSmall + Theme.hair; right: fold.left; verticalCenter: parent.verticalCenter }
            text: legend.title
            font.pixelSize: Theme.small
            font.weight: Font.Medium
            Accessible.ignored: true
        }
        IconButton {
            id: fold
            objectName: "legendFold"
            anchors { right: move.left; verticalCenter: parent.verticalCenter }
            implicitWidth: 24
            implicitHeight: 24
            text: legend.folded ? qsTr("Show the legend") : qsTr("Fold the legend")
            sign: legend.folded ? "right" : "down"
            onClicked: legend.foldWanted(!legend.folded)
        }
        IconButton {
            id: move
            objectName: "legendMove"
            anchors { right: parent.right; rightMargin: Theme.hair; verticalCenter: parent.verticalCenter }
            implicitWidth: 24
            implicitHeight: 24
            text: qsTr("Move the legend to the next corner")
            sign: "corner"
            onClicked: legend.cornerWanted((legend.corner + 1) % 4)
        }
    }

    Column {
        id: column
        x: Theme.gapSmall
        y: head.height
        visible: !legend.folded
        spacing: legend.byCategory ? 0 : Theme.hair

        LegendRows {
            name: "legendRow"
            visible: legend.byCategory && legend.hasColours
            entries: visible ? LegendModel.entries : []
            parts: LegendModel.parts
            choice: legend.ofNodes
            hintAtRight: legend.atLeft
        }
        ScaleLegend {
            name: "scale"
            legend: Look.nodeLegend
        }
        LegendRows {
            name: "legendStep"
            visible: entries.length > 0
            entries: Look.nodeLegend.steps
            parts: Look.nodeLegend.parts
            choice: legend.ofNodes
            hintAtRight: legend.atLeft
        }
        Words {
            objectName: "edgeLegendTitle"
            visible: legend.hasEdges && legend.hasColours
            width: 200
            height: 24
            leftPadding: Theme.hair   // as the rows
            verticalAlignment: Text.AlignVCenter
            text: legend.edgeTitle
            font.pixelSize: Theme.small
            font.weight: Font.Medium
        }
        ScaleLegend {
            name: "edgeScale"
            legend: Look.edgeLegend
        }
        LegendRows {
            name: "edgeLegendStep"
            visible: entries.length > 0
            ofEdges: true
            entries: Look.edgeLegend.steps
            parts: Look.edgeLegend.parts
            choice: legend.ofEdges
            hintAtRight: legend.atLeft
        }
        Repeater {
            model: Look.sizeNotes
            Column {
                id: note

                required property var modelData
                required property int index

                topPadding: Theme.hair
                leftPadding: Theme.hair
                Words {
                    objectName: "sizeNote" + note.index
                    width: 192
                    text: note.modelData.name
                    font.pixelSize: Theme.small
                    font.weight: Font.Medium
                }
                Words {
                    width: 192
                    text: note.modelData.text
                    font.pixelSize: Theme.small
                    color: Theme.quiet
                }
            }
        }
        Item {
            objectName: "pinnedRow"
            visible: legend.pinned > 0
            width: 10 + 2 * Theme.gapSmall + 112 + 56 + 2 * Theme.hair
            height: 20
            Accessible.role: Accessible.ListItem
            Accessible.name: qsTr("%1, placed by hand").arg(legend.pinned)
            PinBadge {
                id: badge
                anchors { left: parent.left; leftMargin: 2; verticalCenter: parent.verticalCenter }
            }
            Words {
                anchors { left: badge.right; leftMargin: Theme.gapSmall - 2; verticalCenter: parent.verticalCenter }
                text: qsTr("placed by hand")
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
            Words {
                anchors { right: parent.right; rightMargin: Theme.hair; verticalCenter: parent.verticalCenter }
                text: legend.pinned
                font.pixelSize: Theme.small
                color: Theme.quiet
                Accessible.ignored: true
            }
        }
    }
}
