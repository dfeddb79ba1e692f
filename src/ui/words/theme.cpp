#include "ui/words/theme.h"
#include <array>

namespace weir::ui {

namespace {

QVariantList listOf(const std::array<QRgb, 8>& colours)
{
    QVariantList list;
    for (const QRgb colour : colours)
        list.append(QColor(colour));
    return list;
}

constexpr std::array<QRgb, 10> viridisPlaces{0xff440154, 0xff482878, 0xff3e4a89, 0xff31688e, 0xff26828e,
                                             0xff1f9e89, 0xff35b779, 0xff6dcd59, 0xffb4de2c, 0xfffde725};

}   // namespace

const ThemeColours& themeColours(Ground ground)
{
    static const ThemeColours dark{
        .ground = QColor(0x0F1318),
        .surface = QColor(0x171C23),
        .raised = QColor(0x212832),
        .pressed = QColor(0x2C3542),
        .line = QColor(0x2A323D),
        .border = QColor(0x6B7889),
        .text = QColor(0xE8ECF1),
        .quiet = QColor(0xA3AEBC),
        .accent = QColor(0x6CB2FF),
        .accentInk = QColor(0x0B1118),
        .second = QColor(0xF0A35E),
        .good = QColor(0x58D193),
        .attention = QColor(0xF4BC55),
        .bad = QColor(0xFF8A80),
        .shade = QColor::fromRgba(0x80080B0F),
        .gap = QColor(0x1E252E),
        .edge = QColor(0x8A9BB3),
        .label = QColor(0xE6EAF0),
        .mark = QColor(0xFFFFFF),
        .plain = QColor(0x6B7889),
        .categories = listOf({0x56B4E9, 0xE69F00, 0x009E73, 0xCC79A7, 0x0072B2, 0xD55E00, 0xF0E442, 0x98A4B3}),
    };
    static const ThemeColours light{
        .ground = QColor(0xF7F8FA),
        .surface = QColor(0xFFFFFF),
        .raised = QColor(0xEEF1F5),
        .pressed = QColor(0xDFE4EB),
        .line = QColor(0xDCE1E8),
        .border = QColor(0x7C8796),
        .text = QColor(0x151A21),
        .quiet = QColor(0x55606E),
        .accent = QColor(0x0B5CAD),
        .accentInk = QColor(0xFFFFFF),
        .second = QColor(0xA34700),
        .good = QColor(0x12683C),
        .attention = QColor(0x7A4E00),
        .bad = QColor(0xB3211B),
        .shade = QColor::fromRgba(0x80080B0F),
        .gap = QColor(0xEEF1F5),
        .edge = QColor(0x6F7F93),
        .label = QColor(0x1B222B),
        .mark = QColor(0x10151B),
        .plain = QColor(0x98A4B3),
        .categories = listOf({0x2F9BD8, 0xE69F00, 0x009E73, 0xCC79A7, 0x0072B2, 0xD55E00, 0xBFAE00, 0x6B7889}),
    };
    return ground == Ground::Dark ? dark : light;
}

std::span<const QRgb> viridis() { return viridisPlaces; }

Colours::Colours(QObject* parent) : QObject(parent), ThemeColours(themeColours(Ground::Dark)) {}

void Colours::setDark(bool dark)
{
    if (dark == this->dark())
        return;
    m_ground = dark ? Ground::Dark : Ground::Light;
    static_cast<ThemeColours&>(*this) = themeColours(m_ground);
    Q_EMIT changed();
}

}   // namespace weir::ui
