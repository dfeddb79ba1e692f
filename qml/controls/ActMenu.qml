import QtQuick
import QtQuick.Templates as T

/// A menu of actions, where it was asked for.
T.Menu {
    id: menu

    required property var acts

    modal: true
    dim: false
    margins: Theme.gapSmall
    padding: Theme.hair
    implicitHeight: contentItem.implicitHeight + 2 * padding
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    contentItem: ListView {
        implicitHeight: contentHeight
        model: menu.contentModel
        interactive: false
        currentIndex: menu.currentIndex
    }
    background: Rectangle {
        color: Theme.surface
        radius: Theme.radius
        border.color: Theme.border
    }

    Component { id: rows; MenuRow {} }
    Component.onCompleted: acts.forEach(act => menu.addItem(rows.createObject(null, {act: act})))
    onAboutToShow: {
        let widest = 0
        for (let i = 0; i < count; ++i)
            widest = Math.max(widest, itemAt(i).implicitWidth)
        width = widest + 2 * padding
    }
}
