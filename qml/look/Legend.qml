import QtQuick
import Weir.Controls
import Weir.Look

/// What the colours stand for. Where they stand for categories, a click on one shows it alone, and more clicks add or remove others;
/// with the keyboard the arrows move and Space or Enter clicks. Where nodes bear badges, it says what these mean. Its title folds it, and
/// is what it is drawn by to another corner of the picture.
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

    readonly property bool byCategory: Look.legend === Look.Categories
    readonly property bool hasColours: !byCategory || LegendModel.count > 1
    readonly property bool empty: !hasColours && pinned === 0
    property int pinned: 0   // nodes that a hand put where they are

    visible: !empty
    x: atLeft ? within.x + Theme.gapMedium : within.x + within.width - width - Theme.gapMedium
    y: atTop ? within.y + Theme.gapMedium + (atLeft ? belowHigh : 0) : within.y + within.height - height - Theme.gapMedium - (atLeft ? aboveLow : 0)
    implicitWidth: 10 + 4 * Theme.gapSmall + 112 + 56 + 2 * Theme.hair
    implicitHeight: folded ? head.height : head.height + column.height + Theme.gapSmall
    transform: Translate { x: drag.active ? drag.activeTranslation.x : 0; y: drag.active ? drag.activeTranslation.y : 0 }   // what it was stays with the handler
    Accessible.role: Accessible.List
    Accessible.name: Look.legendTitle

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
            text: Look.legendTitle
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

        property int reached: 0   // by the keyboard

        x: Theme.gapSmall
        y: head.height
        visible: !legend.folded
        spacing: legend.byCategory ? 0 : Theme.hair

        Repeater {
            id: categories
            model: legend.byCategory && legend.hasColours ? LegendModel : null
            LegendRow {
                id: category

                required property int index
                required property var categories

                objectName: "legendRow" + index
                hintAtRight: legend.atLeft
                filters: true
                passes: Filter.active === 0 || !Filter.byCategory || Filter.passes(categories)
                reached: column.reached === index
                onClicked: Filter.toggle(categories)
                onStepped: by => {
                    column.focusRow((index + by + LegendModel.count) % LegendModel.count)
                }
                onActiveFocusChanged: if (activeFocus) column.reached = index

                // What passes is asked anew after each choice.
                Connections {
                    target: Filter
                    function onChanged() { category.passes = !Filter.byCategory || Filter.passes(category.categories) }
                }
            }
        }
        Repeater {
            model: Look.legend === Look.Steps ? Look.steps : null
            LegendRow {
                required property var modelData
                name: modelData.name
                color: modelData.color
                nodes: modelData.nodes
                wide: nodes === ""
            }
        }
        Row {
            visible: Look.legend === Look.Scale
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("from %1 to %2 %3").arg(Look.scaleFrom).arg(Look.scaleTo).arg(Look.scaleNote)
            Repeater {
                model: Look.scaleColours
                Rectangle {
                    required property var modelData
                    width: 16
                    height: 10
                    color: modelData
                }
            }
        }
        Item {
            visible: Look.legend === Look.Scale
            width: 192
            height: 16
            Words {
                objectName: "scaleFrom"
                text: Look.scaleFrom
                font.pixelSize: Theme.small
                color: Theme.quiet
                Accessible.ignored: true
            }
            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                text: Look.scaleNote
                font.pixelSize: Theme.small
                color: Theme.quiet
                Accessible.ignored: true
            }
            Words {
                objectName: "scaleTo"
                anchors.right: parent.right
                text: Look.scaleTo
                font.pixelSize: Theme.small
                color: Theme.quiet
                Accessible.ignored: true
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

        function focusRow(row: int) {
            const item = categories.itemAt(row)
            if (item)
                item.forceActiveFocus(Qt.TabFocusReason)
        }
    }
}
