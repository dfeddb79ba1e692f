#include "ui/graph/view_camera.h"
#include "scene/edge_shape.h"
#include "scene/node_size.h"
#include <algorithm>
#include <cmath>
#include <utility>

namespace weir::ui {

namespace {

constexpr double fitMargin = 32;         // item pixels, at least
constexpr double beyondDiscs = 8;        // item pixels outside of the largest disc
constexpr double beyondLoops = 2;        // and of a loop at it
constexpr double spacingOfOne = 150;     // item pixels a spacing, where one place is all that there is
constexpr double readableSpacing = 24;   // item pixels between neighbours, so that one can tell them apart
constexpr double refitOutside = 0.1;     // a graph of which as much left the view is fitted again
constexpr double refitFrom = 0.8;        // or that fills no more of the view than that
constexpr double refitAside = 0.05;      // or whose middle is as far aside, as a share of the view
constexpr double spacingStep = 1.2;      // nodes change their size when distances changed by this factor

/// The part of `length` from `from` on that is between `low` and `high`.
double shareInside(double from, double length, double low, double high)
{
    if (length <= 0)
        return from >= low && from <= high ? 1 : 0;
    return std::max(0.0, std::min(from + length, high) - std::max(from, low)) / length;
}

}   // namespace

ViewCamera::ViewCamera(QObject* parent) : QObject(parent)
{
    m_refitTimer.setSingleShot(true);
    connect(&m_refitTimer, &QTimer::timeout, this, &ViewCamera::follow);
}

double ViewCamera::nodeRadius() const { return scene::usualPixelRadius(m_spacing * m_camera.scale()); }

QPointF ViewCamera::itemAt(scene::Point point) const
{
    const scene::ItemPoint item = m_camera.itemFromWorld({point.x, point.y});
    return {item.x, item.y};
}

double ViewCamera::zoomLevel() const { return m_bounds.drawnNodes == 0 ? 1 : m_camera.scale() / fitted().scale(); }

void ViewCamera::go(const scene::Camera& camera, CameraHistory::Move move)
{
    m_following = false;
    m_places.moved({camera, false}, m_now(), move);
    setCamera(camera);
}

void ViewCamera::setCamera(const scene::Camera& camera)
{
    if (camera == m_camera)
        return;
    m_camera = camera;
    Q_EMIT changed();
}

void ViewCamera::zoomAt(QPointF point, double factor)
{
    if (factor > 0)
        moveTo(m_camera.zoomedAt({point.x(), point.y()}, factor, m_camera.limitsFor(m_bounds)));
}

void ViewCamera::flyTo(scene::WorldPoint place)
{
    scene::Camera camera = m_camera.centredOn(place);
    const double spacing = m_bounds.spacing * camera.scale();
    if (spacing < readableSpacing)
        camera = camera.zoomedAt({camera.width() / 2, camera.height() / 2}, readableSpacing / std::max(spacing, 1e-9),
                                 m_camera.limitsFor(m_bounds));
    jumpTo(camera);
}

void ViewCamera::stopFollowing()
{
    if (std::exchange(m_following, false))
        Q_EMIT changed();
}

void ViewCamera::fit()
{
    m_following = true;
    refit();
    m_places.moved({m_camera, true}, m_now(), CameraHistory::Move::Jump);
    Q_EMIT changed();
}

void ViewCamera::goTo(const CameraPlace& place)
{
    m_following = place.following;
    if (m_following)
        refit();
    else
        setCamera(place.camera.resized(m_camera.width(), m_camera.height()));
    Q_EMIT changed();
}

bool ViewCamera::goBack()
{
    const auto place = m_places.back(m_now());
    if (place)
        goTo(*place);
    return place.has_value();
}

bool ViewCamera::goForward()
{
    const auto place = m_places.forward(m_now());
    if (place)
        goTo(*place);
    return place.has_value();
}

void ViewCamera::setHeld(bool held)
{
    m_held = held;
    follow();   // what came meanwhile
}

void ViewCamera::resize(double width, double height)
{
    m_camera = m_camera.resized(width, height);
    m_fitted.reset();
    if (m_following && canFit())
        m_camera = fitted();
    Q_EMIT changed();
}

void ViewCamera::setCovers(const QList<QRectF>& covers)
{
    if (covers == m_covers)
        return;
    m_covers = covers;
    m_fitted.reset();
    if (m_following && !m_held)
        refit();
}

void ViewCamera::takeBounds(const scene::Bounds& bounds)
{
    m_bounds = bounds;
    m_fitted.reset();
    const bool first = !std::exchange(m_boundsKnown, true);
    const double ratio = m_bounds.spacing / m_spacing;
    if (m_bounds.drawnNodes > 0 && (first || ratio > spacingStep || ratio < 1 / spacingStep)) {
        m_spacing = m_bounds.spacing;
        Q_EMIT spacingChanged();
    }
    Q_EMIT boundsChanged();
    follow();
}

void ViewCamera::forgetGraph()
{
    m_boundsKnown = false;
    m_following = true;
    m_fittedFirst.reset();
    m_refitTimer.stop();
    m_places.clear();
    Q_EMIT changed();
}

void ViewCamera::follow()
{
    if (!m_following || m_held || !canFit())
        return;
    if (!m_fittedFirst) {
        refit();
    } else if (isOutOfPlace(fitted())) {
        const TimePoint due = m_fittedLast + std::min<TimePoint::duration>(refitPause, m_fittedLast - *m_fittedFirst);
        if (const TimePoint now = m_now(); now < due)
            return m_refitTimer.start(static_cast<int>(std::ceil(milliseconds(due - now))));
        refit();
    }
    m_places.moved({m_camera, true}, m_now(), CameraHistory::Move::Follow);
}

void ViewCamera::refit()
{
    if (!canFit())
        return;
    m_fittedLast = m_now();
    m_fittedFirst = m_fittedFirst.value_or(m_fittedLast);
    m_refitTimer.stop();
    setCamera(fitted());
}

bool ViewCamera::isOutOfPlace(const scene::Camera& fitted) const
{
    const scene::Rect& graph = m_bounds.most;
    const scene::WorldPoint low = m_camera.worldFromItem({0, 0});
    const scene::WorldPoint high = m_camera.worldFromItem({m_camera.width(), m_camera.height()});
    const double inside =
        shareInside(graph.left, graph.width(), low.x, high.x) * shareInside(graph.top, graph.height(), low.y, high.y);
    const scene::ItemPoint middle = m_camera.itemFromWorld(fitted.centre());
    const double aside =
        std::max(std::abs(middle.x / m_camera.width() - 0.5), std::abs(middle.y / m_camera.height() - 0.5));
    return inside <= 1 - refitOutside || m_camera.scale() < fitted.scale() * refitFrom || aside > refitAside;
}

double ViewCamera::marginAt(double scale) const
{
    const double radius = scene::drawnRadius(m_bounds.largestRadius, scene::usualPixelRadius(m_spacing * scale));
    const scene::Loop loop =
        m_bounds.hasLoops ? scene::loopOf({}, static_cast<float>(radius), 0, {.closeness = 1}, 1) : scene::Loop();
    return std::max({fitMargin, radius + beyondDiscs, double{loop.centre.x + loop.radius} + beyondLoops});
}

const scene::Camera& ViewCamera::fitted() const
{
    if (!m_fitted)
        m_fitted = fittedClearOfCovers();
    return *m_fitted;
}

/// What lies over the picture leaves room beside, above or below it: of all ways to stay clear of everything the one that shows
/// the graph largest. A way that takes more than half of the picture is none, as a camera fits no closer than that.
scene::Camera ViewCamera::fittedClearOfCovers() const
{
    std::vector<scene::Insets> ways{{}};
    for (const QRectF& cover : m_covers.first(std::min(m_covers.size(), mostCovers)))
        ways = waysRound(cover & QRectF(0, 0, m_camera.width(), m_camera.height()), ways);
    std::optional<scene::Camera> best;
    bool bestIsClear = false;
    for (const scene::Insets& way : ways) {
        scene::Camera camera = m_camera.fittedTo(m_bounds.most, fitMargin, way);
        if (m_bounds.most.width() <= 0 && m_bounds.most.height() <= 0)
            camera = camera.scaledTo(spacingOfOne / m_bounds.spacing).fittedTo(m_bounds.most, fitMargin, way);
        else if (const double margin = marginAt(camera.scale()); margin > fitMargin)
            camera = m_camera.fittedTo(m_bounds.most, margin, way);
        const bool isClear = way.left + way.right <= m_camera.width() / 2 && way.top + way.bottom <= m_camera.height() / 2;
        if (!best || std::pair(isClear, camera.scale()) > std::pair(bestIsClear, best->scale())) {
            best = camera;
            bestIsClear = isClear;
        }
    }
    return *best;
}

std::vector<scene::Insets> ViewCamera::waysRound(const QRectF& cover, const std::vector<scene::Insets>& ways) const
{
    std::vector<scene::Insets> round;
    for (const scene::Insets& way : ways) {
        const double right = m_camera.width() - cover.left(),
                     bottom = m_camera.height() - cover.top();   // insets that reach it from there
        if (cover.isEmpty() || cover.right() <= way.left || cover.bottom() <= way.top || right <= way.right
            || bottom <= way.bottom) {
            round.push_back(way);
            continue;
        }
        round.insert(round.end(), {{cover.right(), way.top, way.right, way.bottom},
                                   {way.left, cover.bottom(), way.right, way.bottom},
                                   {way.left, way.top, right, way.bottom},
                                   {way.left, way.top, way.right, bottom}});
    }
    return round;
}

}   // namespace weir::ui
