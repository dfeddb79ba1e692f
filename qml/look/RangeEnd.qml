import QtQuick
import QtQuick.Templates as T
import Weir.Controls

/// Where one end of a range is typed; what it says while nothing is.
T.TextField {
    id: end

    property string hint: ""
    property string fault: ""      // of the range
    property bool visualFocus: activeFocus

    implicitHeight: 28
    leftPadding: Theme.gapSmall
    rightPadding: Theme.hair
    verticalAlignment: TextInput.AlignVCenter
    color: Theme.text
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    selectByMouse: true
    font.family: Theme.fontFamily
    font.pixelSize: Theme.small
    Accessible.description: fault === "" ? hint : fault
    Words {
        anchors.fill: parent
        anchors.leftMargin: end.leftPadding
        anchors.rightMargin: end.rightPadding
        visible: end.text === "" && !end.preeditText
        text: end.hint
        font.pixelSize: Theme.small
        color: Theme.quiet
        Accessible.ignored: true
    }
    background: Rectangle {
        radius: Theme.radius
        color: Theme.ground
        border.color: end.fault !== "" ? Theme.bad : end.activeFocus ? Theme.accent : Theme.border
        FocusRing { around: end }
    }
}
