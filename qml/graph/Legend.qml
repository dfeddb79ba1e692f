import QtQuick
import Weir.Controls
import Weir.Look

/// What the colours stand for. Where they stand for categories, a click on one shows it alone, and more clicks add or remove others;
/// with the keyboard the arrows move and Space or Enter clicks. Where nodes bear badges, it says what these mean.
Rectangle {
    id: legend

    readonly property bool byCategory: Look.legend === Look.Categories
    readonly property bool hasColours: !byCategory || LegendModel.count > 1
    readonly property bool empty: !hasColours && pinned === 0
    property int pinned: 0   // nodes that a hand put where they are

    visible: !empty
    implicitWidth: column.width + 2 * Theme.gapSmall
    implicitHeight: column.height + 2 * Theme.gapSmall
    radius: Theme.radius
    color: Theme.tint(Theme.surface, 0.9)
    border.color: Theme.line
    Accessible.role: Accessible.List
    Accessible.name: Look.legendTitle

    Column {
        id: column

        property int reached: 0   // by the keyboard

        x: Theme.gapSmall
        y: Theme.gapSmall
        spacing: legend.byCategory ? 0 : Theme.hair

        Words {
            visible: !legend.byCategory
            text: Look.legendTitle
            width: Math.min(implicitWidth, 192)
            font.pixelSize: Theme.small
            font.weight: Font.Medium
            Accessible.ignored: true
        }
        Repeater {
            id: categories
            model: legend.byCategory && legend.hasColours ? LegendModel : null
            LegendRow {
                id: category

                required property int index
                required property var categories

                objectName: "legendRow" + index
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
