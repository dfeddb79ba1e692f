import QtQuick
import Weir.Controls

/// The rows of a legend, one below the other. Where they stand for parts of a column they filter by it: a click leaves one alone, with Ctrl it
/// is in or out beside the others; with the keyboard the arrows move from row to row, Space or Enter clicks.
Column {
    id: rows

    required property string name    // of its rows, for tests
    required property var entries    // [{name, color, nodes}]
    property var parts: []           // what each stands for
    property var choice: null        // the ColumnChoice that they choose from; null: none
    property bool ofEdges: false
    property bool hintAtRight: false
    readonly property bool filters: choice !== null && parts.length === entries.length
    property int reached: 0          // by the keyboard

    Repeater {
        id: repeater
        model: rows.entries.length   // so that a row stays while its figure changes
        LegendRow {
            id: row

            required property int index
            readonly property var entry: rows.entries[index] ?? {name: "", color: "transparent", nodes: ""}

            objectName: rows.name + index
            name: entry.name
            color: entry.color
            nodes: entry.nodes
            wide: nodes === ""
            ofEdges: rows.ofEdges
            hintAtRight: rows.hintAtRight
            filters: rows.filters
            // Asked anew with every choice, as "active" is told with each.
            passes: !rows.filters || !rows.choice.active || rows.choice.passes(rows.parts[index])
            only: rows.filters && rows.choice.active && rows.choice.isOnly(rows.parts, index)
            reached: Math.min(rows.reached, rows.entries.length - 1) === index
            onPicked: also => rows.choice.pick(rows.parts, index, also)
            onStepped: by => repeater.itemAt((index + by + repeater.count) % repeater.count).forceActiveFocus(Qt.TabFocusReason)
            onActiveFocusChanged: if (activeFocus) rows.reached = index
        }
    }
}
