pragma Singleton
import QtQuick
import Weir.Window
import Weir.Words

/// Every colour, size and duration of the window.
QtObject {
    readonly property bool dark: Appearance.dark

    readonly property color ground: dark ? "#0F1318" : "#F7F8FA"
    readonly property color surface: dark ? "#171C23" : "#FFFFFF"
    readonly property color raised: dark ? "#212832" : "#EEF1F5"
    readonly property color pressed: dark ? "#2C3542" : "#DFE4EB"
    readonly property color line: dark ? "#2A323D" : "#DCE1E8"
    readonly property color border: dark ? "#6B7889" : "#7C8796"
    readonly property color text: dark ? "#E8ECF1" : "#151A21"
    readonly property color quiet: dark ? "#A3AEBC" : "#55606E"
    readonly property color accent: dark ? "#6CB2FF" : "#0B5CAD"
    readonly property color accentInk: dark ? "#0B1118" : "#FFFFFF"
    readonly property color good: dark ? "#58D193" : "#12683C"
    readonly property color attention: dark ? "#F4BC55" : "#7A4E00"
    readonly property color bad: dark ? "#FF8A80" : "#B3211B"
    readonly property color shade: "#80080B0F"
    readonly property color edge: dark ? "#8A9BB3" : "#6F7F93"
    readonly property color gap: dark ? "#1E252E" : "#EEF1F5"

    /// The Okabe-Ito set, which people with any colour vision can tell apart; the last is for "other".
    readonly property var categories: dark
        ? ["#56B4E9", "#E69F00", "#009E73", "#CC79A7", "#0072B2", "#D55E00", "#F0E442", "#98A4B3"]
        : ["#2F9BD8", "#E69F00", "#009E73", "#CC79A7", "#0072B2", "#D55E00", "#BFAE00", "#6B7889"]

    readonly property string fontFamily: Qt.fontFamilies().indexOf("Roboto") >= 0 ? "Roboto" : "sans-serif"
    readonly property int small: 12
    readonly property int body: 14
    readonly property int large: 20

    readonly property int hair: 4
    readonly property int gapSmall: 8
    readonly property int gapMedium: 16
    readonly property int gapLarge: 24
    readonly property int radius: 4
    readonly property int control: 32

    function tone(tone: int): color {
        return tone === Ui.Good ? good : tone === Ui.Attention ? attention : tone === Ui.Bad ? bad : text
    }

    function phase(phase: int): color {
        switch (phase) {
        case Ui.Live: return good
        case Ui.Paused: return attention
        case Ui.Connecting:
        case Ui.Reading:
        case Ui.CatchingUp: return accent
        case Ui.Lost:
        case Ui.Failed:
        case Ui.Refused: return bad
        default: return quiet
        }
    }

    function tint(color: color, share: real): color {
        return Qt.rgba(color.r, color.g, color.b, share)
    }
}
