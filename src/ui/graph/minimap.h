#pragma once
#include "ui/graph/graph_view.h"
#include "ui/words/theme.h"
#include "lens/overview_worker.h"
#include <QtCore/QPointer>
#include <QtQml/qqmlregistration.h>
#include <QtQuick/QQuickPaintedItem>

namespace weir::ui {

/// A small picture of the whole graph with the part that a view shows framed in it; a click or a drag moves the view there. Drawn
/// by a worker, at most twice a second and for a small share of a core, and only while it is seen. GUI thread.
class Minimap : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(weir::ui::GraphView* view READ view WRITE setView NOTIFY viewChanged)
    Q_PROPERTY(QColor frameColor READ frameColor WRITE setFrameColor NOTIFY frameColorChanged)
    Q_PROPERTY(bool useful READ useful NOTIFY usefulChanged)

public:
    explicit Minimap(QQuickItem* parent = nullptr);

    [[nodiscard]] GraphView* view() const { return m_view; }
    void setView(GraphView* view);
    [[nodiscard]] QColor frameColor() const { return m_frameColor; }
    void setFrameColor(const QColor& color);
    [[nodiscard]] bool useful() const { return m_useful; }   ///< the view shows only a part of the graph
    [[nodiscard]] const QImage& image() const { return m_picture.image; }
    /// What the view shows, in this item.
    [[nodiscard]] QRectF frame() const;

    void paint(QPainter* painter) override;

Q_SIGNALS:
    void viewChanged();
    void frameColorChanged();
    void usefulChanged();
    void drawn();

protected:
    void itemChange(ItemChange change, const ItemChangeData& data) override;
    void geometryChange(const QRectF& now, const QRectF& before) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void onCamera();
    void scheduleDrawing();
    void draw();
    void onDrawn();
    [[nodiscard]] double pixelRatio() const;

    QPointer<GraphView> m_view;
    lens::OverviewWorker m_worker;
    lens::OverviewWorker::Answer m_picture;
    QTimer m_timer;
    QColor m_frameColor = themeColours(Ground::Dark).accent;
    bool m_useful = false, m_drawing = false;
    std::uint64_t m_drawnVersion = 0;     // of the scene asked for last
    std::vector<QColor> m_drawnColours;
    scene::Rect m_drawnRect;
    QPointF m_heldAside;                  // from the middle of the frame to the pointer that holds it
};

} // namespace weir::ui
