import QtQuick
import Weir.Controls
import Weir.Inspect

/// What to do next while a path is chosen; and, where the panel does not say it, what was found or copied.
Card {
    id: banner

    required property string pathWords
    property real widest: 640
    property bool panelSaysIt: true
    readonly property string words: {
        const all = Inspect.choosing ? [pathWords] : panelSaysIt ? [] : [Inspect.farewell, Inspect.steps > 0 ? Inspect.setWords : "", Inspect.pathWords, Inspect.copyWords]
        const said = all.filter(some => some !== "")
        return said.length === 1 ? said[0] : said.map(some => some.endsWith(".") ? some : some + ".").join(" ")
    }

    visible: words !== ""
    implicitWidth: Math.min(text.implicitWidth + 2 * Theme.gapMedium, widest)
    implicitHeight: Math.max(40, text.height + 2 * Theme.gapSmall)
    border.color: Theme.accent
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words

    Words {
        id: text
        anchors.centerIn: parent
        width: Math.min(implicitWidth, banner.widest - 2 * Theme.gapMedium)
        text: banner.words
        wrapMode: Text.Wrap
        elide: Text.ElideNone
        Accessible.ignored: true
    }
}
