#include "fuzz_input.h"
#include "render/labels/label_shaper.h"
#include <QtGui/QFont>
#include <QtGui/QGuiApplication>
#include <cmath>
#include <cstring>

namespace {

/// Fonts and their database need an application object, which needs no display.
void prepareFonts()
{
    static int count = 1;
    static char name[] = "fuzz_labels";
    static char* names[] = {name, nullptr};
    static const bool prepared = qputenv("QT_QPA_PLATFORM", "offscreen");
    static const QGuiApplication application(count, names);
    (void)prepared;
}

QFont font()
{
    QFont font(QStringLiteral("Roboto"));
    font.setPixelSize(12);
    return font;
}

} // namespace

/// Text of anybody becomes glyphs that lie near it: as UTF-8, or, after an odd byte, as UTF-16 of any kind, halves alone among it. One
/// shaper lives as long as the program, so that its atlas fills and begins again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    prepareFonts();
    static weir::render::LabelShaper shaper(font());
    if (size == 0)
        return 0;
    const auto* const bytes = reinterpret_cast<const char*>(data + 1);
    QString text;
    if (data[0] % 2 == 0) {
        text = QString::fromUtf8(bytes, static_cast<qsizetype>(size - 1));
    } else {
        text.resize(static_cast<qsizetype>((size - 1) / 2));
        std::memcpy(text.data(), bytes, static_cast<std::size_t>(text.size()) * 2);
    }
    bool kept = false;
    const auto& shaped = shaper.shaped(text, kept);
    mustHold(std::isfinite(shaped.width) && shaped.width >= 0, "a width is a length");
    for (const weir::render::LabelGlyph& glyph : shaped.glyphs) {
        for (std::size_t i = 0; i < 4; ++i) {
            mustHold(std::isfinite(glyph.rect[i]), "a glyph has a place");
            mustHold(glyph.source[i] >= 0 && glyph.source[i] <= 1, "a cell lies in the image");
        }
    }
    return 0;
}
