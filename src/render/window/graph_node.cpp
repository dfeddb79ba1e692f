#include "render/window/graph_node.h"
#include "base/log.h"
#include "render/look/dimmed.h"
#include "render/window/draw_ways.h"
#include "render/marks/marks.h"
#include "render/picture/picture_plan.h"
#include "scene/edge_density.h"
#include "scene/node_size.h"
#include <QtCore/qrunnable.h>
#include <algorithm>
#include <cmath>
#include <utility>

namespace weir::render {

namespace {

constexpr std::uint32_t uploadBytesAFrame = 4U << 20U;
constexpr double shareWorthFinishing = 0.5;
constexpr double quickSplatMs = 12;            // a picture that takes no longer is splatted in place
constexpr std::uint32_t partWithRest = 12'000;   // nodes: beside so few the rest of a picture fits into the frame
constexpr double uncoveredShare = 0.002;       // of the view, from which on there is a preview
constexpr double longestRestMs = 1000;

bool sameExposure(const PicturePasses::Exposure& a, const PicturePasses::Exposure& b)
{
    return a.size == b.size && a.pixelRatio == b.pixelRatio && a.nodeRadius == b.nodeRadius && a.camera == b.camera;
}

Error noGraphicsInterface()
{
    return {"The window draws without a graphics interface. Unset QT_QUICK_BACKEND to draw the graph."};
}

/// Nothing: the device was lost, or the window does not draw with one.
QRhi* rhiOf(QQuickWindow* window)
{
    return static_cast<QRhi*>(window->rendererInterface()->getResource(window, QSGRendererInterface::RhiResource));
}

/// QRhi keeps what it copied of all uploads of a frame for the next, which after a whole graph is much.
void releaseCopies(QQuickWindow* window)
{
    if (QRhi* const rhi = rhiOf(window))
        rhi->releaseCachedResources();
}

} // namespace

double GraphNode::Picture::share() const
{
    const double all = double(nodeRuns.all()) + edgeRuns.all() + splatElements;
    const double left = double(nodeRuns.left()) + edgeRuns.left() + (splatted ? 0.0 : splatElements);
    return all > 0 ? 1 - left / all : 1.0;
}

QSGNode* synchronized(QSGNode* old, QQuickWindow* window, const GraphSurface& surface, GraphFrame frame)
{
    auto* node = static_cast<GraphNode*>(old);
    if (!node)
        node = new GraphNode(window, surface.link, surface.clock, surface.config);   // the scene graph's from here on
    node->synchronize(std::move(frame));
    return node;
}

GraphNode::GraphNode(QQuickWindow* window, std::shared_ptr<GraphLink> link, std::shared_ptr<FrameClock> clock,
                     RenderConfig config)
    : m_window(window), m_link(std::move(link)), m_clock(std::move(clock)), m_config(std::move(config))
{
}

GraphNode::~GraphNode() { releaseResources(); }

QRectF GraphNode::rect() const { return {0, 0, m_frame.camera.width(), m_frame.camera.height()}; }

void GraphNode::synchronize(GraphFrame frame)
{
    if (frame.update) {
        takeChanges(frame);
        m_scene = frame.update->update.scene;
        m_index = frame.update->index;
        if (m_waiting) {
            m_waiting = scene::merge(std::move(*m_waiting), std::move(*frame.update));
        } else {
            m_waiting = std::move(frame.update);
            m_waitingSince = frame.updateCame;
        }
        if (!m_report.outdatedSince)
            m_report.outdatedSince = frame.updateCame;
        frame.update.reset();
    }
    if (frame.highlight != m_frame.highlight || frame.style != m_frame.style || frame.camera.scale() != m_frame.camera.scale())
        m_marksStale = true;
    if (!frame.showChanges && !m_glows.empty()) {
        m_glows.clear();
        m_marksStale = true;
    }
    m_labelsStale |= frame.labels != m_frame.labels;
    m_labelledStale |= frame.style != m_frame.style;
    m_frame = std::move(frame);
    markDirty(DirtyMaterial);
    // Qt's own software renderer never comes to prepare(), so it is here that its user is told.
    if (!m_failed && !QSGRendererInterface::isApiRhiBased(m_window->rendererInterface()->graphicsApi())) {
        fail(noGraphicsInterface());
        publish();
        m_link->frameEnded();
    }
}

void GraphNode::takeChanges(const GraphFrame& frame)
{
    if (!m_scene || m_scene->epochVersion != frame.update->update.scene->epochVersion || !frame.showChanges)
        m_glows.clear();
    else
        m_glows.add(frame.update->update.dirt.changes, frame.now());
    m_marksStale = true;
}

void GraphNode::releaseResources()
{
    giveUpPicture();
    m_passesBefore += (m_passes ? m_passes->passes() : 0) + (m_preview ? m_preview->passes() : 0);
    m_pageBytesBefore += m_upload ? m_upload->uploadedBytes() : 0;
    m_passes.reset();
    m_preview.reset();
    m_previewShown = false;
    m_upload.reset();
    m_uploadedBefore = 0;
    m_windowPass.reset();
    m_shownScene.reset();
    m_rhi = nullptr;
    m_failed = false;
    m_ready = false;
    if (!m_waiting && m_scene)
        m_waiting = scene::IndexedUpdate{{m_scene, {}}, m_index, {}};
}

bool GraphNode::createResources()
{
    if (m_rhi)
        return true;
    m_rhi = rhiOf(m_window);
    if (!m_rhi) {
        fail(noGraphicsInterface());
        return false;
    }
    m_device = m_config.device.value_or(DeviceAbilities::of(m_rhi));
    m_report.device = m_device.name;
    if (const auto enough = suffices(m_device); !enough) {
        fail(enough.error());
        return false;
    }
    const DrawWays ways = waysOf(m_device, m_config);
    m_splats = ways.splats;
    m_budget = std::make_unique<DrawBudget>(m_device.isCpu ? DrawBudget::Device::Cpu : DrawBudget::Device::Gpu);
    const auto edges = m_splats ? PicturePasses::Edges::FromImage : PicturePasses::Edges::Drawn;
    m_passes = std::make_unique<PicturePasses>(m_rhi, m_device, edges);
    m_preview = std::make_unique<Preview>(m_rhi, m_device, edges);
    m_upload = std::make_unique<SceneUpload>(m_rhi, m_splats ? SceneUpload::Edges::OnCpu : SceneUpload::Edges::OnGpu, ways.positions);
    m_windowPass = std::make_unique<WindowPass>(m_rhi);
    if (m_splats && !m_splatter)
        m_splatter = std::make_unique<PictureSplatter>();
    m_marksStale = m_labelsStale = true;
    for (const auto& created : {m_passes->create(), m_preview->create()}) {
        if (!created) {
            fail(created.error());
            return false;
        }
    }
    qCDebug(logRender) << m_device.name << (m_splats ? "splats edges and small nodes" : "") << (ways.positions == PositionReading::Buffer ? "reads positions in a buffer" : "");
    return true;
}

void GraphNode::fail(const Error& error)
{
    giveUpPicture();
    m_failed = true;
    m_report.error = QString::fromStdString(error.text);
}

PicturePasses::Exposure GraphNode::wantedExposure() const
{
    const scene::Camera& camera = m_frame.camera;
    PicturePasses::Exposure exposure;
    exposure.size = QSize(std::max(1, qRound(camera.width() * m_frame.pixelRatio)),
                          std::max(1, qRound(camera.height() * m_frame.pixelRatio)));
    exposure.pixelRatio = m_frame.pixelRatio;
    exposure.nodeRadius = scene::usualPixelRadius(m_frame.spacing * camera.scale());
    exposure.camera = camera;
    return exposure;
}

bool GraphNode::viewChanged() const
{
    return !m_shownScene || !sameExposure(wantedExposure(), m_shownExposure) || m_frame.style != m_shownStyle;
}

bool GraphNode::sceneChanged() const { return m_scene != m_shownScene; }

std::optional<TimePoint> GraphNode::newerSince(const std::shared_ptr<const scene::Scene>& scene) const
{
    return scene == m_scene ? std::nullopt : std::optional(m_waitingSince);
}

void GraphNode::giveUpPicture()
{
    if (m_picture && m_picture->splat)
        m_picture->splat->cancel();
    m_picture.reset();
}

void GraphNode::learn()
{
    const std::uint64_t frames = m_clock->frames();
    if (frames > m_workFrame) {
        qCDebug(logRender) << "a frame of" << m_work.nodes << "nodes," << m_work.edges << "edges"
                           << (m_work.developed ? "and a picture" : "") << "took" << m_clock->lastMs() << "ms";
        m_budget->frameTook(m_clock->lastMs(), m_work);
    }
    m_workFrame = frames;
    m_work = {};
}

void GraphNode::prepare()
{
    m_matrix = *matrix();   // dangles in render() before Qt 6.6
    m_ready = false;
    m_report.wantsFrame = false;
    if (m_failed || !createResources()) {
        publish();
        return;
    }
    learn();
    QRhiCommandBuffer* const cb = commandBufferOf(this);
    if (m_picture && !m_gaveUp && m_picture->share() < shareWorthFinishing
        && !sameExposure(wantedExposure(), m_picture->exposure)) {
        giveUpPicture();
        m_gaveUp = true;
    }
    if (!m_picture && m_scene && (viewChanged() || (sceneChanged() && Clock::now() >= m_restUntil)))
        beginPicture();
    m_previewShown = false;
    if (m_picture && uploadPicture(cb)) {
        const bool wanted = previewWanted();
        const bool kept = wanted && previewIsCurrent();
        m_previewShown = kept || (wanted && drawPreview(cb));
        // A frame that drew a preview has no time for more, but a hand that never rests would then see nothing else.
        if (!m_failed && (kept || !m_previewShown || m_gaveUp))
            continuePicture(cb);
        else
            m_report.wantsFrame = true;
        m_previewShown = m_previewShown && m_picture;
    }
    const double finished = m_shownScene ? 1.0 : 0.0;
    m_report.nodeShare = m_previewShown ? m_preview->nodeShare() : finished;
    m_report.edgeShare = m_previewShown ? m_preview->edgeShare() : finished;
    m_report.drawnShare = m_previewShown ? std::min({m_report.nodeShare, m_report.edgeShare, 0.999}) : finished;

    QRhiTexture* const shown = m_failed ? nullptr : labelledPicture(cb);
    QRhiResourceUpdateBatch* const updates = m_rhi->nextResourceUpdateBatch();
    m_ready = !m_failed && m_windowPass->prepare(renderTargetOf(this), shown, m_previewShown ? m_preview->texture() : nullptr, updates);
    if (!m_ready && !m_failed)
        fail(lackOf(m_device, QStringLiteral("draw the graph's picture into the window")));
    m_marksStale |= m_glows.expire(m_frame.now());
    m_report.fading = !m_glows.empty();
    if (m_ready && m_marksStale)
        updateMarks(updates);
    cb->resourceUpdate(updates);
    publish();
}

QRhiTexture* GraphNode::labelledPicture(QRhiCommandBuffer* cb)
{
    m_labelled = false;
    if (!m_shownScene)
        return nullptr;
    QRhiTexture* const developed = m_passes->developed();
    if (std::exchange(m_labelsStale, false)) {
        QRhiResourceUpdateBatch* const updates = m_rhi->nextResourceUpdateBatch();
        const bool set = m_windowPass->setLabels(updates, m_frame.labels, *m_shownScene);
        cb->resourceUpdate(updates);
        m_labelledStale = true;
        if (!set) {
            fail({"The graphics memory does not hold the labels. Choose a smaller graph."});
            return nullptr;
        }
    }
    const bool still = !m_previewShown && m_frame.camera == m_shownExposure.camera && !m_frame.highlight.selects();
    if (!still || !m_windowPass->hasLabels())
        return developed;
    const auto labelling = std::exchange(m_labelledStale, false) ? WindowPass::Labelling::Anew : WindowPass::Labelling::Kept;
    QRhiTexture* const labelled = m_windowPass->labelled(cb, developed, view(), labelling);
    m_labelled = labelled != nullptr;
    return labelled ? labelled : developed;
}

WindowPass::View GraphNode::view() const
{
    WindowPass::View view;
    view.camera = m_frame.camera;
    view.pictureCamera = m_shownExposure.camera;
    view.opacity = 1;
    view.pixelRatio = m_frame.pixelRatio;
    view.dimmed = m_frame.highlight.selects() ? dimmedBySelection : 0;
    view.ground = m_frame.style.ground;
    view.label = m_frame.style.label;
    view.hasPreview = m_previewShown;
    // Another graph's picture stays until there is something of the new one.
    view.hasPicture = m_shownScene && !(m_previewShown && m_shownScene->epochVersion != m_scene->epochVersion);
    view.labelled = m_labelled;
    view.fadeSeconds = m_glows.empty() ? 0 : m_glows.seconds(m_frame.now());
    return view;
}

void GraphNode::beginPicture()
{
    Picture picture;
    picture.exposure = wantedExposure();
    picture.style = m_frame.style;
    picture.scene = m_scene;
    picture.index = m_index;
    picture.exposure.edgeDensity = scene::meanEdgeDensity(*m_scene, picture.exposure.camera, thinnedFrom(picture.exposure.nodeRadius, 1));
    picture.begun = Clock::now();
    if (m_waiting) {
        m_upload->begin(*m_waiting);
        m_waiting.reset();
    }
    PicturePlan plan = planOf(picture.scene, picture.index, picture.exposure, picture.style,
                              m_splats ? Splatting::EdgesAndSmallNodes : Splatting::None,
                              strokeViewOf(*m_scene, picture.exposure, picture.style));
    picture.exposure = plan.exposure;
    picture.nodeRuns = std::move(plan.nodeRuns);
    picture.edgeRuns = std::move(plan.edgeRuns);
    picture.strokes = std::move(plan.strokes);
    picture.stroked = plan.stroked;
    picture.splatElements = plan.splatElements;
    if (!plan.splat)
        picture.splatted = true;
    else if (m_pace.msFor(picture.splatElements) <= quickSplatMs)
        picture.splat = m_splatter->drawNow(std::move(*plan.splat));
    else
        picture.splat = m_splatter->start(std::move(*plan.splat), [link = m_link] { link->requestFrame(); });
    m_picture = std::move(picture);
}

bool GraphNode::uploadPicture(QRhiCommandBuffer* cb)
{
    Picture& picture = *m_picture;
    if (picture.uploaded)
        return true;
    QRhiResourceUpdateBatch* const updates = m_rhi->nextResourceUpdateBatch();
    const SceneUpload::Progress progress = m_upload->advance(updates, uploadBytesAFrame);
    cb->resourceUpdate(updates);
    if (progress == SceneUpload::Progress::OutOfMemory) {
        fail({"The graphics memory does not hold a graph of this size. Choose a smaller one."});
        return false;
    }
    picture.uploaded = progress == SceneUpload::Progress::Done;
    if (picture.uploaded) {
        // After the swap, since the lists that the scene graph fills within the frame would keep what is in them.
        if (m_upload->uploadedBytes() - std::exchange(m_uploadedBefore, m_upload->uploadedBytes()) > uploadBytesAFrame)
            m_window->scheduleRenderJob(QRunnable::create([window = m_window] { releaseCopies(window); }), QQuickWindow::AfterSwapStage);
        if (const auto begun = m_passes->begin(cb, *m_upload, picture.exposure, picture.style); !begun) {
            fail(begun.error());
            return false;
        }
        if (!m_splats && !m_passes->drawStrokes(cb, picture.strokes.strokes)) {
            fail({"The graphics memory does not hold the edges in view. Choose a smaller graph."});
            return false;
        }
    }
    return true;
}

void GraphNode::continuePicture(QRhiCommandBuffer* cb)
{
    Picture& picture = *m_picture;
    if (!picture.uploaded) {
        m_report.wantsFrame = true;
        return;
    }
    const bool inParts = m_config.elementsAFrame == 0;
    // What the GPU draws lies over the image that the CPU drew. Taking that costs about as much as a part, as developing does, so
    // beside many nodes it gets a frame of its own.
    if (!picture.splatted) {
        takeSplat(cb);
        if (!picture.splatted)
            return;   // it asks for a frame when it is there
        if (inParts && picture.nodeRuns.left() > partWithRest) {
            m_report.wantsFrame = true;
            return;
        }
    }
    drawPart(cb);
    if (!m_splats && inParts && m_work.nodes > partWithRest) {
        m_report.wantsFrame = true;
        return;
    }
    if (!picture.finished())
        return;
    m_passes->develop(cb);
    m_work.developed |= !m_splats;
    showPicture();
}

void GraphNode::drawPart(QRhiCommandBuffer* cb)
{
    Picture& picture = *m_picture;
    const std::uint32_t fixed = m_config.elementsAFrame;
    const std::uint32_t nodeBudget = fixed > 0 ? fixed : m_budget->nodes();
    m_work.nodes = std::min(nodeBudget, picture.nodeRuns.left());
    if (m_work.nodes > 0)
        m_passes->drawNodes(cb, *m_upload, picture.nodeRuns.take(nodeBudget));
    // What the nodes left of the frame.
    const double left = 1.0 - double(m_work.nodes) / nodeBudget;
    const auto edgeBudget = static_cast<std::uint32_t>(left * (fixed > 0 ? fixed : m_budget->edges()));
    m_work.edges = std::min(edgeBudget, picture.edgeRuns.left());
    if (m_work.edges > 0)
        m_passes->drawEdges(cb, *m_upload, picture.edgeRuns.take(edgeBudget));
    m_report.wantsFrame |= picture.nodeRuns.left() > 0 || picture.edgeRuns.left() > 0;
}

void GraphNode::takeSplat(QRhiCommandBuffer* cb)
{
    Picture& picture = *m_picture;
    if (!picture.splat->done())
        return;   // it asks for a frame when it is
    m_report.imageBytes += m_passes->takeImage(cb, *picture.splat);
    m_work.developed = true;
    m_pace.learn(picture.splat->tookMs(), picture.splatElements);
    picture.strokes.bows = std::move(picture.splat->bows());
    picture.stroked = picture.splat->stroked();
    picture.splatted = true;
}

std::optional<scene::Rect> GraphNode::covered() const
{
    if (!m_shownScene || m_shownScene->epochVersion != m_scene->epochVersion)
        return std::nullopt;
    const scene::Camera& then = m_shownExposure.camera;
    const scene::WorldPoint low = then.worldFromItem({0, 0});
    const scene::WorldPoint high = then.worldFromItem({then.width(), then.height()});
    const scene::ItemPoint from = m_frame.camera.itemFromWorld(low);
    const scene::ItemPoint to = m_frame.camera.itemFromWorld(high);
    return scene::Rect{from.x, from.y, to.x, to.y};
}

bool GraphNode::previewWanted() const
{
    if (m_config.elementsAFrame > 0)
        return false;
    // A picture that is finished in this frame needs none before it.
    if (m_picture->uploaded && m_picture->nodeRuns.left() <= partWithRest && m_picture->edgeRuns.left() <= DrawBudget::leastElements
        && (m_picture->splatted || m_picture->splat->done()) && sameExposure(wantedExposure(), m_picture->exposure))
        return false;
    const auto rect = covered();
    if (!rect)
        return true;
    const double width = std::clamp(rect->right, 0.0, m_frame.camera.width()) - std::clamp(rect->left, 0.0, m_frame.camera.width());
    const double height = std::clamp(rect->bottom, 0.0, m_frame.camera.height()) - std::clamp(rect->top, 0.0, m_frame.camera.height());
    return width * height < (1 - uncoveredShare) * m_frame.camera.width() * m_frame.camera.height();
}

bool GraphNode::previewIsCurrent() const
{
    return m_preview->texture() && m_previewEpoch == m_scene->epochVersion && m_previewStyle == m_frame.style
        && sameExposure(wantedExposure(), m_preview->exposure());
}

bool GraphNode::drawPreview(QRhiCommandBuffer* cb)
{
    Preview::Subject subject{m_scene, m_index, wantedExposure(), covered()};
    if (!m_splats) {   // from the pages, which hold the picture's
        subject.scene = m_picture->scene;
        subject.index = m_picture->index;
    }
    subject.exposure.edgeDensity = m_picture->exposure.edgeDensity;
    const auto drawn = m_preview->draw(cb, subject, m_frame.style, *m_upload, m_splatter.get(), *m_budget);
    if (!drawn) {
        fail(drawn.error());
        return false;
    }
    m_previewEpoch = subject.scene->epochVersion;
    m_previewStyle = m_frame.style;
    m_work.developed = true;   // so that nothing is learned from how long it took
    if (*drawn && !covered()) {
        m_report.sceneVersion = subject.scene->version;
        m_report.epochVersion = subject.scene->epochVersion;
        m_report.tick = subject.scene->shownTick;
        m_report.camera = subject.exposure.camera;
        m_report.outdatedSince = newerSince(subject.scene);
        m_report.nodes = m_preview->nodes();
        m_report.edges = m_preview->edges();
    }
    return *drawn;
}

void GraphNode::showPicture()
{
    Picture& picture = *m_picture;
    m_shownBows = std::move(picture.strokes.bows);
    m_shownScene = picture.scene;
    m_shownExposure = picture.exposure;
    m_shownStyle = picture.style;
    m_marksStale = m_labelsStale = true;
    m_report.sceneVersion = picture.scene->version;
    m_report.epochVersion = picture.scene->epochVersion;
    m_report.tick = picture.scene->shownTick;
    m_report.camera = picture.exposure.camera;
    m_report.outdatedSince = newerSince(picture.scene);
    m_report.strokes = picture.stroked;
    m_report.nodes = picture.index->nodes.elements;
    m_report.edges = picture.index->edges.elements;
    m_report.pictureMs = milliseconds(Clock::now() - picture.begun);
    ++m_report.pictures;
    // A device that is a CPU rests as long as it drew, so that a stream cannot take the cores for ever.
    if (m_splats) {
        const std::chrono::duration<double, std::milli> rest(std::max(std::min(m_report.pictureMs, longestRestMs), m_config.leastRestMs));
        m_restUntil = Clock::now() + std::chrono::duration_cast<Clock::duration>(rest);
    }
    m_gaveUp = false;
    m_picture.reset();
}

void GraphNode::updateMarks(QRhiResourceUpdateBatch* updates)
{
    std::vector<Mark> marks;
    if (m_shownScene)
        marks = marksOf(*m_shownScene, m_frame.highlight, m_glows.glows(),
                        {m_frame.style, wantedExposure().nodeRadius, m_shownBows, m_shownExposure.camera.scale()});
    m_windowPass->setMarks(updates, marks);
    m_marksStale = false;
}

void GraphNode::publish()
{
    m_report.refining = m_picture.has_value();
    m_report.graphPasses = m_passesBefore + (m_passes ? m_passes->passes() : 0) + (m_preview ? m_preview->passes() : 0);
    m_report.pageBytes = m_pageBytesBefore + (m_upload ? m_upload->uploadedBytes() : 0);
    m_report.gpuNodeBytes = m_upload ? m_upload->positions().bytes() + m_upload->nodes().bytes() : 0;
    m_report.positions = m_upload ? m_upload->positions().reading() : PositionReading::Texture;
    m_report.gpuEdgeBytes = m_upload ? m_upload->edges().bytes() : 0;
    m_report.restUntil = m_restUntil;
    const bool waits = !m_failed && !m_picture && m_scene;
    if (waits && viewChanged())
        m_report.wantsFrame = true;
    // Whoever asked for this frame too early, by however little, must ask for another.
    m_report.resting = waits && sceneChanged();
    // A frame that changed nothing says nothing: words about it would ask for the next frame, and so on for ever.
    if (m_report == m_published && !m_report.wantsFrame && !m_report.resting)
        return;
    m_published = m_report;
    m_link->publish(m_report);
}

void GraphNode::render(const RenderState* state)
{
    if (!m_ready)
        return;
    WindowPass::View view = this->view();
    view.clipFromItem = *state->projectionMatrix() * m_matrix;
    view.opacity = inheritedOpacity();
    const auto within = state->scissorEnabled() ? std::optional(state->scissorRect()) : std::nullopt;
    m_windowPass->render(commandBufferOf(this), view, within, renderTargetOf(this)->pixelSize());
}

} // namespace weir::render
