#include "render/labels/label_shaper.h"
#include <QtGui/qglyphrun.h>
#include <QtGui/qtextlayout.h>
#include <QtGui/qtextoption.h>
#include <algorithm>

namespace weir::render {

namespace {

constexpr qsizetype longestText = 32;       // characters
constexpr qsizetype mostRemembered = 4096;  // texts

/// Of the first character that is not drawn; Common where it belongs to none, as emoji do.
QChar::Script scriptNotDrawn(const QTextLayout& layout, GlyphAtlas& atlas)
{
    const auto isBoxed = [&atlas](const QGlyphRun& run) {
        return std::ranges::any_of(run.glyphIndexes(), [&atlas, font = run.rawFont()](quint32 index) {
            const auto glyph = atlas.glyph(font, index);
            return glyph && glyph->boxed;
        });
    };
    const QString text = layout.text();
    for (int i = 0, units = 1; i < text.size(); i += units) {
        const bool pair = text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        units = pair ? 2 : 1;
        if (std::ranges::any_of(layout.glyphRuns(i, units), isBoxed))
            return pair ? QChar::script(QChar::surrogateToUcs4(text.at(i), text.at(i + 1))) : text.at(i).script();
    }
    return QChar::Script_Common;
}

} // namespace

QString labelTextOf(const QString& text)
{
    // A line break or a tab would break the line.
    QString line = text.left(longestText * 4).simplified();
    if (line.size() <= longestText)
        return line;
    qsizetype end = longestText - 1;
    if (line.at(end).isLowSurrogate())
        --end;
    return line.left(end).trimmed() + QChar(0x2026);
}

const LabelShaper::Shaped& LabelShaper::shaped(const QString& text, bool& kept)
{
    kept = true;
    if (const auto known = m_shaped.constFind(text); known != m_shaped.constEnd())
        return *known;
    if (m_shaped.size() >= mostRemembered)
        m_shaped.clear();
    auto made = shape(text);
    if (!made) {
        m_atlas.clear();
        m_shaped.clear();
        kept = false;
        made = shape(text);   // one label always fits
    }
    return *m_shaped.insert(text, made.value_or(Shaped()));
}

std::optional<LabelShaper::Shaped> LabelShaper::shape(const QString& text)
{
    QTextLayout layout(labelTextOf(text), m_font);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (!line.isValid())
        return Shaped();
    line.setLineWidth(1e6);
    layout.endLayout();

    Shaped shaped;
    shaped.width = line.naturalTextWidth();
    shaped.height = line.height();
    // Of a text that is read from the right the line begins at the right of its width.
    const double left = line.naturalTextRect().left();
    for (const QGlyphRun& run : layout.glyphRuns()) {
        const QRawFont font = run.rawFont();
        // A font that is none has no size either.
        const double scale = 1 / GlyphAtlas::referenceScale(font.pixelSize() > 0 ? font.pixelSize() : m_font.pixelSize());
        const QList<quint32> indexes = run.glyphIndexes();
        const QList<QPointF> positions = run.positions();
        for (qsizetype i = 0; i < std::min(indexes.size(), positions.size()); ++i) {
            const auto glyph = m_atlas.glyph(font, indexes[i]);
            if (!glyph)
                return std::nullopt;
            if (glyph->boxed && shaped.boxed == QChar::Script_Unknown)
                shaped.boxed = scriptNotDrawn(layout, m_atlas);
            if (glyph->cell.isEmpty())
                continue;
            const QPointF at = positions[i] + glyph->origin * scale - QPointF(left, shaped.height / 2);
            constexpr auto side = static_cast<float>(GlyphImage::side);
            shaped.glyphs.push_back({noSlot,
                                     {static_cast<float>(at.x()), static_cast<float>(at.y()), static_cast<float>(glyph->cell.width() * scale),
                                      static_cast<float>(glyph->cell.height() * scale)},
                                     {static_cast<float>(glyph->cell.x()) / side, static_cast<float>(glyph->cell.y()) / side,
                                      static_cast<float>(glyph->cell.width()) / side, static_cast<float>(glyph->cell.height()) / side}});
        }
    }
    return shaped;
}

} // namespace weir::render
