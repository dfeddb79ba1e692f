import QtQuick
import QtQuick.Templates as T
import Weir.Controls
import Weir.Look

/// Which nodes and edges stand out: nodes by category, degree, age, values and attributes, edges by any column. Opens under its own line, so that it is out of the way.
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
        visible: Filter.active > 0
        width: parent.width
        spacing: Theme.gapSmall
        Words {
            objectName: "filterSummary"
            width: parent.width - clear.width - parent.spacing
            height: clear.height
            text: Filter.summary
            Accessible.name: text
        }
        TextButton {
            id: clear
            objectName: "filterClear"
            text: qsTr("Clear")
            hint: qsTr("All pass again")
            onClicked: {
                header.forceActiveFocus(Qt.OtherFocusReason)   // this one goes
                Filter.clear()
            }
        }
    }

    Section {
        visible: panel.open && Filter.categories > 1
        width: parent.width
        title: qsTr("Categories that pass")
        Row {
            id: many

            readonly property bool needed: Filter.categories > 12   // more than can be looked through

            visible: needed
            width: parent.width
            spacing: Theme.gapSmall
            onNeededChanged: if (!needed) Filter.find = ""
            Field {
                objectName: "filterFind"
                width: parent.width - all.width - none.width - 2 * parent.spacing
                placeholder: qsTr("Find a category")
                input.Accessible.name: qsTr("Find a category")
                onEdited: text => Filter.find = text
            }
            TextButton {
                id: all
                objectName: "filterAll"
                text: qsTr("All")
                hint: qsTr("All categories of this list pass")
                onClicked: Filter.setAllPass(true)
            }
            TextButton {
                id: none
                objectName: "filterNone"
                text: qsTr("None")
                hint: qsTr("No category of this list passes")
                onClicked: Filter.setAllPass(false)
            }
        }
        ListView {
            id: list
            objectName: "filterCategories"
            width: parent.width
            height: (many.needed ? 11.5 : count) * 24   // half a row says that there are more
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            keyNavigationEnabled: false
            model: panel.open ? Filter : null
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Categories that pass")
            delegate: CheckRow {
                id: row

                required property int index
                required property int category
                required property string name
                required property string nodes
                required property bool passes

                objectName: "filterCategory" + index
                width: list.width
                text: name
                figure: nodes
                checked: passes
                onClicked: {
                    Filter.setPasses(category, !row.passes)
                    checked = Qt.binding(() => row.passes)
                }
                onActiveFocusChanged: if (activeFocus) list.positionViewAtIndex(index, ListView.Contain)
            }
            ScrollMark { view: list }
        }
    }

    Section {
        visible: panel.open
        width: parent.width
        title: qsTr("From \u2013 to")
        Repeater {
            model: panel.open ? Filter.ranges : null
            RangeRow { width: panel.width }
        }
    }

    Loader {
        width: parent.width
        active: panel.open
        visible: active && Filter.nodeColumns.count > 0
        sourceComponent: ColumnList {
            title: qsTr("Attributes of nodes")
            part: "nodeColumn"
            columns: Filter.nodeColumns
        }
    }
    Loader {
        width: parent.width
        active: panel.open
        visible: active && Filter.edgeColumns.count > 0
        sourceComponent: ColumnList {
            title: qsTr("Edges")
            part: "edgeColumn"
            columns: Filter.edgeColumns
        }
    }

    Row {
        visible: panel.open
        width: parent.width
        spacing: Theme.gapMedium
        Section {
            width: (parent.width - parent.spacing) / 2
            title: qsTr("Age counts from")
            SegmentedChoice {
                objectName: "filterAgeOf"
                label: qsTr("Age counts from")
                options: [{value: false, text: qsTr("Change")}, {value: true, text: qsTr("Birth")}]
                current: Filter.fromBirth
                onChosen: value => Filter.fromBirth = value
            }
        }
        Section {
            width: (parent.width - parent.spacing) / 2
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
}
