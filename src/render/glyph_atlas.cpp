#include "render/glyph_atlas.h"
#include <QtGui/private/qdistancefield_p.h>
#include <QtGui/qpainterpath.h>
#include <algorithm>
#include <cmath>
#include <cstring>

namespace weir::render {

namespace {

constexpr int referencePixels = 54;   // size of a font whose distance fields are taken, as Qt Quick has it
constexpr int gap = 1;                // between cells, so that filtering never mixes them

} // namespace

double GlyphAtlas::referenceScale(const QRawFont& font) { return referencePixels / font.pixelSize(); }

std::optional<GlyphAtlas::Glyph> GlyphAtlas::glyph(const QRawFont& font, quint32 index)
{
    const Key key{font.familyName() + QLatin1Char('/') + font.styleName(), index};
    if (const auto known = m_glyphs.constFind(key); known != m_glyphs.constEnd())
        return *known;
    QRawFont reference = font;
    const int scale = QT_DISTANCEFIELD_SCALE(false);
    reference.setPixelSize(double{referencePixels} * scale);
    const QPainterPath path = reference.pathForGlyph(index);
    Glyph glyph;
    if (!path.isEmpty()) {
        const QDistanceField field(path, index);
        const QSize size(field.width(), field.height());
        const auto at = place(size);
        if (!at)
            return std::nullopt;
        for (int row = 0; row < size.height(); ++row) {
            std::memcpy(m_pixels.data() + (at->y() + row) * GlyphImage::side + at->x(), field.constBits() + row * size.width(),
                        static_cast<std::size_t>(size.width()));
        }
        const double margin = double(QT_DISTANCEFIELD_RADIUS(false)) / scale;
        const QPointF corner = path.boundingRect().topLeft() / scale;
        glyph = {QRect(*at, size), corner - QPointF(margin, margin)};
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
