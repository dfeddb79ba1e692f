pragma Singleton
import QtQuick
import Weir.Settings
import Weir.Words

/// Every colour, size and duration of the window.
Colours {
    dark: Appearance.dark

    readonly property string fontFamily: Array.from(Qt.fontFamilies()).includes("Roboto") ? "Roboto" : "sans-serif"
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
