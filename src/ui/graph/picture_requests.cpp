#include "ui/graph/picture_requests.h"
#include <algorithm>
#include <cmath>
#include <QtGui/QScreen>
#include <QtQuick/QQuickWindow>

namespace weir::ui {

namespace {

constexpr int notifyMs = 250;
constexpr int fadeMs = 50;   // between two frames while something fades

}   // namespace

PictureRequests::PictureRequests(QObject* parent)
    : QObject(parent),
      m_surface{std::make_shared<render::GraphLink>(), std::make_shared<render::FrameClock>(), {}}
{
    const QString edges = qEnvironmentVariable("WEIR_EDGES");
    if (edges == QLatin1StringView("cpu"))
        m_surface.config.edges = render::EdgeDrawing::Cpu;
    else if (edges == QLatin1StringView("gpu"))
        m_surface.config.edges = render::EdgeDrawing::Gpu;
    const QString positions = qEnvironmentVariable("WEIR_POSITIONS");
    if (positions == QLatin1StringView("texture"))
        m_surface.config.positions = render::PositionReading::Texture;
    else if (positions == QLatin1StringView("buffer"))
        m_surface.config.positions = render::PositionReading::Buffer;

    m_surface.link->setWake(
        [this] { QMetaObject::invokeMethod(this, &PictureRequests::onReport, Qt::QueuedConnection); });
    m_pictureTimer.setSingleShot(true);
    connect(&m_pictureTimer, &QTimer::timeout, this, &PictureRequests::frameWanted);
    m_notifyTimer.setSingleShot(true);
    m_notifyTimer.setInterval(notifyMs);
    connect(&m_notifyTimer, &QTimer::timeout, this, &PictureRequests::changed);
    m_fadeTimer.setInterval(fadeMs);
    connect(&m_fadeTimer, &QTimer::timeout, this, &PictureRequests::frameWanted);
}

PictureRequests::~PictureRequests() { m_surface.link->setWake({}); }

void PictureRequests::take(scene::IndexedUpdate update)
{
    const bool isAnother = update.since != TimePoint::max();
    m_indexed = {{update.update.scene, {}}, update.index, {}, isAnother ? update.since : m_indexed.since};
    m_waiting = m_waiting ? scene::merge(std::move(*m_waiting), std::move(update)) : std::move(update);
}

void PictureRequests::setPlaceKnown(bool known)
{
    if (!std::exchange(m_placeKnown, known) && known)
        schedule();
}

bool PictureRequests::isCurrent(const scene::Camera& camera) const
{
    const render::PictureReport report = newestReport();
    return scene() && report.sceneVersion == scene()->version && report.pictures > 0 && report.drawnShare >= 1
           && report.camera == camera;
}

double PictureRequests::ageMs() const
{
    if (!scene() || m_report.sceneVersion == scene()->version)
        return 0;
    const TimePoint notHanded = waitingSince();
    const TimePoint notReported = m_handedVersion != m_report.sceneVersion ? m_handedSince : notHanded;
    return milliseconds(Clock::now() - m_report.outdatedSince.value_or(notReported));
}

void PictureRequests::schedule()
{
    // A picture being drawn asks for its frames itself; the first waits until it is known where to look.
    const bool newer = scene()
                       && ((m_waiting && m_waiting->update.scene->version != m_report.sceneVersion)
                           || m_handedVersion != m_report.sceneVersion);
    if (!newer || m_report.refining || !mayDraw())
        return;
    const double restMs = milliseconds(m_report.restUntil - Clock::now());
    if (restMs <= 0)
        Q_EMIT frameWanted();
    else if (!m_pictureTimer.isActive())
        m_pictureTimer.start(static_cast<int>(std::ceil(restMs)));
}

void PictureRequests::onReport()
{
    const render::PictureReport before = std::exchange(m_report, newestReport());
    if (m_report.error != before.error)
        Q_EMIT errorChanged();
    if (before.nodes == 0 && m_report.nodes > 0)
        Q_EMIT changed();   // at once: words stand where it was awaited
    else if (!m_notifyTimer.isActive())
        m_notifyTimer.start();
    if (m_report.fading != m_fadeTimer.isActive())
        m_report.fading ? m_fadeTimer.start() : m_fadeTimer.stop();
    const bool requested = m_surface.link->takeFrameRequest();
    if (m_report.wantsFrame || requested)
        Q_EMIT frameWanted();
    else
        schedule();
}

QSGNode* PictureRequests::synchronized(QSGNode* old, QQuickWindow* window, render::GraphFrame frame)
{
    const TimePoint since = waitingSince();
    if (!old && m_indexed.index)
        m_waiting = m_indexed;
    if (mayDraw()) {
        frame.update = std::exchange(m_waiting, std::nullopt);
        if (frame.update) {
            m_handedVersion = frame.update->update.scene->version;
            frame.updateCame = m_handedSince = since;
        }
    }
    return render::synchronized(old, window, m_surface, std::move(frame));
}

std::optional<double> PictureRequests::takeFrameLoad(const QQuickWindow* window)
{
    // Thirty frames a second look fluid; a screen that shows no more than that makes frames wait for it.
    const QScreen* const screen = window ? window->screen() : nullptr;
    const double budgetMs =
        std::max(1000.0 / 30, screen && screen->refreshRate() > 1 ? 2000 / screen->refreshRate() : 0);
    const auto frames = m_surface.clock->percentilesAfter(std::exchange(m_framesTaken, m_surface.clock->frames()));
    return frames ? std::optional(frames->p95 / budgetMs) : std::nullopt;
}

void PictureRequests::join(QQuickWindow* window)
{
    // On the render thread: nothing of this object is touched.
    connect(
        window, &QQuickWindow::beforeSynchronizing, this, [clock = m_surface.clock] { clock->began(Clock::now()); },
        Qt::DirectConnection);
    connect(
        window, &QQuickWindow::frameSwapped, this, [clock = m_surface.clock] { clock->swapped(Clock::now()); },
        Qt::DirectConnection);
    connect(
        window, &QQuickWindow::afterFrameEnd, this, [link = m_surface.link] { link->frameEnded(); },
        Qt::DirectConnection);
}

void PictureRequests::leave(QQuickWindow* window) { disconnect(window, nullptr, this, nullptr); }

}   // namespace weir::ui
