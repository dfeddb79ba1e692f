#include "ui/graph/minimap.h"
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtQuick/QQuickWindow>
#include <algorithm>
#include <cmath>

namespace weir::ui {

namespace {

constexpr double drawEveryMs = 500;
constexpr double drawShare = 0.1;       // of a core
constexpr double margin = 4;            // item pixels round the graph
constexpr double seenWhole = 0.02;      // of the view: as little beyond it does not count
constexpr double leastFrame = 5;        // item pixels, so that it is found

} // namespace

Minimap::Minimap(QQuickItem* parent)
    : QQuickPaintedItem(parent), m_worker([this] { QMetaObject::invokeMethod(this, &Minimap::onDrawn, Qt::QueuedConnection); })
{
    setAcceptedMouseButtons(Qt::LeftButton);
    setAntialiasing(true);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Minimap::draw);
}

void Minimap::setView(GraphView* view)
{
    if (view == m_view)
        return;
    if (m_view)
        disconnect(m_view, nullptr, this, nullptr);
    m_view = view;
    if (view) {
        connect(view, &GraphView::cameraChanged, this, &Minimap::onCamera);
        connect(view, &GraphView::boundsChanged, this, &Minimap::onCamera);
        connect(view, &GraphView::pictureChanged, this, &Minimap::scheduleDrawing);
        connect(view, &GraphView::styleChanged, this, &Minimap::scheduleDrawing);
    }
    Q_EMIT viewChanged();
    onCamera();
}

void Minimap::setFrameColor(const QColor& color)
{
    if (color == m_frameColor)
        return;
    m_frameColor = color;
    update();
    Q_EMIT frameColorChanged();
}

void Minimap::onCamera()
{
    bool useful = false;
    if (m_view && m_view->bounds().drawnNodes > 0) {
        const scene::Camera& camera = m_view->camera();
        const scene::Rect& graph = m_view->bounds().most;
        const scene::ItemPoint from = camera.itemFromWorld({graph.left, graph.top});
        const scene::ItemPoint to = camera.itemFromWorld({graph.right, graph.bottom});
        useful = from.x < -seenWhole * camera.width() || from.y < -seenWhole * camera.height() || to.x > (1 + seenWhole) * camera.width()
            || to.y > (1 + seenWhole) * camera.height();
    }
    if (useful != std::exchange(m_useful, useful))
        Q_EMIT usefulChanged();
    scheduleDrawing();
    update();
}

void Minimap::scheduleDrawing()
{
    if (!m_view || !m_view->scene() || !isVisible() || m_drawing || m_timer.isActive())
        return;
    if (m_view->scene()->version == m_drawnVersion && m_view->pictureStyle().categories == m_drawnColours && m_view->bounds().most == m_drawnRect)
        return;
    const bool another = m_view->scene()->epochVersion != m_picture.epochVersion;
    m_timer.start(another ? 0 : static_cast<int>(std::max(drawEveryMs, m_picture.tookMs / drawShare)));
}

void Minimap::draw()
{
    if (!m_view || !m_view->scene() || !isVisible() || m_view->bounds().drawnNodes == 0 || width() <= 0 || height() <= 0)
        return;
    m_drawing = true;
    m_drawnVersion = m_view->scene()->version;
    m_drawnColours = m_view->pictureStyle().categories;
    m_drawnRect = m_view->bounds().most;
    const scene::Camera camera = scene::Camera()
                                     .resized(std::round(width() * pixelRatio()), std::round(height() * pixelRatio()))
                                     .fittedTo(m_drawnRect, margin * pixelRatio());
    m_worker.draw({m_view->scene(), camera, m_drawnColours});
}

void Minimap::onDrawn()
{
    auto answer = m_worker.takeAnswer();
    if (!answer)
        return;
    m_drawing = false;
    if (m_view && m_view->scene() && answer->epochVersion == m_view->scene()->epochVersion) {
        m_picture = std::move(*answer);
        update();
        Q_EMIT drawn();
    }
    scheduleDrawing();
}

double Minimap::pixelRatio() const { return window() ? window()->effectiveDevicePixelRatio() : 1.0; }

QRectF Minimap::frame() const
{
    if (!m_view || m_picture.image.isNull())
        return {};
    const scene::Camera& camera = m_view->camera();
    const scene::ItemPoint from = m_picture.camera.itemFromWorld(camera.worldFromItem({0, 0}));
    const scene::ItemPoint to = m_picture.camera.itemFromWorld(camera.worldFromItem({camera.width(), camera.height()}));
    const double toItemX = width() / m_picture.camera.width();
    const double toItemY = height() / m_picture.camera.height();
    QRectF frame(QPointF(from.x * toItemX, from.y * toItemY), QPointF(to.x * toItemX, to.y * toItemY));
    const double widen = std::max(leastFrame - frame.width(), 0.0) / 2;
    const double heighten = std::max(leastFrame - frame.height(), 0.0) / 2;
    return frame.adjusted(-widen, -heighten, widen, heighten);
}

void Minimap::paint(QPainter* painter)
{
    if (m_picture.image.isNull() || !m_view || !m_view->scene() || m_picture.epochVersion != m_view->scene()->epochVersion)
        return;
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->drawImage(QRectF(0, 0, width(), height()), m_picture.image);
    painter->setRenderHint(QPainter::Antialiasing, false);
    QColor inside = m_frameColor;
    inside.setAlphaF(0.15F);
    painter->setPen(QPen(m_frameColor, 1));
    painter->setBrush(inside);
    // At the border where it goes beyond, so that one sees on which side the view is.
    painter->drawRect(frame().intersected(QRectF(0, 0, width() - 1, height() - 1)));
}

void Minimap::itemChange(ItemChange change, const ItemChangeData& data)
{
    QQuickPaintedItem::itemChange(change, data);
    if (change == ItemVisibleHasChanged || change == ItemDevicePixelRatioHasChanged)
        scheduleDrawing();
}

void Minimap::geometryChange(const QRectF& now, const QRectF& before)
{
    QQuickPaintedItem::geometryChange(now, before);
    m_drawnVersion = 0;
    scheduleDrawing();
}

void Minimap::mousePressEvent(QMouseEvent* event)
{
    const QRectF frame = this->frame();
    if (frame.isNull())
        return event->ignore();
    // A frame that is gripped keeps where it is held; elsewhere its middle comes to the pointer.
    const bool gripped = frame.contains(event->position());
    m_heldAside = gripped ? event->position() - frame.center() : QPointF();
    if (!gripped)
        mouseMoveEvent(event);
}

void Minimap::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_view || m_picture.image.isNull())
        return;
    const QPointF middle = event->position() - m_heldAside;
    const scene::WorldPoint world = m_picture.camera.worldFromItem(
        {middle.x() * m_picture.camera.width() / width(), middle.y() * m_picture.camera.height() / height()});
    m_view->lookAt(world, event->type() == QEvent::MouseButtonPress ? CameraHistory::Move::Jump : CameraHistory::Move::Step);
}

void Minimap::wheelEvent(QWheelEvent* event)
{
    if (m_view && event->angleDelta().y() != 0)
        m_view->zoomBy(std::pow(ViewCamera::zoomStep, event->angleDelta().y() / 120.0));
    event->accept();
}

} // namespace weir::ui
