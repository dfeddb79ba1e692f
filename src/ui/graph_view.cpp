#include "ui/graph_view.h"
#include "scene/node_size.h"
#include <QtGui/QScreen>
#include <QtQuick/QQuickWindow>
#include <algorithm>
#include <cmath>

namespace weir::ui {

namespace {

constexpr double fitMargin = 32;              // item pixels
constexpr double nodeReach = 6;               // how far from an element the pointer still means it, item pixels
constexpr double edgeReach = 4;
constexpr double readableSpacing = 24;         // item pixels between neighbours, so that one can tell them apart
constexpr int notifyMs = 250;
constexpr int fadeMs = 50;                    // between two frames while something fades
constexpr int labelMs = 120;                  // between two choices of labels
constexpr double lookEveryMs = 350;
constexpr double lookShare = 0.2;             // of a core, that looking through large scenes may take
constexpr double refitFrom = 0.8;             // a graph that fills less of the view, or leaves it, is fitted again
constexpr double refitAside = 0.05;           // and one whose middle is as far aside, as a share of the view
constexpr double spacingStep = 1.2;           // nodes change their size when distances changed by this factor

// Okabe and Ito's colours, which stay apart for every kind of sight; grey is "other".
const std::vector<QColor>& okabeIto()
{
    static const std::vector<QColor> colours{QColor(0x56, 0xB4, 0xE9), QColor(0xE6, 0x9F, 0x00), QColor(0x00, 0x9E, 0x73),
                                             QColor(0xCC, 0x79, 0xA7), QColor(0xF0, 0xE4, 0x42), QColor(0xD5, 0x5E, 0x00),
                                             QColor(0x00, 0x72, 0xB2), QColor(0x8A, 0x93, 0x9E)};
    return colours;
}

QColor groundOf(bool dark) { return dark ? QColor(0x0F, 0x13, 0x18) : QColor(0xF7, 0xF8, 0xFA); }
QColor edgeOf(bool dark) { return dark ? QColor(0x8F, 0xA8, 0xC8) : QColor(0x4A, 0x5A, 0x70); }
QColor labelOf(bool dark) { return dark ? QColor(0xE6, 0xEA, 0xF0) : QColor(0x1B, 0x22, 0x2B); }
QColor markOf(bool dark) { return dark ? QColor(0xFF, 0xFF, 0xFF) : QColor(0x10, 0x15, 0x1B); }

bool holds(const scene::Rect& outer, const scene::Rect& inner)
{
    return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;
}

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
    setAcceptedMouseButtons(Qt::LeftButton);
    setAcceptHoverEvents(true);
    setActiveFocusOnTab(true);
    m_style.categories = okabeIto();
    setDark(true);
    const QString edges = qEnvironmentVariable("WEIR_EDGES");
    if (edges == QLatin1StringView("cpu"))
        m_surface.config.edges = render::EdgeDrawing::Cpu;
    else if (edges == QLatin1StringView("gpu"))
        m_surface.config.edges = render::EdgeDrawing::Gpu;

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
}

GraphView::~GraphView() { m_surface.link->setWake({}); }

// Scenes and pictures ------------------------------------------------------------------------------------------------

void GraphView::takeUpdate(scene::SceneUpdate update)
{
    const bool otherGraph = !m_scene || m_scene->epochVersion != update.scene->epochVersion;
    m_scene = update.scene;
    m_sceneCame = Clock::now();
    m_indexer.take(std::move(update));
    if (otherGraph) {
        m_boundsKnown = false;
        m_following = true;
        m_grid.reset();
        setHovered({}, m_hoverPosition);
        setSelected({}, {});
        Q_EMIT cameraChanged();
    } else if (m_selected.kind == Node && m_aroundStructure != m_scene->structureVersion) {
        m_lookWanted = true;   // the neighbours are asked for again with the next look
    }
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
}

void GraphView::scheduleLabels()
{
    if (m_showLabels && !m_labelTimer.isActive())
        m_labelTimer.start();
}

void GraphView::lookForLabels()
{
    if (!m_indexed.index || !m_boundsKnown || width() <= 0 || height() <= 0)
        return;
    LabelWorker::Subject subject{m_indexed.update.scene, m_indexed.index, {m_camera, nodeRadius(), 0, {}}, {}};
    for (const Element& element : {m_selected, m_hovered}) {
        if (element.kind == Node)
            subject.always.push_back(element.slot);
    }
    m_labeller.look(std::move(subject));
}

void GraphView::onLabels()
{
    auto answer = m_labeller.takeAnswer();
    if (!answer || !m_showLabels)
        return;
    if (!answer->wanted.empty())
        Q_EMIT labelsWanted(answer->wanted);
    const bool same = m_labels && m_labels->nodes == answer->labels->nodes && m_labels->epochVersion == answer->labels->epochVersion
        && m_labels->image == answer->labels->image && m_labelledRadius == nodeRadius();
    if (same)
        return;   // the same labels stay where they are at their nodes
    m_labelledRadius = nodeRadius();
    m_labels = std::move(answer->labels);
    update();
}

void GraphView::setShowLabels(bool show)
{
    if (show == m_showLabels)
        return;
    m_showLabels = show;
    m_labels.reset();
    scheduleLabels();
    update();
    Q_EMIT styleChanged();
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
    return milliseconds(Clock::now() - (m_report.pictures > 0 ? m_report.sceneTaken : m_sceneCame));
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
    if (!m_notifyTimer.isActive())
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
        if (frame.update)
            m_handedVersion = frame.update->update.scene->version;
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
    m_lookedVersion = m_scene->version;
    m_worker.look(m_scene, true);
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
    if (auto grid = m_worker.takeGrid()) {
        m_looking = false;
        m_lookMs = grid->tookMs;
        if (m_scene && grid->grid->scene()->epochVersion == m_scene->epochVersion) {
            m_grid = std::move(grid->grid);
            if (m_pointerInside && !m_dragging)
                hoverAt(m_hoverPosition);
        }
        scheduleLook();
    }
    if (auto around = m_worker.takeAround()) {
        if (m_selected.kind == Node && around->node == m_selected.slot) {
            m_around = std::move(around->neighbourhood);
            update();
        }
    }
}

void GraphView::onBounds(const PickWorker::Bounds& bounds)
{
    if (!m_scene || bounds.epochVersion != m_scene->epochVersion)
        return;
    m_bounds = bounds.bounds;
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

// The camera ---------------------------------------------------------------------------------------------------------

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
    moveCamera(camera);
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
    if (m_bounds.drawnNodes == 0 || width() <= 0 || height() <= 0)
        return;
    const scene::Camera fitted = m_camera.fittedTo(m_bounds.most, fitMargin);
    const scene::WorldPoint low = m_camera.worldFromItem({0, 0});
    const scene::WorldPoint high = m_camera.worldFromItem({m_camera.width(), m_camera.height()});
    const bool inView = holds({low.x, low.y, high.x, high.y}, m_bounds.most);
    const scene::ItemPoint middle = m_camera.itemFromWorld(fitted.centre());
    const double aside = std::max(std::abs(middle.x / width() - 0.5), std::abs(middle.y / height() - 0.5));
    if (!inView || m_camera.scale() < fitted.scale() * refitFrom || aside > refitAside)
        moveCamera(fitted);
}

void GraphView::fit()
{
    m_following = true;
    if (m_bounds.drawnNodes > 0)
        moveCamera(m_camera.fittedTo(m_bounds.most, fitMargin));
    Q_EMIT cameraChanged();
}

void GraphView::centerOn(double slot)
{
    const auto node = static_cast<Slot>(slot);
    if (!m_scene || slot < 0 || node >= m_scene->nodeSlots || !m_scene->style(node).drawn())
        return;
    const scene::Point at = m_scene->position(node);
    setCamera(m_camera.centredOn({at.x, at.y}));
}

void GraphView::flyTo(double slot)
{
    const auto node = static_cast<Slot>(slot);
    if (!m_scene || slot < 0 || node >= m_scene->nodeSlots || !m_scene->style(node).drawn())
        return;
    const scene::Point at = m_scene->position(node);
    scene::Camera camera = m_camera.centredOn({at.x, at.y});
    const double spacing = m_bounds.spacing * camera.scale();
    if (spacing < readableSpacing)
        camera = camera.zoomedAt({width() / 2, height() / 2}, readableSpacing / std::max(spacing, 1e-9), limits());
    setCamera(camera);
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

// Pointing and selecting ---------------------------------------------------------------------------------------------

GraphView::Element GraphView::elementAt(QPointF position) const
{
    if (!m_grid)
        return {};
    const scene::WorldPoint world = m_camera.worldFromItem({position.x(), position.y()});
    const scene::Point at{static_cast<float>(world.x), static_cast<float>(world.y)};
    const double radius = nodeRadius() / m_camera.scale();
    if (const Slot node = m_grid->nearestNode(at, nodeReach / m_camera.scale(), radius); node != noSlot)
        return {Node, node};
    if (const Slot edge = m_grid->nearestEdge(at, edgeReach / m_camera.scale()); edge != noSlot)
        return {Edge, edge};
    return {};
}

void GraphView::hoverAt(QPointF position) { setHovered(elementAt(position), position); }

void GraphView::setHovered(Element element, QPointF position)
{
    const bool changed = element != m_hovered;
    m_hovered = element;
    m_hoverPosition = position;
    if (changed) {
        update();
        Q_EMIT hovered(element.kind, element.slot, position);
    }
    if (changed || element.kind != Nothing)
        Q_EMIT hoverChanged();
}

void GraphView::setSelected(Element element, QPointF position)
{
    selectSet(nullptr);
    if (element == m_selected)
        return;
    const Element before = std::exchange(m_selected, element);
    m_around.reset();
    if (element.kind == Node)
        lookAroundSelection();
    update();
    if (before.slot != element.slot)
        Q_EMIT selectedSlotChanged();
    if (before.kind != element.kind)
        Q_EMIT selectedKindChanged();
    Q_EMIT selected(element.kind, element.slot, position);
}

void GraphView::selectSet(std::shared_ptr<const scene::ElementSet> set)
{
    if (set && set->empty())
        set.reset();
    if (set == m_selectedSet)
        return;
    m_selectedSet = std::move(set);
    update();
    Q_EMIT selectedSetChanged();
}

void GraphView::clearSelection() { setSelected({}, {}); }

void GraphView::selectNode(double slot)
{
    const auto node = static_cast<Slot>(slot);
    if (!m_scene || slot < 0 || node >= m_scene->nodeSlots || !m_scene->style(node).live)
        return;
    const scene::Point at = m_scene->position(node);
    const scene::ItemPoint item = m_camera.itemFromWorld({at.x, at.y});
    setSelected({Node, node}, {item.x, item.y});
}

// Style --------------------------------------------------------------------------------------------------------------

void GraphView::setDark(bool dark)
{
    m_dark = dark;
    if (!m_groundSet)
        m_style.ground = groundOf(dark);
    if (!m_edgeSet)
        m_style.edge = edgeOf(dark);
    m_style.mark = markOf(dark);
    m_style.label = labelOf(dark);
    m_style.edgeShare = dark ? 0.55 : 0.65;
    update();
    Q_EMIT styleChanged();
}

void GraphView::setCurvedEdges(bool curved)
{
    if (curved == m_style.curvedEdges)
        return;
    m_style.curvedEdges = curved;
    update();
    Q_EMIT styleChanged();
}

void GraphView::setShowChanges(bool show)
{
    if (show == m_showChanges)
        return;
    m_showChanges = show;
    update();
    Q_EMIT styleChanged();
}

void GraphView::setGroundColor(const QColor& colour)
{
    m_groundSet = true;
    m_style.ground = colour;
    update();
    Q_EMIT styleChanged();
}

void GraphView::setEdgeColor(const QColor& colour)
{
    m_edgeSet = true;
    m_style.edge = colour;
    update();
    Q_EMIT styleChanged();
}

QVariantList GraphView::categoryColors() const
{
    QVariantList colours;
    for (const QColor& colour : m_style.categories)
        colours.append(colour);
    return colours;
}

void GraphView::setCategoryColors(const QVariantList& colours)
{
    std::vector<QColor> categories;
    for (const QVariant& colour : colours)
        categories.push_back(colour.value<QColor>());
    m_style.categories = categories.empty() ? okabeIto() : std::move(categories);
    update();
    Q_EMIT styleChanged();
}

} // namespace weir::ui
