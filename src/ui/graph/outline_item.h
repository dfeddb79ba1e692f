#pragma once
#include "ui/words/theme.h"
#include <QtGui/QPolygonF>
#include <QtQml/qqml.h>
#include <QtQuick/QQuickItem>

namespace weir::ui {

/// A closed line over the picture, as that of a lasso while it is drawn. GUI thread.
class OutlineItem : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QPolygonF outline READ outline WRITE setOutline NOTIFY changed)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY changed)

public:
    explicit OutlineItem(QQuickItem* parent = nullptr);

    [[nodiscard]] QPolygonF outline() const { return m_outline; }
    void setOutline(const QPolygonF& outline);
    [[nodiscard]] QColor color() const { return m_color; }
    void setColor(const QColor& color);

Q_SIGNALS:
    void changed();

protected:
    QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData* data) override;

private:
    static constexpr float width = 1.5F;   // item pixels

    QPolygonF m_outline;
    QColor m_color = themeColours(Ground::Dark).accent;
};

/// QML has no such type of its own.
struct PolygonForQml {
    Q_GADGET
    QML_FOREIGN(QPolygonF)
    QML_VALUE_TYPE(polygon)
};

} // namespace weir::ui
