#include "ui/graph/outline_item.h"
#include <QtQuick/QSGFlatColorMaterial>
#include <QtQuick/QSGGeometryNode>
#include <cmath>

namespace weir::ui {

OutlineItem::OutlineItem(QQuickItem* parent) : QQuickItem(parent) { setFlag(ItemHasContents); }

void OutlineItem::setOutline(const QPolygonF& outline)
{
    if (outline == m_outline)
        return;
    m_outline = outline;
    update();
    Q_EMIT changed();
}

void OutlineItem::setColor(const QColor& color)
{
    if (color == m_color)
        return;
    m_color = color;
    update();
    Q_EMIT changed();
}

// Each part of the line is a thin rectangle: lines wider than a pixel are not drawn by every graphics interface.
QSGNode* OutlineItem::updatePaintNode(QSGNode* old, UpdatePaintNodeData*)
{
    if (m_outline.size() < 2) {
        delete old;
        return nullptr;
    }
    auto* node = static_cast<QSGGeometryNode*>(old);
    if (!node) {
        node = new QSGGeometryNode;   // the scene graph's from here on
        auto* geometry = new QSGGeometry(QSGGeometry::defaultAttributes_Point2D(), 0);
        geometry->setDrawingMode(QSGGeometry::DrawTriangles);
        node->setGeometry(geometry);
        node->setMaterial(new QSGFlatColorMaterial);
        node->setFlags(QSGNode::OwnsGeometry | QSGNode::OwnsMaterial);
    }
    static_cast<QSGFlatColorMaterial*>(node->material())->setColor(m_color);
    QSGGeometry* const geometry = node->geometry();
    geometry->allocate(static_cast<int>(m_outline.size()) * 6);
    auto* vertex = geometry->vertexDataAsPoint2D();
    for (qsizetype i = 0; i < m_outline.size(); ++i) {
        const QPointF from = m_outline[i];
        const QPointF to = m_outline[(i + 1) % m_outline.size()];
        const double length = std::hypot(to.x() - from.x(), to.y() - from.y());
        const QPointF aside = length > 0 ? QPointF(from.y() - to.y(), to.x() - from.x()) * (width / 2 / length) : QPointF();
        for (const QPointF& corner : {from + aside, from - aside, to + aside, to + aside, from - aside, to - aside})
            (vertex++)->set(static_cast<float>(corner.x()), static_cast<float>(corner.y()));
    }
    node->markDirty(QSGNode::DirtyGeometry | QSGNode::DirtyMaterial);
    return node;
}

} // namespace weir::ui
