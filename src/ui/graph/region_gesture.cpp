#include "ui/graph/region_gesture.h"
#include <cmath>

namespace weir::ui {

RegionGesture::RegionGesture(Shape shape, QPointF at) : m_shape(shape), m_points{at, at} {}

void RegionGesture::moveTo(QPointF at)
{
    // The last point is always where the hand is; it becomes a corner once it is far enough from the one before.
    m_points.back() = at;
    if (m_shape == Shape::Rectangle)
        return;
    const QPointF step = at - m_points[m_points.size() - 2];
    if (std::hypot(step.x(), step.y()) < m_leastStep)
        return;
    m_points.append(at);
    if (m_points.size() > mostCorners)
        coarsen();
}

void RegionGesture::coarsen()
{
    m_leastStep *= 2;
    qsizetype kept = 0;
    for (qsizetype i = 0; i < m_points.size(); i += 2)
        m_points[kept++] = m_points[i];
    const QPointF last = m_points.back();
    m_points.resize(kept);
    m_points.append(last);
}

QPolygonF RegionGesture::outline() const
{
    if (m_shape == Shape::Lasso)
        return m_points;
    const QPointF a = m_points.front();
    const QPointF b = m_points.back();
    return {a, {b.x(), a.y()}, b, {a.x(), b.y()}};
}

} // namespace weir::ui
