#pragma once
#include <QtCore/QObject>
#include <QtCore/QVariantList>
#include <QtGui/QColor>
#include <QtQml/qqmlregistration.h>
#include <cstdint>
#include <span>

namespace weir::ui {

/// On what is drawn.
enum class Ground : std::uint8_t { Dark, Light };

/// Every colour of the window, of the picture in it and of pictures that are saved. A plain value.
struct ThemeColours {
    QColor ground;      ///< under the picture, and under what is typed
    QColor surface;     ///< of panels and cards
    QColor raised;      ///< of what can be pressed
    QColor pressed;     ///< of what is, or is chosen
    QColor line;        ///< between parts
    QColor border;      ///< of what lies over something else
    QColor text;        ///< words that matter
    QColor quiet;       ///< other words
    QColor accent;      ///< the one colour of what is on, has the keyboard or is the first of two lines
    QColor accentInk;   ///< words on it
    QColor second;      ///< of two lines
    QColor good;
    QColor attention;
    QColor bad;
    QColor shade;   ///< over a window that waits for a dialog
    QColor gap;     ///< in a chart, where nothing is known
    QColor edge;    ///< of the graph
    QColor label;   ///< of its nodes
    QColor mark;    ///< rings around hovered and selected elements
    QColor plain;   ///< of nodes without the value that colours stand for
    /// The set of Okabe and Ito, which people with any colour vision can tell apart; the last is for "other".
    QVariantList categories;
};

[[nodiscard]] const ThemeColours& themeColours(Ground ground);

/// Viridis (Smith and van der Walt, matplotlib 2.0) at places evenly apart, the darkest first: what scaleColour() is made of.
[[nodiscard]] std::span<const QRgb> viridis();

/// They for QML, which calls them Theme. Not final: QML derives from every type it creates. GUI thread.
class Colours : public QObject, public ThemeColours {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool dark READ dark WRITE setDark NOTIFY changed)
    Q_PROPERTY(QColor ground MEMBER ground NOTIFY changed)
    Q_PROPERTY(QColor surface MEMBER surface NOTIFY changed)
    Q_PROPERTY(QColor raised MEMBER raised NOTIFY changed)
    Q_PROPERTY(QColor pressed MEMBER pressed NOTIFY changed)
    Q_PROPERTY(QColor line MEMBER line NOTIFY changed)
    Q_PROPERTY(QColor border MEMBER border NOTIFY changed)
    Q_PROPERTY(QColor text MEMBER text NOTIFY changed)
    Q_PROPERTY(QColor quiet MEMBER quiet NOTIFY changed)
    Q_PROPERTY(QColor accent MEMBER accent NOTIFY changed)
    Q_PROPERTY(QColor accentInk MEMBER accentInk NOTIFY changed)
    Q_PROPERTY(QColor second MEMBER second NOTIFY changed)
    Q_PROPERTY(QColor good MEMBER good NOTIFY changed)
    Q_PROPERTY(QColor attention MEMBER attention NOTIFY changed)
    Q_PROPERTY(QColor bad MEMBER bad NOTIFY changed)
    Q_PROPERTY(QColor shade MEMBER shade NOTIFY changed)
    Q_PROPERTY(QColor gap MEMBER gap NOTIFY changed)
    Q_PROPERTY(QVariantList categories MEMBER categories NOTIFY changed)

public:
    explicit Colours(QObject* parent = nullptr);

    [[nodiscard]] bool dark() const { return m_ground == Ground::Dark; }
    void setDark(bool dark);

Q_SIGNALS:
    void changed();

private:
    Ground m_ground = Ground::Dark;
};

}   // namespace weir::ui
