#pragma once
#include "render/look/label_set.h"
#include <QtCore/qhash.h>
#include <QtCore/qpoint.h>
#include <QtCore/qrect.h>
#include <QtGui/qpainterpath.h>
#include <QtGui/qrawfont.h>
#include <memory>
#include <optional>

namespace weir::render {

/// Makes distance fields of glyphs, from outlines, so that one serves every size, and keeps them in one image. Not
/// thread-safe: lives on the thread that shapes the text, as the fonts do.
class GlyphAtlas final {
public:
    struct Glyph {
        QRect cell;        ///< in the image; empty: the glyph has no outline, as that of a space
        QPointF origin;    ///< of the cell's top left from the glyph's own origin, pixels of the reference size
        bool boxed = false;   ///< a hollow box that stands for what the font cannot draw
    };

    /// The glyph of a font of any size, or a box for what it cannot draw: where no font has a script, Qt answers with one that
    /// has no family, and asking for its name crashes (Qt 6.4); glyph 0 stands for what a font lacks, and pictures have no outline.
    /// Nothing: the image is full, so clear() and begin again.
    [[nodiscard]] std::optional<Glyph> glyph(const QRawFont& font, quint32 index);
    /// Pixels of the reference size a pixel of a font of this size.
    [[nodiscard]] static double referenceScale(double fontPixels);

    void clear();
    /// What was asked for so far; shared as long as nothing is added.
    [[nodiscard]] std::shared_ptr<const GlyphImage> image();

private:
    struct Key {
        QString face;
        quint32 index = 0;
        bool operator==(const Key&) const = default;
        friend std::size_t qHash(const Key& key, std::size_t seed) noexcept { return qHashMulti(seed, key.face, key.index); }
    };

    [[nodiscard]] std::optional<Glyph> box();
    [[nodiscard]] std::optional<Glyph> add(const Key& key, const QPainterPath& outline);
    [[nodiscard]] std::optional<QPoint> place(QSize size);

    QHash<Key, Glyph> m_glyphs;
    QByteArray m_pixels = QByteArray(GlyphImage::side * GlyphImage::side, '\0');
    QPoint m_next;             // in the row that is being filled
    int m_rowHeight = 0;
    std::uint64_t m_version = 0;
    std::shared_ptr<const GlyphImage> m_image;
};

} // namespace weir::render
