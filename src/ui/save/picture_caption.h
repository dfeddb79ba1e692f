#pragma once
#include "render/look/picture_style.h"
#include <QtCore/QRectF>
#include <QtCore/QString>
#include <QtCore/QVariant>
#include <QtGui/QColor>
#include <QtGui/QPainter>
#include <span>
#include <vector>

namespace weir::ui {

/// What a saved picture says of itself: a title, and what its colours stand for. Each may be missing. A value.
struct PictureCaption {
    struct Row {
        QColor colour;
        QString name, figure;
    };

    QString title;
    QString legendTitle;
    std::vector<Row> rows;
    std::vector<QColor> scale;      ///< from the lowest value to the highest
    QString scaleFrom, scaleTo;

    /// As QML gives it: title, legendTitle, rows of name, color and nodes, scale, scaleFrom, scaleTo.
    [[nodiscard]] static PictureCaption of(const QVariantMap& map);
    [[nodiscard]] bool hasLegend() const { return !rows.empty() || !scale.empty(); }
};

/// A piece of a caption, in item pixels of the picture; painted in this order.
struct CaptionShape {
    enum class Kind : std::uint8_t { Plate, Box, Dot, Text };

    Kind kind = Kind::Plate;
    QRectF rect;                    ///< of a text: the line it stands in
    QColor colour;
    QString text = {};
    double pixels = 0;              ///< height of its font
    bool bold = false;
    bool atRight = false;           ///< a text ends at the right of its line, else it begins at the left
};

/// The title at the top left, the legend at the bottom right. What a picture is too small for is left out. Any thread.
[[nodiscard]] std::vector<CaptionShape> shapesOf(const PictureCaption& caption, QSizeF size, const render::PictureStyle& style);

/// The painter's unit is an item pixel. Any thread.
void paint(QPainter& painter, std::span<const CaptionShape> shapes);

} // namespace weir::ui
