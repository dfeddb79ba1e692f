import QtQuick
import QtQuick.Templates as T
import Weir.Controls
import Weir.Look

/// Which nodes and edges stand out: by any column that they have, and nodes by age. Opens under its own line, so that it is out of the way.
Column {
    id: panel

    property bool open: false

    /// Opens it and gives it the keyboard.
    function start() {
        open = true
        header.forceActiveFocus(Qt.ShortcutFocusReason)
    }

    spacing: Theme.gapSmall
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Filters")

    T.Button {
        id: header
        objectName: "filterHeader"
        width: parent.width
        implicitHeight: Theme.control
        focusPolicy: Qt.TabFocus
        text: Filter.active === 0 ? qsTr("Filters") : qsTr("Filters, %1 on").arg(Filter.active)
        Accessible.name: text
        Accessible.checkable: true
        Accessible.checked: panel.open
        Accessible.description: panel.open ? qsTr("Open") : qsTr("Closed")
        onClicked: panel.open = !panel.open
        Keys.onReturnPressed: clicked()
        Keys.onEnterPressed: clicked()
        contentItem: Item {
            Words {
                anchors { left: parent.left; verticalCenter: parent.verticalCenter; leftMargin: Theme.gapSmall }
                text: header.text
                font.weight: Font.Medium
                color: Filter.active === 0 ? Theme.text : Theme.accent
            }
            Icon {
                anchors { right: parent.right; verticalCenter: parent.verticalCenter; rightMargin: Theme.gapSmall }
                name: "down"
                rotation: panel.open ? 180 : 0
                color: Theme.quiet
            }
        }
        background: Rectangle {
            radius: Theme.radius
            color: header.down ? Theme.pressed : Theme.raised
            border.color: header.hovered ? Theme.border : Theme.line
            FocusRing { around: header }
        }
    }

    Row {
        visible: panel.open || Filter.active > 0   // what is below stays where it is under a hand that begins to filter
        width: parent.width
        spacing: Theme.gapSmall
        Words {
            objectName: "filterSummary"
            width: parent.width - clear.width - parent.spacing
            height: clear.height
            text: Filter.active > 0 ? Filter.summary : qsTr("All pass")
            font.pixelSize: Theme.small
            wrapMode: Text.Wrap   // nodes and edges
            maximumLineCount: 2
            Accessible.name: text
        }
        TextButton {
            id: clear
            objectName: "filterClear"
            visible: Filter.active > 0
            text: qsTr("Clear")
            hint: qsTr("All pass again")
            onClicked: {
                header.forceActiveFocus(Qt.OtherFocusReason)   // this one goes
                Filter.clear()
            }
        }
    }

    Loader {
        width: parent.width
        active: panel.open
        visible: active && Filter.nodeColumns.count > 0
        sourceComponent: ColumnList {
            title: qsTr("Nodes")
            counted: Filter.nodesCounted
            part: "nodeColumn"
            columns: Filter.nodeColumns
        }
    }
    Section {
        visible: panel.open
        width: parent.width
        topPadding: Theme.gapSmall
        title: qsTr("Age of nodes, since a change or since their birth")
        AgeRow { width: parent.width }
    }
    Loader {
        width: parent.width
        active: panel.open
        visible: active && Filter.edgeColumns.count > 0
        sourceComponent: ColumnList {
            topPadding: Theme.gapSmall
            title: qsTr("Edges")
            counted: Filter.edgesCounted
            part: "edgeColumn"
            columns: Filter.edgeColumns
        }
    }

    Section {
        visible: panel.open
        width: parent.width
        topPadding: Theme.gapSmall
        title: qsTr("What does not pass is")
        SegmentedChoice {
            objectName: "filterHides"
            label: qsTr("What does not pass is")
            options: [{value: false, text: qsTr("Dimmed")}, {value: true, text: qsTr("Hidden")}]
            current: Filter.hides
            onChosen: value => Filter.hides = value
        }
    }
}
