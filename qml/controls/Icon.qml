import QtQuick

/// A small sign drawn in one colour; its meaning is always said in words beside it or by its button's name.
Canvas {
    id: icon

    property string name
    property color color: Theme.text

    implicitWidth: 16
    implicitHeight: 16
    Accessible.ignored: true

    onNameChanged: requestPaint()
    onColorChanged: requestPaint()

    onPaint: {
        const c = getContext("2d")
        c.reset()
        c.scale(width / 16, height / 16)
        c.strokeStyle = icon.color
        c.fillStyle = icon.color
        c.lineWidth = 1.5
        c.lineCap = "round"
        c.lineJoin = "round"
        c.beginPath()
        switch (icon.name) {
        case "pause":
            c.fillRect(4, 3, 3, 10)
            c.fillRect(9, 3, 3, 10)
            break
        case "play":
            c.moveTo(5, 3); c.lineTo(13, 8); c.lineTo(5, 13); c.closePath()
            c.fill()
            break
        case "down":
            c.moveTo(4, 6.5); c.lineTo(8, 10.5); c.lineTo(12, 6.5)
            c.stroke()
            break
        case "right":
            c.moveTo(6.5, 4); c.lineTo(10.5, 8); c.lineTo(6.5, 12)
            c.stroke()
            break
        case "corner":
            c.rect(2.5, 2.5, 11, 11)
            c.stroke()
            c.fillRect(8, 8, 5, 5)
            break
        case "close":
            c.moveTo(4, 4); c.lineTo(12, 12); c.moveTo(12, 4); c.lineTo(4, 12)
            c.stroke()
            break
        case "fit":
            c.moveTo(2.5, 6); c.lineTo(2.5, 2.5); c.lineTo(6, 2.5)
            c.moveTo(10, 2.5); c.lineTo(13.5, 2.5); c.lineTo(13.5, 6)
            c.moveTo(13.5, 10); c.lineTo(13.5, 13.5); c.lineTo(10, 13.5)
            c.moveTo(6, 13.5); c.lineTo(2.5, 13.5); c.lineTo(2.5, 10)
            c.stroke()
            break
        case "search":
            c.arc(7, 7, 4.2, 0, 2 * Math.PI)
            c.moveTo(10.2, 10.2); c.lineTo(13.5, 13.5)
            c.stroke()
            break
        case "zoomIn":
            c.moveTo(8, 3); c.lineTo(8, 13); c.moveTo(3, 8); c.lineTo(13, 8)
            c.stroke()
            break
        case "zoomOut":
            c.moveTo(3, 8); c.lineTo(13, 8)
            c.stroke()
            break
        case "labels":
            c.moveTo(3, 5.5); c.lineTo(3, 3); c.lineTo(13, 3); c.lineTo(13, 5.5)
            c.moveTo(8, 3); c.lineTo(8, 13); c.moveTo(6, 13); c.lineTo(10, 13)
            c.stroke()
            break
        case "filter":
            c.moveTo(2.5, 3); c.lineTo(13.5, 3); c.lineTo(9.5, 8.5); c.lineTo(9.5, 13); c.lineTo(6.5, 11.5); c.lineTo(6.5, 8.5); c.closePath()
            c.stroke()
            break
        case "hold":
            c.arc(8, 8, 6, 0, 2 * Math.PI)
            c.moveTo(6.5, 5.5); c.lineTo(6.5, 10.5); c.moveTo(9.5, 5.5); c.lineTo(9.5, 10.5)
            c.stroke()
            break
        case "layout":
            c.moveTo(4, 4.5); c.lineTo(12, 6.5); c.lineTo(6.5, 12); c.closePath()
            c.stroke()
            for (const [x, y] of [[4, 4.5], [12, 6.5], [6.5, 12]]) {
                c.beginPath()
                c.arc(x, y, 2, 0, 2 * Math.PI)
                c.fill()
            }
            break
        case "save":
            c.moveTo(8, 2.5); c.lineTo(8, 9.5); c.moveTo(5, 6.8); c.lineTo(8, 9.8); c.lineTo(11, 6.8)
            c.moveTo(2.5, 10.5); c.lineTo(2.5, 13.5); c.lineTo(13.5, 13.5); c.lineTo(13.5, 10.5)
            c.stroke()
            break
        case "export":
            c.moveTo(8.5, 2.5); c.lineTo(3.5, 2.5); c.lineTo(3.5, 13.5); c.lineTo(11.5, 13.5); c.lineTo(11.5, 11.5)
            c.moveTo(11.5, 5.5); c.lineTo(8.5, 2.5)
            c.moveTo(6.5, 8.5); c.lineTo(14, 8.5); c.moveTo(11.5, 6); c.lineTo(14, 8.5); c.lineTo(11.5, 11)
            c.stroke()
            break
        case "check":
            c.moveTo(3.5, 8.5); c.lineTo(6.5, 11.5); c.lineTo(12.5, 4.5)
            c.stroke()
            break
        case "rail":
            c.rect(2, 3, 12, 10)
            c.moveTo(10, 3); c.lineTo(10, 13)
            c.stroke()
            break
        case "light":
            c.arc(8, 8, 3, 0, 2 * Math.PI)
            for (let i = 0; i < 8; ++i) {
                const x = Math.cos(i * Math.PI / 4), y = Math.sin(i * Math.PI / 4)
                c.moveTo(8 + 5 * x, 8 + 5 * y)
                c.lineTo(8 + 6.5 * x, 8 + 6.5 * y)
            }
            c.stroke()
            break
        case "dark":
            c.arc(8, 8, 5.5, 0.35 * Math.PI, 1.65 * Math.PI)
            c.arc(10.5, 8, 5, 1.45 * Math.PI, 0.55 * Math.PI, true)
            c.closePath()
            c.stroke()
            break
        case "system":
            c.arc(8, 8, 5.5, 0, 2 * Math.PI)
            c.stroke()
            c.beginPath()
            c.arc(8, 8, 5.5, 0.5 * Math.PI, 1.5 * Math.PI)
            c.closePath()
            c.fill()
            break
        case "settings":
            for (let i = 0; i < 3; ++i) {
                const y = 3.5 + 4.5 * i, knob = [10.5, 5, 9][i]
                c.moveTo(2, y); c.lineTo(knob - 2, y); c.moveTo(knob + 2, y); c.lineTo(14, y)
                c.moveTo(knob + 2, y); c.arc(knob, y, 2, 0, 2 * Math.PI)
            }
            c.stroke()
            break
        case "help":
            c.arc(8, 8, 6, 0, 2 * Math.PI)
            c.stroke()
            c.beginPath()
            c.moveTo(6, 6.4); c.bezierCurveTo(6.2, 3.8, 10, 3.9, 10, 6.3); c.bezierCurveTo(10, 7.9, 8, 7.9, 8, 9.4)
            c.stroke()
            c.beginPath()
            c.arc(8, 11.6, 0.9, 0, 2 * Math.PI)
            c.fill()
            break
        }
    }
}
