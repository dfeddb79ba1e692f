#include "render/labels/glyph_atlas.h"
#include <QtGui/private/qdistancefield_p.h>
#include <QtGui/private/qfontengine_p.h>
#include <QtGui/private/qrawfont_p.h>
#include <algorithm>
#include <cmath>
#include <cstring>

namespace weir::render {

namespace {

constexpr int referencePixels = 54;   // size of a font whose distance fields are taken, as Qt Quick has it
const int outlineScale = QT_DISTANCEFIELD_SCALE(false);   // of the outlines to that size
constexpr int gap = 1;                // between cells, so that filtering never mixes them
constexpr double boxStroke = 0.08;    // of the size of the font

} // namespace

double GlyphAtlas::referenceScale(double fontPixels) { return referencePixels / fontPixels; }

std::optional<GlyphAtlas::Glyph> GlyphAtlas::glyph(const QRawFont& font, quint32 index)
{
    const QFontEngine* engine = QRawFontPrivate::get(font)->fontEngine;
    if (!engine || engine->type() == QFontEngine::Box || engine->fontDef.families.isEmpty() || index == 0)
        return box();
    const Key key{font.familyName() + QLatin1Char('/') + font.styleName(), index};
    if (const auto known = m_glyphs.constFind(key); known != m_glyphs.constEnd())
        return *known;
    QRawFont reference = font;
    reference.setPixelSize(double{referencePixels} * outlineScale);
    const QPainterPath outline = reference.pathForGlyph(index);
    if (!outline.isEmpty() || reference.boundingRect(index).isEmpty())   // a space has neither
        return add(key, outline);
    const auto picture = box();
    if (picture)
        m_glyphs.insert(key, *picture);
    return picture;
}

std::optional<GlyphAtlas::Glyph> GlyphAtlas::box()
{
    const Key key{};   // a face has a name
    if (const auto known = m_glyphs.constFind(key); known != m_glyphs.constEnd())
        return *known;
    const double em = double{referencePixels} * outlineScale;
    QPainterPath outline;
    outline.setFillRule(Qt::OddEvenFill);
    const QRectF outer(0.06 * em, -0.7 * em, 0.48 * em, 0.7 * em);
    outline.addRect(outer);
    outline.addRect(outer.adjusted(boxStroke * em, boxStroke * em, -boxStroke * em, -boxStroke * em));
    auto glyph = add(key, outline);
    if (glyph) {
        glyph->boxed = true;
        m_glyphs.insert(key, *glyph);
    }
    return glyph;
}

std::optional<GlyphAtlas::Glyph> GlyphAtlas::add(const Key& key, const QPainterPath& outline)
{
    Glyph glyph;
    if (!outline.isEmpty()) {
        const QDistanceField field(outline, key.index);
        const QSize size(field.width(), field.height());
        const auto at = place(size);
        if (!at)
            return std::nullopt;
        for (int row = 0; row < size.height(); ++row) {
            std::memcpy(m_pixels.data() + (at->y() + row) * GlyphImage::side + at->x(), field.constBits() + row * size.width(),
                        static_cast<std::size_t>(size.width()));
        }
        const double margin = double(QT_DISTANCEFIELD_RADIUS(false)) / outlineScale;
        const QPointF corner = outline.boundingRect().topLeft() / outlineScale;
        glyph = {QRect(*at, size), corner - QPointF(margin, margin), false};
        m_image.reset();
    }
    m_glyphs.insert(key, glyph);
    return glyph;
}

std::optional<QPoint> GlyphAtlas::place(QSize size)
{
    if (m_next.x() + size.width() > GlyphImage::side) {
        m_next = {0, m_next.y() + m_rowHeight + gap};
        m_rowHeight = 0;
    }
    if (size.width() > GlyphImage::side || m_next.y() + size.height() > GlyphImage::side)
        return std::nullopt;
    const QPoint at = m_next;
    m_next.rx() += size.width() + gap;
    m_rowHeight = std::max(m_rowHeight, size.height());
    return at;
}

void GlyphAtlas::clear()
{
    m_glyphs.clear();
    m_pixels.fill('\0');
    m_next = {};
    m_rowHeight = 0;
    m_image.reset();
}

std::shared_ptr<const GlyphImage> GlyphAtlas::image()
{
    if (!m_image)
        m_image = std::make_shared<const GlyphImage>(GlyphImage{++m_version, m_pixels});
    return m_image;
}

} // namespace weir::render
