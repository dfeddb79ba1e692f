import QtQuick

/// Something that can be done: by keys, in the tool strip, in a menu, and as a line of the list under F1.
QtObject {
    property string label: ""       ///< in menus and the tool strip, e.g. "Fit"
    property string keys: ""        ///< as people read them, e.g. "Ctrl+F"
    property string text: ""        ///< its line under F1; empty: it has none, as the second of two that share one
    property string allKeys: keys   ///< before that line: those of all that share it
    property string sign: ""        ///< in the tool strip
    property var sequences: []      ///< keys with a modifier, and function keys
    property var plainKeys: []      ///< keys without one, which the control in focus may want for itself
    property bool shift: false      ///< whether the plain keys are meant with Shift
    property bool anyShift: false   ///< or whether Shift makes no difference
    property bool repeats: true     ///< while the key is held
    property string obstacle: ""    ///< why it cannot be done now, in a sentence for people; empty: it can
    readonly property bool possible: obstacle === ""
    property bool checkable: false
    property bool on: false         ///< of a checkable one
    signal triggered()
    signal refused(why: string)

    readonly property string hint: {
        const named = keys === "" ? label : qsTr("%1 (%2)").arg(label).arg(keys)
        return possible ? named : qsTr("%1. %2").arg(named).arg(obstacle)
    }

    /// What keys, menus and buttons do: it is done, or said why not.
    function trigger() {
        if (possible)
            triggered()
        else
            refused(obstacle)
    }
    function press(event) {
        const fits = plainKeys.indexOf(event.key) >= 0 && (anyShift || shift === Boolean(event.modifiers & Qt.ShiftModifier))
        if (fits && (!event.isAutoRepeat || (repeats && possible)))
            trigger()
        return fits
    }
}
