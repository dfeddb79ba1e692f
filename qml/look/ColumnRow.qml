import QtQuick
import QtQuick.Templates as T
import Weir.Controls
import Weir.Look

/// A column to filter by: a line with its name and what passes, under which its values are chosen from while it is open.
Column {
    id: row

    required property var choice   // a ColumnChoice
    required property int index

    readonly property string kindWords: [qsTr("number"), qsTr("text"), qsTr("yes or no"), qsTr("time")][choice.kind]

    spacing: Theme.gapSmall
    bottomPadding: choice.open ? Theme.gapSmall : 0
    Accessible.role: Accessible.Grouping
    Accessible.name: choice.name
    Component.onDestruction: if (choice) choice.watched = false

    Binding {
        target: row.choice
        property: "watched"
        value: row.visible && row.choice.open
    }

    Item {
        width: row.width
        height: 28

        T.AbstractButton {
            id: header
            objectName: row.objectName + "Header"
            anchors.fill: parent
            focusPolicy: Qt.TabFocus
            hoverEnabled: true
            text: row.choice.name
            Accessible.role: Accessible.Button
            Accessible.name: row.choice.active ? row.choice.name + ", " + row.choice.words : row.choice.name + ", " + row.kindWords
            Accessible.checkable: true
            Accessible.checked: row.choice.open
            onClicked: row.choice.open = !row.choice.open
            Keys.onReturnPressed: clicked()
            Keys.onEnterPressed: clicked()
            contentItem: Item {
                Icon {
                    id: sign
                    anchors { left: parent.left; leftMargin: Theme.hair; verticalCenter: parent.verticalCenter }
                    name: "right"
                    rotation: row.choice.open ? 90 : 0
                    color: Theme.quiet
                }
                Words {
                    id: title
                    anchors { left: sign.right; leftMargin: Theme.hair; verticalCenter: parent.verticalCenter }
                    width: Math.min(implicitWidth, (parent.width - sign.width) * 0.55)
                    text: row.choice.name
                    font.pixelSize: Theme.small
                    Accessible.ignored: true
                }
                Words {
                    objectName: row.objectName + "Words"
                    anchors { left: title.right; leftMargin: Theme.gapSmall; right: parent.right
                              rightMargin: clear.visible ? clear.width + Theme.hair : Theme.gapSmall; verticalCenter: parent.verticalCenter }
                    horizontalAlignment: Text.AlignRight
                    text: row.choice.active ? row.choice.words : row.kindWords
                    font.pixelSize: Theme.small
                    color: row.choice.active ? Theme.accent : Theme.quiet
                    Accessible.ignored: true
                }
            }
            background: Rectangle {
                radius: Theme.radius
                color: header.down ? Theme.pressed : header.hovered ? Theme.raised : "transparent"
                FocusRing { around: header; anchors.margins: 0 }
            }
        }
        IconButton {
            id: clear
            objectName: row.objectName + "Clear"
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            implicitWidth: 24
            implicitHeight: 24
            visible: row.choice.active
            text: qsTr("All pass again")
            sign: "close"
            onClicked: {
                header.forceActiveFocus(Qt.OtherFocusReason)   // this one goes
                row.choice.clear()
            }
        }
    }

    Column {
        x: Theme.gapMedium
        width: row.width - x
        visible: row.choice.open
        spacing: Theme.hair

        Words {
            visible: !row.choice.counted
            text: qsTr("Counting\u2026")
            font.pixelSize: Theme.small
            color: Theme.quiet
        }
        Loader {
            width: parent.width
            active: row.choice.open
            visible: row.choice.counted
            sourceComponent: row.choice.kind === 1 ? texts : row.choice.kind === 2 ? flag : histogram
        }
        OnlyRow {
            id: without
            objectName: "withoutRow"
            width: parent.width
            visible: row.choice.counted && row.choice.hasOthers && row.choice.hasValues
            text: qsTr("Without a value")
            figure: row.choice.without
            checked: row.choice.withoutPass
            onClicked: {
                row.choice.withoutPass = !row.choice.withoutPass
                checked = Qt.binding(() => row.choice.withoutPass)
            }
            onOnlyWanted: row.choice.onlyWithout()
        }
    }

    Component {
        id: histogram
        Histogram {
            name: row.choice.name
            range: row.choice.range
        }
    }
    Component {
        id: texts
        TextList {
            name: row.choice.name
            choice: row.choice.texts
        }
    }
    Component {
        id: flag
        Row {
            spacing: Theme.gapMedium
            SegmentedChoice {
                objectName: "flagChoice"
                label: row.choice.name
                options: [{value: 0, text: qsTr("Both")}, {value: 1, text: qsTr("Yes")}, {value: 2, text: qsTr("No")}]
                current: row.choice.flag
                onChosen: value => row.choice.flag = value
            }
            Words {
                objectName: "flagCounts"
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("%1 yes, %2 no").arg(row.choice.yes).arg(row.choice.no)
                font.pixelSize: Theme.small
                color: Theme.quiet
            }
        }
    }
}
