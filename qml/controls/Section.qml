import QtQuick

/// A part of a card under its own name.
Column {
    id: section

    required property string title
    default property alias content: inner.data

    spacing: Theme.gapSmall
    Accessible.role: Accessible.Grouping
    Accessible.name: title

    Words {
        text: section.title
        font.pixelSize: Theme.small
        font.weight: Font.Medium
        color: Theme.quiet
        Accessible.ignored: true
    }
    Column {
        id: inner
        width: section.width
        spacing: Theme.gapSmall
    }
}
