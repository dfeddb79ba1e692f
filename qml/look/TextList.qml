import QtQuick
import Weir.Controls

/// The texts of a column that most elements have, or those that are looked for, each in or out.
Column {
    id: texts

    required property string name
    required property var choice   // a TextChoice

    spacing: Theme.hair

    Row {
        width: parent.width
        spacing: Theme.gapSmall
        Field {
            objectName: "textFind"
            width: parent.width - all.width - none.width - 2 * parent.spacing
            visible: texts.choice.many || texts.choice.find !== ""
            placeholder: qsTr("Find a text")
            text: texts.choice.find
            input.Accessible.name: qsTr("Find a text of %1").arg(texts.name)
            input.font.pixelSize: Theme.small
            onEdited: text => texts.choice.find = text
        }
        TextButton {
            id: all
            objectName: "textAll"
            text: qsTr("All")
            hint: texts.choice.find === "" ? qsTr("All texts pass") : qsTr("All texts of this list pass")
            onClicked: texts.choice.setAllPass(true)
        }
        TextButton {
            id: none
            objectName: "textNone"
            text: qsTr("None")
            hint: texts.choice.find === "" ? qsTr("No text passes") : qsTr("No text of this list passes")
            onClicked: texts.choice.setAllPass(false)
        }
    }
    ListView {
        id: list
        objectName: "textList"
        width: parent.width
        height: (count > 8 ? 7.5 : count) * 24   // half a row says that there are more
        visible: count > 0
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: false
        model: texts.choice
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Texts of %1 that pass").arg(texts.name)
        delegate: OnlyRow {
            id: row

            required property int index
            required property string nodes
            required property bool passes
            required property var model

            objectName: "textRow" + index
            width: list.width
            text: model.text
            figure: nodes
            checked: passes
            onClicked: {
                texts.choice.setPasses(index, !row.passes)
                checked = Qt.binding(() => row.passes)
            }
            onOnlyWanted: texts.choice.only(index)
            onActiveFocusChanged: if (activeFocus) list.positionViewAtIndex(index, ListView.Contain)
        }
        HoverHandler { id: hand }
        Binding {
            target: texts.choice
            property: "held"
            value: hand.hovered
        }
        ScrollMark { view: list }
    }
    Words {
        objectName: "textMore"
        width: parent.width
        leftPadding: Theme.gapLarge
        visible: text !== ""
        text: texts.choice.more
        font.pixelSize: Theme.small
        color: Theme.quiet
    }
    Words {
        objectName: "textNothing"
        width: parent.width
        visible: texts.choice.count === 0
        text: texts.choice.find === "" ? qsTr("No element has a value") : qsTr("No text has that")
        font.pixelSize: Theme.small
        color: Theme.quiet
    }
}
