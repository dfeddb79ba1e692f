#pragma once
#include "base/clock.h"
#include "render/window/graph_frame.h"
#include "scene/index/indexed_update.h"
#include <QtCore/QObject>
#include <QtCore/QTimer>

class QQuickWindow;
class QSGNode;

namespace weir::ui {

/// Brings scenes to the picture: merged while the picture rests, handed over in a frame; and brings back what the
/// render thread says of it. It asks for a frame only where that would find something to do. GUI thread.
class PictureRequests final : public QObject {
    Q_OBJECT

public:
    explicit PictureRequests(QObject* parent = nullptr);
    ~PictureRequests() override;

    void setConfig(const render::RenderConfig& config) { m_surface.config = config; }
    [[nodiscard]] const render::RenderConfig& config() const { return m_surface.config; }

    /// The newest scene with what changed since the one taken before; schedule() then sees to a frame.
    void take(scene::IndexedUpdate update);
    void schedule();
    /// Newest; nullptr: none yet.
    [[nodiscard]] const std::shared_ptr<const scene::Scene>& scene() const { return m_indexed.update.scene; }
    /// With its index, without what changed.
    [[nodiscard]] const scene::IndexedUpdate& indexed() const { return m_indexed; }
    /// Whether it is known where to look: a picture before that would be drawn for nothing.
    void setPlaceKnown(bool known);

    [[nodiscard]] const render::PictureReport& report() const { return m_report; }   ///< as of the last changed()
    [[nodiscard]] render::PictureReport newestReport() const { return m_surface.link->report(); }   ///< any thread
    [[nodiscard]] const render::FrameClock& clock() const { return *m_surface.clock; }
    [[nodiscard]] bool isCurrent(
        const scene::Camera& camera) const;   ///< of the newest scene and this camera, and complete
    [[nodiscard]] double ageMs() const;   ///< since the first scene came that the picture lacks; 0: it shows the newest
    /// As GraphView::takeFrameLoad().
    [[nodiscard]] std::optional<double> takeFrameLoad(const QQuickWindow* window);

    /// Frames are those of this window from now on.
    void join(QQuickWindow* window);
    void leave(QQuickWindow* window);
    /// In QQuickItem::updatePaintNode: hands over `frame`, with what waits to be drawn.
    [[nodiscard]] QSGNode* synchronized(QSGNode* old, QQuickWindow* window, render::GraphFrame frame);

Q_SIGNALS:
    void frameWanted();
    void errorChanged();
    void changed();   ///< at most four times a second, but at once for the first nodes

private:
    void onReport();
    /// When the first scene came that the node has not been handed; the newest, where it has them all.
    [[nodiscard]] TimePoint waitingSince() const { return m_waiting ? std::min(m_waiting->since, m_indexed.since) : m_indexed.since; }
    [[nodiscard]] bool mayDraw() const { return m_placeKnown || (scene() && scene()->nodeSlots == 0); }

    render::GraphSurface m_surface;
    scene::IndexedUpdate m_indexed;                  // newest, without what changed
    std::optional<scene::IndexedUpdate> m_waiting;   // not yet handed to the node
    std::uint64_t m_handedVersion = 0;
    TimePoint m_handedSince{};   // when the first of what was handed last came
    std::uint64_t m_framesTaken = 0;
    render::PictureReport m_report;
    bool m_placeKnown = false;
    QTimer m_pictureTimer, m_notifyTimer, m_fadeTimer;
};

}   // namespace weir::ui
