import QtQuick
import Weir.Controls
import Weir.Look

/// How much passes, over the picture as long as some does not, and by what: a chip each, with the way back.
Card {
    id: card

    property real widest: 480
    readonly property int most: 6   // chips
    readonly property var chips: Filter.chips

    visible: Filter.active > 0
    implicitWidth: Math.max(first.width, flow.width) + 2 * Theme.gapSmall
    implicitHeight: column.height + 2 * Theme.hair
    border.color: Theme.accent
    Accessible.role: Accessible.StaticText
    Accessible.name: Filter.summary

    Column {
        id: column
        x: Theme.gapSmall
        y: Theme.hair
        spacing: Theme.hair

        Row {
            id: first
            spacing: Theme.gapSmall
            Words {
                objectName: "chipSummary"
                width: Math.min(implicitWidth, card.widest - 2 * Theme.gapSmall - (clear.visible ? clear.width + parent.spacing : 0))
                height: 24
                text: Filter.summary
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
            TextButton {
                id: clear
                objectName: "chipClear"
                visible: card.chips.length > 1
                implicitHeight: 24
                text: qsTr("Clear all")
                onClicked: Filter.clear()
            }
        }
        Flow {
            id: flow

            readonly property real limit: card.widest - 2 * Theme.gapSmall
            property real natural: 0   // in one line

            function measure() {
                let sum = 0
                for (let i = 0; i < repeater.count; ++i)
                    sum += (repeater.itemAt(i)?.width ?? 0) + spacing
                natural = sum + (rest.visible ? rest.width : -spacing)
            }

            width: Math.min(limit, natural)
            spacing: Theme.hair
            Repeater {
                id: repeater
                model: card.chips.slice(0, card.most)
                onItemAdded: flow.measure()
                onItemRemoved: flow.measure()
                Rectangle {
                    id: chip

                    required property var modelData
                    required property int index

                    objectName: "chip" + index
                    width: Math.min(words.implicitWidth + close.width + Theme.gapSmall, flow.limit)
                    height: 24
                    radius: Theme.radius
                    color: Theme.raised
                    border.color: Theme.line
                    onWidthChanged: flow.measure()
                    Words {
                        id: words
                        objectName: "chipWords" + chip.index
                        anchors { left: parent.left; leftMargin: Theme.gapSmall; right: close.left; verticalCenter: parent.verticalCenter }
                        text: chip.modelData.text
                        font.pixelSize: Theme.small
                    }
                    IconButton {
                        id: close
                        objectName: "chipClose" + chip.index
                        anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                        implicitWidth: 24
                        implicitHeight: 24
                        text: qsTr("Without this filter")
                        Accessible.description: chip.modelData.text
                        sign: "close"
                        onClicked: Filter.clearChip(chip.modelData.id)
                    }
                }
            }
            Words {
                id: rest
                objectName: "chipRest"
                visible: card.chips.length > card.most
                height: 24
                leftPadding: Theme.hair
                text: qsTr("and %1 more").arg(card.chips.length - card.most)
                font.pixelSize: Theme.small
                color: Theme.quiet
                onVisibleChanged: flow.measure()
            }
        }
    }
}
