#include "ui/graph/graph_view.h"
#include <QtGui/QScreen>
#include <QtQuick/QQuickWindow>
#include <algorithm>
#include <cmath>

namespace weir::ui {

namespace {

constexpr int notifyMs = 250;
constexpr int fadeMs = 50;                    // between two frames while something fades
constexpr int labelMs = 120;                  // between two choices of labels
constexpr double lookEveryMs = 350;
constexpr double lookShare = 0.2;             // of a core, that looking through large scenes may take
constexpr double spacingStep = 1.2;           // nodes change their size when distances changed by this factor

} // namespace

GraphView::GraphView(QQuickItem* parent)
    // Without its parent at first: entering the scene is a virtual call that would miss this class.
    : m_surface{std::make_shared<render::GraphLink>(), std::make_shared<render::FrameClock>(), {}},
      m_worker([this] { QMetaObject::invokeMethod(this, &GraphView::onWake, Qt::QueuedConnection); }),
      m_indexer([this] { QMetaObject::invokeMethod(this, &GraphView::onIndexed, Qt::QueuedConnection); }),
      m_labeller([this] { QMetaObject::invokeMethod(this, &GraphView::onLabels, Qt::QueuedConnection); })
{
    setParent(parent);
    setParentItem(parent);
    setFlag(ItemHasContents);
    setAcceptedMouseButtons(Qt::LeftButton | Qt::BackButton | Qt::ForwardButton);
    setAcceptHoverEvents(true);
    setActiveFocusOnTab(true);
    setCategoryColors({});
    setDark(true);
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

    m_surface.link->setWake([this] { QMetaObject::invokeMethod(this, &GraphView::onReport, Qt::QueuedConnection); });
    m_pictureTimer.setSingleShot(true);
    connect(&m_pictureTimer, &QTimer::timeout, this, &QQuickItem::update);
    m_notifyTimer.setSingleShot(true);
    m_notifyTimer.setInterval(notifyMs);
    connect(&m_notifyTimer, &QTimer::timeout, this, &GraphView::pictureChanged);
    m_lookTimer.setSingleShot(true);
    connect(&m_lookTimer, &QTimer::timeout, this, &GraphView::look);
    m_labelTimer.setSingleShot(true);
    m_labelTimer.setInterval(labelMs);
    connect(&m_labelTimer, &QTimer::timeout, this, &GraphView::lookForLabels);
    m_fadeTimer.setInterval(fadeMs);
    connect(&m_fadeTimer, &QTimer::timeout, this, &QQuickItem::update);
    connect(this, &GraphView::cameraChanged, this, &GraphView::scheduleLabels);
    connect(this, &GraphView::hoverChanged, this, &GraphView::scheduleLabels);
    connect(this, &GraphView::selectedSlotChanged, this, &GraphView::scheduleLabels);
    connect(this, &GraphView::selectedSlotChanged, this, &GraphView::pinnedChanged);
    connect(this, &GraphView::selectedKindChanged, this, &GraphView::pinnedChanged);
}

GraphView::~GraphView() { m_surface.link->setWake({}); }

// Scenes and pictures ------------------------------------------------------------------------------------------------

void GraphView::takeUpdate(scene::SceneUpdate update)
{
    const bool otherGraph = !m_scene || m_scene->epochVersion != update.scene->epochVersion;
    m_scene = update.scene;
    m_sceneCame = Clock::now();
    if (!m_waitingSince)
        m_waitingSince = m_sceneCame;
    m_indexer.take(std::move(update));
    if (otherGraph) {
        m_boundsKnown = false;
        m_following = true;
        m_pickIndex.reset();
        setHovered({}, m_hoverPosition);
        setSelected({}, {});
        m_pinned.clear();
        m_places.clear();
        Q_EMIT pinnedChanged();
        Q_EMIT cameraChanged();
    } else if (m_selected.kind == Node && m_aroundStructure != m_scene->structureVersion) {
        m_lookWanted = true;   // the neighbours are asked for again with the next look
    }
    forgetGonePins();
    m_lookWanted = true;
    scheduleLook();
}

void GraphView::onIndexed()
{
    auto indexed = m_indexer.takeIndexed();
    if (!indexed)
        return;
    m_indexed = {{indexed->update.scene, {}}, indexed->index, {}};
    m_waiting = m_waiting ? scene::merge(std::move(*m_waiting), std::move(*indexed)) : std::move(*indexed);
    schedulePicture();
    scheduleLabels();
    m_lookWanted = true;   // what is under the pointer is found with the index
    scheduleLook();
}

bool GraphView::pictureIsCurrent() const
{
    const render::PictureReport report = m_surface.link->report();
    return m_scene && report.sceneVersion == m_scene->version && report.pictures > 0 && report.drawnShare >= 1
        && report.camera == m_camera;
}

double GraphView::pictureAgeMs() const
{
    if (!m_scene || m_report.sceneVersion == m_scene->version)
        return 0;
    const TimePoint notHanded = m_waitingSince.value_or(m_sceneCame);
    const TimePoint notReported = m_handedVersion != m_report.sceneVersion ? m_handedSince : notHanded;
    return milliseconds(Clock::now() - m_report.outdatedSince.value_or(notReported));
}

void GraphView::schedulePicture()
{
    // A picture being drawn asks for its frames itself; the first waits for the bounds, or it would be drawn for nothing.
    const bool newer = m_scene && ((m_waiting && m_waiting->update.scene->version != m_report.sceneVersion) || m_handedVersion != m_report.sceneVersion);
    if (!newer || m_report.refining || (!m_boundsKnown && m_scene->nodeSlots > 0))
        return;
    const double restMs = milliseconds(m_report.restUntil - Clock::now());
    if (restMs <= 0)
        update();
    else if (!m_pictureTimer.isActive())
        m_pictureTimer.start(static_cast<int>(std::ceil(restMs)));
}

void GraphView::onReport()
{
    const render::PictureReport before = std::exchange(m_report, m_surface.link->report());
    if (m_report.error != before.error)
        Q_EMIT errorTextChanged();
    if (before.nodes == 0 && m_report.nodes > 0)
        Q_EMIT pictureChanged();   // at once: words stand where it was awaited
    else if (!m_notifyTimer.isActive())
        m_notifyTimer.start();
    if (m_report.fading != m_fadeTimer.isActive())
        m_report.fading ? m_fadeTimer.start() : m_fadeTimer.stop();
    const bool requested = m_surface.link->takeFrameRequest();
    if (m_report.wantsFrame || requested)
        update();
    else
        schedulePicture();
}

QSGNode* GraphView::updatePaintNode(QSGNode* old, UpdatePaintNodeData*)
{
    if (!old && m_indexed.index)
        m_waiting = m_indexed;
    render::GraphFrame frame;
    if (m_boundsKnown || (m_scene && m_scene->nodeSlots == 0)) {
        frame.update = std::exchange(m_waiting, std::nullopt);
        if (frame.update) {
            m_handedVersion = frame.update->update.scene->version;
            frame.updateCame = m_handedSince = m_waitingSince.value_or(m_sceneCame);
            m_waitingSince = m_handedVersion == m_scene->version ? std::nullopt : std::optional(m_sceneCame);
        }
    }
    frame.camera = m_camera;
    frame.style = m_style;
    frame.highlight = highlight();
    frame.labels = m_labels;
    frame.showChanges = m_showChanges;
    frame.pixelRatio = window()->effectiveDevicePixelRatio();
    frame.spacing = m_spacing;
    return render::synchronized(old, window(), m_surface, std::move(frame));
}

std::optional<double> GraphView::takeFrameLoad()
{
    // Thirty frames a second look fluid; a screen that shows no more than that makes frames wait for it.
    const QScreen* const screen = window() ? window()->screen() : nullptr;
    const double budgetMs = std::max(1000.0 / 30, screen && screen->refreshRate() > 1 ? 2000 / screen->refreshRate() : 0);
    const auto frames = m_surface.clock->percentilesAfter(std::exchange(m_framesTaken, m_surface.clock->frames()));
    return frames ? std::optional(frames->p95 / budgetMs) : std::nullopt;
}

void GraphView::itemChange(ItemChange change, const ItemChangeData& data)
{
    if (change == ItemSceneChange && data.window) {
        QQuickWindow* const window = data.window;
        // On the render thread: nothing of this item is touched.
        connect(window, &QQuickWindow::beforeSynchronizing, this, [clock = m_surface.clock] { clock->began(Clock::now()); },
                Qt::DirectConnection);
        connect(window, &QQuickWindow::frameSwapped, this, [clock = m_surface.clock] { clock->swapped(Clock::now()); },
                Qt::DirectConnection);
        connect(window, &QQuickWindow::afterFrameEnd, this, [link = m_surface.link] { link->frameEnded(); },
                Qt::DirectConnection);
    } else if (change == ItemSceneChange && window()) {
        disconnect(window(), nullptr, this, nullptr);
    } else if (change == ItemDevicePixelRatioHasChanged) {
        update();
    }
    QQuickItem::itemChange(change, data);
}

render::Highlight GraphView::highlight() const
{
    render::Highlight highlight;
    if (m_hovered.kind != Nothing)
        (m_hovered.kind == Node ? highlight.hoveredNode : highlight.hoveredEdge) = m_hovered.slot;
    if (m_selected.kind != Nothing)
        (m_selected.kind == Node ? highlight.selectedNode : highlight.selectedEdge) = m_selected.slot;
    if (m_selected.kind == Node && !m_selectedSet)   // a set says itself what belongs to it
        highlight.around = m_around;
    highlight.selectedSet = m_selectedSet;
    highlight.pinned = m_pinned.list();
    return highlight;
}

// The worker ---------------------------------------------------------------------------------------------------------

void GraphView::scheduleLook()
{
    if (!m_lookWanted || m_looking || m_lookTimer.isActive())
        return;
    const double pause = m_boundsKnown ? std::max(lookEveryMs, m_lookMs * (1 / lookShare - 1)) : 0;
    m_lookTimer.start(static_cast<int>(pause));
}

void GraphView::look()
{
    if (!m_scene || m_looking)
        return;
    m_lookWanted = false;
    m_looking = true;
    const bool indexed = m_indexed.index && m_indexed.update.scene->epochVersion == m_scene->epochVersion;
    m_worker.look(m_scene, m_indexed.update.scene, indexed ? m_indexed.index : nullptr);
    keepSet();
    if (m_selected.kind == Node && m_aroundStructure != m_scene->structureVersion)
        lookAroundSelection();
}

void GraphView::lookAroundSelection()
{
    m_aroundStructure = m_scene->structureVersion;
    m_worker.lookAround(m_scene, m_selected.slot);
}

void GraphView::onWake()
{
    if (const auto bounds = m_worker.takeBounds())
        onBounds(*bounds);
    if (auto pick = m_worker.takePick()) {
        m_looking = false;
        m_lookMs = pick->tookMs;
        if (m_scene && pick->index && pick->index->scene()->epochVersion == m_scene->epochVersion) {
            m_pickIndex = std::move(pick->index);
            if (m_pointerInside && !m_dragging)
                hoverAt(m_hoverPosition);
        }
        scheduleLook();
    }
    if (auto found = m_worker.takeFound())
        selectFound(std::move(*found));
    if (auto kept = m_worker.takeKept())
        onKept(std::move(*kept));
    if (auto around = m_worker.takeAround()) {
        if (m_selected.kind == Node && around->node == m_selected.slot) {
            m_around = std::move(around->neighbourhood);
            update();
        }
    }
}

void GraphView::onBounds(const lens::PickWorker::Bounds& bounds)
{
    if (!m_scene || bounds.epochVersion != m_scene->epochVersion)
        return;
    m_bounds = bounds.bounds;
    Q_EMIT boundsChanged();
    const bool first = !m_boundsKnown;
    m_boundsKnown = true;
    const double ratio = m_bounds.spacing / m_spacing;
    const bool respaced = m_bounds.drawnNodes > 0 && (first || ratio > spacingStep || ratio < 1 / spacingStep);
    if (respaced) {
        m_spacing = m_bounds.spacing;
        update();
    }
    if (m_following)
        follow();
    if (first)
        schedulePicture();
}

} // namespace weir::ui
