// Where the view looks. The rest of GraphView is in graph_view.cpp and its neighbours.
#include "scene/node_size.h"
#include "ui/graph/graph_view.h"
#include <algorithm>
#include <cmath>

namespace weir::ui {

namespace {

constexpr double fitMargin = 32;              // item pixels
constexpr double readableSpacing = 24;        // item pixels between neighbours, so that one can tell them apart
constexpr double refitFrom = 0.8;             // a graph that fills less of the view, or leaves it, is fitted again
constexpr double refitAside = 0.05;           // and one whose middle is as far aside, as a share of the view

bool holds(const scene::Rect& outer, const scene::Rect& inner)
{
    return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;
}

} // namespace

double GraphView::nodeRadius() const { return scene::usualPixelRadius(m_spacing * m_camera.scale()); }

scene::Camera::Limits GraphView::limits() const { return m_camera.limitsFor(m_bounds); }

double GraphView::zoomLevel() const
{
    if (m_bounds.drawnNodes == 0)
        return 1;
    return m_camera.scale() / m_camera.fittedTo(m_bounds.most, fitMargin).scale();
}

void GraphView::setCamera(const scene::Camera& camera)
{
    m_following = false;
    m_places.moved({camera, false}, Clock::now(), CameraHistory::Move::Step);
    moveCamera(camera);
}

void GraphView::jumpTo(const scene::Camera& camera)
{
    m_following = false;
    m_places.moved({camera, false}, Clock::now(), CameraHistory::Move::Jump);
    moveCamera(camera);
}

void GraphView::lookAt(scene::WorldPoint place, CameraHistory::Move move)
{
    const scene::Camera camera = m_camera.centredOn(place);
    move == CameraHistory::Move::Jump ? jumpTo(camera) : setCamera(camera);
}

void GraphView::goTo(const CameraPlace& place)
{
    m_following = place.following;
    if (!place.following)
        moveCamera(place.camera.resized(width(), height()));
    else if (m_bounds.drawnNodes > 0)
        moveCamera(m_camera.fittedTo(m_bounds.most, fitMargin));
    Q_EMIT cameraChanged();
}

void GraphView::goBack()
{
    if (const auto place = m_places.back(Clock::now()))
        goTo(*place);
}

void GraphView::goForward()
{
    if (const auto place = m_places.forward(Clock::now()))
        goTo(*place);
}

void GraphView::moveCamera(const scene::Camera& camera)
{
    if (camera == m_camera)
        return;
    m_camera = camera;
    update();
    Q_EMIT cameraChanged();
}

void GraphView::follow()
{
    if (m_bounds.drawnNodes == 0 || width() <= 0 || height() <= 0 || m_gesture)
        return;
    const scene::Camera fitted = m_camera.fittedTo(m_bounds.most, fitMargin);
    const scene::WorldPoint low = m_camera.worldFromItem({0, 0});
    const scene::WorldPoint high = m_camera.worldFromItem({m_camera.width(), m_camera.height()});
    const bool inView = holds({low.x, low.y, high.x, high.y}, m_bounds.most);
    const scene::ItemPoint middle = m_camera.itemFromWorld(fitted.centre());
    const double aside = std::max(std::abs(middle.x / width() - 0.5), std::abs(middle.y / height() - 0.5));
    if (!inView || m_camera.scale() < fitted.scale() * refitFrom || aside > refitAside)
        moveCamera(fitted);
    m_places.moved({m_camera, true}, Clock::now(), CameraHistory::Move::Follow);
}

void GraphView::fit()
{
    m_following = true;
    if (m_bounds.drawnNodes > 0)
        moveCamera(m_camera.fittedTo(m_bounds.most, fitMargin));
    m_places.moved({m_camera, true}, Clock::now(), CameraHistory::Move::Jump);
    Q_EMIT cameraChanged();
}

void GraphView::centerOn(double slot)
{
    const auto node = static_cast<Slot>(slot);
    if (!m_scene || slot < 0 || !m_scene->drawn(node))
        return;
    const scene::Point at = m_scene->position(node);
    jumpTo(m_camera.centredOn({at.x, at.y}));
}

void GraphView::flyTo(double slot)
{
    const auto node = static_cast<Slot>(slot);
    if (!m_scene || slot < 0 || !m_scene->drawn(node))
        return;
    const scene::Point at = m_scene->position(node);
    scene::Camera camera = m_camera.centredOn({at.x, at.y});
    const double spacing = m_bounds.spacing * camera.scale();
    if (spacing < readableSpacing)
        camera = camera.zoomedAt({width() / 2, height() / 2}, readableSpacing / std::max(spacing, 1e-9), limits());
    jumpTo(camera);
    selectNode(slot);
}

void GraphView::panBy(double dx, double dy) { setCamera(m_camera.panned(dx, dy)); }
void GraphView::zoomBy(double factor) { zoomAt({width() / 2, height() / 2}, factor); }

void GraphView::zoomAt(QPointF point, double factor)
{
    if (factor > 0)
        setCamera(m_camera.zoomedAt({point.x(), point.y()}, factor, limits()));
}

void GraphView::geometryChange(const QRectF& now, const QRectF& before)
{
    QQuickItem::geometryChange(now, before);
    if (now.size() == before.size())
        return;
    m_camera = m_camera.resized(now.width(), now.height());
    if (m_following && m_bounds.drawnNodes > 0)
        m_camera = m_camera.fittedTo(m_bounds.most, fitMargin);
    update();
    Q_EMIT cameraChanged();
}

} // namespace weir::ui
