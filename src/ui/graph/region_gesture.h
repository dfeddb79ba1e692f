#pragma once
#include <QtGui/QPolygonF>

namespace weir::ui {

/// The line that a hand draws round what it means: a rectangle between two corners, or a lasso, closed by itself. Item pixels. However
/// long the hand draws, the line has a bounded number of corners: it gets coarser. A plain value.
class RegionGesture final {
public:
    enum class Shape { Rectangle, Lasso };
    static constexpr qsizetype mostCorners = 2'000;

    RegionGesture(Shape shape, QPointF at);

    void moveTo(QPointF at);
    [[nodiscard]] Shape shape() const { return m_shape; }
    [[nodiscard]] QPolygonF outline() const;

private:
    void coarsen();

    Shape m_shape;
    QPolygonF m_points;        // of a rectangle: where it began and where the hand is
    double m_leastStep = 2;    // item pixels between two corners
};

} // namespace weir::ui
