#include "ui/save/picture_caption.h"
#include <QtGui/QFont>
#include <QtGui/QFontMetricsF>
#include <algorithm>

namespace weir::ui {

namespace {

using Kind = CaptionShape::Kind;

// Item pixels, as the window's own legend has them.
constexpr double margin = 16, padding = 12, lineHeight = 20, dotSize = 10, gap = 8;
constexpr double titlePixels = 20, titleHeight = 28, textPixels = 12;
constexpr double scaleWidth = 192, scaleHeight = 10;
constexpr double plateShare = 0.92, quietShare = 0.7;

QFont fontOf(double pixels, bool bold)
{
    QFont font(QStringList{QStringLiteral("Roboto"), QStringLiteral("sans-serif")});
    font.setPixelSize(static_cast<int>(pixels));
    if (bold)
        font.setWeight(QFont::Medium);
    return font;
}

double widthOf(const QString& text, double pixels, bool bold) { return QFontMetricsF(fontOf(pixels, bold)).horizontalAdvance(text); }

QColor withShare(QColor colour, double share)
{
    colour.setAlphaF(static_cast<float>(share));
    return colour;
}

class Shapes final {
public:
    Shapes(QSizeF size, const render::PictureStyle& style) : m_size(size), m_style(style) {}

    void title(const QString& text)
    {
        const double width = std::min(widthOf(text, titlePixels, true) + 1, m_size.width() - 2 * margin - 2 * gap);
        if (text.isEmpty() || width <= 0 || m_size.height() < titleHeight + 2 * margin)
            return;
        plate({margin, margin, width + 2 * gap, titleHeight});
        const QString fits = QFontMetricsF(fontOf(titlePixels, true)).elidedText(text, Qt::ElideRight, width);
        m_shapes.push_back({.kind = Kind::Text, .rect = {margin + gap, margin, width, titleHeight}, .colour = m_style.label, .text = fits,
                            .pixels = titlePixels, .bold = true});
    }

    void legend(const PictureCaption& caption)
    {
        double width = widthOf(caption.legendTitle, textPixels, true);
        for (const PictureCaption::Row& row : caption.rows)
            width = std::max(width, dotSize + gap + widthOf(row.name, textPixels, false) + 2 * gap + widthOf(row.figure, textPixels, false));
        if (!caption.scale.empty())
            width = std::max(width, scaleWidth);
        const double height = lineHeight * (1 + static_cast<double>(caption.rows.size()))
            + (caption.scale.empty() ? 0 : scaleHeight + lineHeight) + 2 * padding;
        const QRectF card(m_size.width() - margin - width - 2 * padding, m_size.height() - margin - height, width + 2 * padding, height);
        if (card.left() < margin || card.top() < margin)
            return;
        plate(card);
        QRectF line(card.left() + padding, card.top() + padding, width, lineHeight);
        words(line, caption.legendTitle, {.bold = true});
        for (const PictureCaption::Row& row : caption.rows) {
            line.translate(0, lineHeight);
            const double aside = (lineHeight - dotSize) / 2;
            m_shapes.push_back({.kind = Kind::Dot, .rect = {line.left(), line.top() + aside, dotSize, dotSize}, .colour = row.colour});
            words(line.adjusted(dotSize + gap, 0, 0, 0), row.name, {});
            words(line, row.figure, {.quiet = true, .atRight = true});
        }
        if (caption.scale.empty())
            return;
        line.translate(0, lineHeight);
        const double step = width / static_cast<double>(caption.scale.size());
        for (std::size_t i = 0; i < caption.scale.size(); ++i) {
            const QRectF box(line.left() + step * static_cast<double>(i), line.top(), step, scaleHeight);
            m_shapes.push_back({.kind = Kind::Box, .rect = box, .colour = caption.scale[i]});
        }
        line.translate(0, scaleHeight);
        words(line, caption.scaleFrom, {.quiet = true});
        words(line, caption.scaleTo, {.quiet = true, .atRight = true});
    }

    [[nodiscard]] std::vector<CaptionShape> take() { return std::move(m_shapes); }

private:
    struct Manner {
        bool bold = false, quiet = false, atRight = false;
    };

    void plate(const QRectF& rect) { m_shapes.push_back({.kind = Kind::Plate, .rect = rect, .colour = withShare(m_style.ground, plateShare)}); }

    void words(const QRectF& line, const QString& text, Manner manner)
    {
        if (text.isEmpty())
            return;
        m_shapes.push_back({.kind = Kind::Text,
                            .rect = line,
                            .colour = manner.quiet ? withShare(m_style.label, quietShare) : m_style.label,
                            .text = text,
                            .pixels = textPixels,
                            .bold = manner.bold,
                            .atRight = manner.atRight});
    }

    QSizeF m_size;
    const render::PictureStyle& m_style;
    std::vector<CaptionShape> m_shapes;
};

} // namespace

PictureCaption PictureCaption::of(const QVariantMap& map)
{
    const auto text = [&map](const char* name) { return map.value(QLatin1StringView(name)).toString(); };
    PictureCaption caption{.title = text("title"), .legendTitle = text("legendTitle"), .rows = {}, .scale = {}, .scaleFrom = text("scaleFrom"), .scaleTo = text("scaleTo")};
    for (const QVariant& each : map.value(QStringLiteral("rows")).toList()) {
        const QVariantMap row = each.toMap();
        caption.rows.push_back({row.value(QStringLiteral("color")).value<QColor>(), row.value(QStringLiteral("name")).toString(),
                                row.value(QStringLiteral("nodes")).toString()});
    }
    for (const QVariant& colour : map.value(QStringLiteral("scale")).toList())
        caption.scale.push_back(colour.value<QColor>());
    return caption;
}

std::vector<CaptionShape> shapesOf(const PictureCaption& caption, QSizeF size, const render::PictureStyle& style)
{
    Shapes shapes(size, style);
    shapes.title(caption.title);
    if (caption.hasLegend())
        shapes.legend(caption);
    return shapes.take();
}

void paint(QPainter& painter, std::span<const CaptionShape> shapes)
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const CaptionShape& shape : shapes) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(shape.colour);
        switch (shape.kind) {
        case Kind::Plate: painter.drawRoundedRect(shape.rect, 4, 4); break;
        case Kind::Box: painter.fillRect(shape.rect, shape.colour); break;
        case Kind::Dot: painter.drawEllipse(shape.rect); break;
        case Kind::Text: {
            painter.setFont(fontOf(shape.pixels, shape.bold));
            painter.setPen(shape.colour);
            painter.drawText(shape.rect, int(Qt::AlignVCenter) | int(shape.atRight ? Qt::AlignRight : Qt::AlignLeft), shape.text);
        }
        }
    }
}

} // namespace weir::ui
