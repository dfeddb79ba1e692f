#pragma once
#include "base/clock.h"
#include "ui/graph/camera_history.h"
#include <optional>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QRectF>
#include <QtCore/QTimer>
#include <vector>

namespace weir::ui {

/// Where the view looks: at the whole graph, whose camera then follows it, until a hand moves it; and the way back to where it looked
/// before. The whole graph is what stands clear of the edges and of what lies over the picture. GUI thread.
class ViewCamera final : public QObject {
    Q_OBJECT

public:
    /// A graph that is followed is fitted again no more often than that; while it opens, after as long as it has been there.
    static constexpr std::chrono::milliseconds refitPause{2'000};
    static constexpr qsizetype mostCovers = 4;

    explicit ViewCamera(QObject* parent = nullptr);

    [[nodiscard]] const scene::Camera& camera() const { return m_camera; }
    [[nodiscard]] const scene::Bounds& bounds() const { return m_bounds; }   ///< of a scene a moment ago
    [[nodiscard]] bool boundsKnown() const { return m_boundsKnown; }         ///< of this graph
    /// World units between neighbours, as it counts for the size of nodes.
    [[nodiscard]] double spacing() const { return m_spacing; }
    [[nodiscard]] double nodeRadius() const;   ///< of relative radius 1, item pixels
    [[nodiscard]] double zoomLevel() const;    ///< 1: fitted
    [[nodiscard]] bool following() const { return m_following; }
    [[nodiscard]] scene::WorldPoint worldAt(QPointF point) const
    {
        return m_camera.worldFromItem({point.x(), point.y()});
    }
    [[nodiscard]] QPointF itemAt(scene::Point point) const;

    /// By hand: the graph is not followed any more.
    void moveTo(const scene::Camera& camera) { go(camera, CameraHistory::Move::Step); }
    void jumpTo(const scene::Camera& camera) { go(camera, CameraHistory::Move::Jump); }
    void lookAt(scene::WorldPoint place, CameraHistory::Move move) { go(m_camera.centredOn(place), move); }
    void panBy(double dx, double dy) { moveTo(m_camera.panned(dx, dy)); }
    static constexpr double zoomStep = 1.2;   ///< of a key, and of a notch of the wheel
    void zoomAt(QPointF point, double factor);
    void zoomBy(double factor) { zoomAt({m_camera.width() / 2, m_camera.height() / 2}, factor); }
    /// So near this place that one can read what is around it.
    void flyTo(scene::WorldPoint place);
    void stopFollowing();
    void fit();
    bool goBack();      ///< false: there is no place before this one
    bool goForward();   ///< nor after it

    /// The picture stands still while something is drawn on it.
    void setHeld(bool held);
    void resize(double width, double height);
    /// What lies over the picture, in item pixels; of more than mostCovers the first count.
    void setCovers(const QList<QRectF>& covers);
    [[nodiscard]] const QList<QRectF>& covers() const { return m_covers; }
    void takeBounds(const scene::Bounds& bounds);
    /// Another graph came.
    void forgetGraph();
    /// For tests.
    void setClock(TimePoint (*now)()) { m_now = now; }

Q_SIGNALS:
    void changed();   ///< the camera, or whether it follows
    void boundsChanged();
    void spacingChanged();

private:
    void go(const scene::Camera& camera, CameraHistory::Move move);
    void goTo(const CameraPlace& place);
    void setCamera(const scene::Camera& camera);
    void follow();
    void refit();
    [[nodiscard]] bool isOutOfPlace(const scene::Camera& fitted) const;
    [[nodiscard]] const scene::Camera& fitted() const;
    [[nodiscard]] scene::Camera fittedClearOfCovers() const;
    [[nodiscard]] std::vector<scene::Insets> waysRound(const QRectF& cover,
                                                       const std::vector<scene::Insets>& ways) const;
    [[nodiscard]] double marginAt(double scale) const;
    [[nodiscard]] bool canFit() const
    {
        return m_boundsKnown && m_bounds.drawnNodes > 0 && m_camera.width() > 1 && m_camera.height() > 1;
    }

    scene::Camera m_camera;
    bool m_following = true;
    bool m_held = false;
    CameraHistory m_places;
    bool m_boundsKnown = false;
    scene::Bounds m_bounds;
    double m_spacing = 1;
    QList<QRectF> m_covers;
    std::optional<TimePoint> m_fittedFirst;   // nothing: this graph was not fitted yet
    TimePoint m_fittedLast{};
    mutable std::optional<scene::Camera> m_fitted;   // until something it depends on changes
    QTimer m_refitTimer;
    TimePoint (*m_now)() = &Clock::now;
};

}   // namespace weir::ui
