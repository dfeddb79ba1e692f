#include "render/graph_node.h"
#include "base/log.h"
#include "render/marks.h"
#include "scene/edge_density.h"
#include "scene/node_size.h"
#include "scene/run_in_view.h"
#include <algorithm>
#include <cmath>

namespace weir::render {

namespace {

constexpr std::uint32_t uploadBytesAFrame = 4U << 20U;
constexpr double shareWorthFinishing = 0.5;
constexpr std::uint32_t quickEdges = 40'000;   // so few are splatted in place, where that took no longer than
constexpr double quickSplatMs = 14;
constexpr std::uint32_t partWithRest = 12'000;   // nodes: beside so few the rest of a picture fits into the frame
constexpr double longestRestMs = 1000;
constexpr double dimmedBySelection = 0.62;

bool sameExposure(const PicturePasses::Exposure& a, const PicturePasses::Exposure& b)
{
    return a.size == b.size && a.pixelRatio == b.pixelRatio && a.nodeRadius == b.nodeRadius && a.camera == b.camera;
}

Error noGraphicsInterface()
{
    return {"The window draws without a graphics interface. Unset QT_QUICK_BACKEND to draw the graph."};
}

bool isCpu(QRhi* rhi)
{
    const QRhiDriverInfo driver = rhi->driverInfo();
    if (driver.deviceType == QRhiDriverInfo::CpuDevice)
        return true;
    // OpenGL does not tell the kind of its device, only a name.
    const QByteArray name = driver.deviceName.toLower();
    return name.contains("llvmpipe") || name.contains("softpipe") || name.contains("swrast") || name.contains("lavapipe")
        || name.contains("swiftshader") || name.contains("basic render");
}

} // namespace

double GraphNode::Picture::share() const
{
    const double all = double(scene->nodeSlots) + double(scene->edgeSlots);
    const double drawn = double(nodesDrawn) + double(edgesDone ? scene->edgeSlots : edgesDrawn);
    return all > 0 ? drawn / all : 1.0;
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
    : m_window(window), m_link(std::move(link)), m_clock(std::move(clock)), m_config(config)
{
}

GraphNode::~GraphNode() { releaseResources(); }

QRectF GraphNode::rect() const { return {0, 0, m_frame.camera.width(), m_frame.camera.height()}; }

void GraphNode::synchronize(GraphFrame frame)
{
    if (frame.update) {
        m_scene = frame.update->scene;
        if (m_waiting) {
            m_waiting = scene::merge(std::move(*m_waiting), std::move(*frame.update));
        } else {
            m_waiting = std::move(frame.update);
            m_waitingSince = Clock::now();
        }
        frame.update.reset();
    }
    if (frame.highlight != m_frame.highlight || frame.style != m_frame.style || frame.camera.scale() != m_frame.camera.scale())
        m_marksStale = true;
    m_frame = std::move(frame);
    markDirty(DirtyMaterial);
    // Qt's own software renderer never comes to prepare(), so it is here that its user is told.
    if (!m_failed && !QSGRendererInterface::isApiRhiBased(m_window->rendererInterface()->graphicsApi())) {
        fail(noGraphicsInterface());
        publish();
        m_link->frameEnded();
    }
}

void GraphNode::releaseResources()
{
    giveUpPicture();
    m_passesBefore += m_passes ? m_passes->passes() : 0;
    m_pageBytesBefore += m_upload ? m_upload->uploadedBytes() : 0;
    m_passes.reset();
    m_upload.reset();
    m_windowPass.reset();
    m_shownScene.reset();
    m_rhi = nullptr;
    m_failed = false;
    m_ready = false;
    if (!m_waiting && m_scene)
        m_waiting = scene::SceneUpdate{m_scene, {}};
}

bool GraphNode::createResources()
{
    if (m_rhi)
        return true;
    m_rhi = static_cast<QRhi*>(m_window->rendererInterface()->getResource(m_window, QSGRendererInterface::RhiResource));
    if (!m_rhi) {
        fail(noGraphicsInterface());
        return false;
    }
    const bool cpu = isCpu(m_rhi);
    m_edgesOnCpu = m_config.edges == EdgeDrawing::Cpu || (m_config.edges == EdgeDrawing::ByDevice && cpu);
    m_budget = std::make_unique<DrawBudget>(cpu ? DrawBudget::Device::Cpu : DrawBudget::Device::Gpu);
    m_passes = std::make_unique<PicturePasses>(m_rhi);
    m_upload =
        std::make_unique<SceneUpload>(m_rhi, m_edgesOnCpu ? SceneUpload::Edges::OnCpu : SceneUpload::Edges::OnGpu);
    m_windowPass = std::make_unique<WindowPass>(m_rhi);
    if (m_edgesOnCpu && !m_splatter)
        m_splatter = std::make_unique<EdgeSplatter>();
    m_marksStale = true;
    if (const auto created = m_passes->create(); !created) {
        fail(created.error());
        return false;
    }
    qCDebug(logRender) << m_rhi->backendName() << m_rhi->driverInfo().deviceName << (m_edgesOnCpu ? "splats edges" : "");
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
    return !m_shownScene || m_report.drawnShare < 1 || !sameExposure(wantedExposure(), m_shownExposure)
        || m_frame.style != m_shownStyle;
}

bool GraphNode::sceneChanged() const { return m_scene != m_shownScene; }

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
    if (m_picture)
        continuePicture(cb);

    QRhiResourceUpdateBatch* const updates = m_rhi->nextResourceUpdateBatch();
    QRhiTexture* const developed = m_shownScene ? m_passes->developed() : nullptr;
    m_ready = !m_failed && m_windowPass->prepare(renderTargetOf(this), developed, updates);
    if (m_ready && m_marksStale)
        updateMarks(updates);
    cb->resourceUpdate(updates);
    publish();
}

void GraphNode::beginPicture()
{
    Picture picture;
    picture.exposure = wantedExposure();
    picture.style = m_frame.style;
    picture.scene = m_scene;
    picture.exposure.edgeDensity = scene::meanEdgeDensity(*m_scene, picture.exposure.camera);
    picture.begun = Clock::now();
    picture.sceneTaken = m_waiting ? m_waitingSince : m_report.sceneTaken;
    if (m_waiting) {
        m_upload->begin(*m_waiting);
        m_waiting.reset();
    }
    const bool quick = picture.scene->edgeSlots <= quickEdges && m_lastSplatMs <= quickSplatMs;
    if (m_edgesOnCpu && !quick) {
        picture.splat = m_splatter->start(picture.scene, PicturePasses::pixelFromWorld(picture.exposure),
                                          picture.exposure.size, [link = m_link] { link->requestFrame(); });
    }
    m_picture = std::move(picture);
}

void GraphNode::continuePicture(QRhiCommandBuffer* cb)
{
    Picture& picture = *m_picture;
    if (!picture.uploaded) {
        QRhiResourceUpdateBatch* const updates = m_rhi->nextResourceUpdateBatch();
        const SceneUpload::Progress progress = m_upload->advance(updates, uploadBytesAFrame);
        cb->resourceUpdate(updates);
        if (progress == SceneUpload::Progress::OutOfMemory)
            return fail({"The graphics memory does not hold a graph of this size. Choose a smaller one."});
        if (progress == SceneUpload::Progress::Unfinished) {
            m_report.wantsFrame = true;
            return;
        }
        const auto edges = m_edgesOnCpu && m_shownScene ? PicturePasses::EdgeLayer::Replaced : PicturePasses::EdgeLayer::Cleared;
        if (const auto begun = m_passes->begin(cb, *m_upload, picture.exposure, picture.style, edges); !begun)
            return fail(begun.error());
        picture.uploaded = true;
    }
    drawPart(cb);
    // Until there is a picture of this graph its parts are shown as they come.
    const bool first = !m_shownScene || m_shownScene->epochVersion != picture.scene->epochVersion || m_report.drawnShare < 1;
    // Taking the edges and developing costs about as much as a part, so it gets a frame of its own.
    if (m_work.nodes > partWithRest && m_config.elementsAFrame == 0 && !first) {
        // Edges that are not there yet ask for the frame themselves.
        m_report.wantsFrame |= !picture.splat || picture.splat->done();
        return;
    }
    if (m_edgesOnCpu)
        takeSplat(cb);
    if (!picture.finished() && !first)
        return;
    m_passes->develop(cb);
    m_work.developed = true;
    showPicture();
}

void GraphNode::drawPart(QRhiCommandBuffer* cb)
{
    Picture& picture = *m_picture;
    const std::uint32_t fixed = m_config.elementsAFrame;
    const std::uint32_t nodeBudget = fixed > 0 ? fixed : m_budget->nodes();
    const std::uint32_t nodesLeft = picture.scene->nodeSlots - picture.nodesDrawn;
    const scene::RunInView run = fixed > 0 ? scene::RunInView{std::min(fixed, nodesLeft), std::min(fixed, nodesLeft)}
                                           : scene::runInView(*picture.scene, picture.exposure.camera, picture.nodesDrawn, nodeBudget);
    m_work.nodes = run.worth;
    if (run.slots > 0)
        m_passes->drawNodes(cb, *m_upload, picture.nodesDrawn, run.slots);
    picture.nodesDrawn += run.slots;
    if (!m_edgesOnCpu) {
        // What the nodes left of the frame.
        const double left = 1.0 - double(m_work.nodes) / nodeBudget;
        const auto edgeBudget = static_cast<std::uint32_t>(left * (fixed > 0 ? fixed : m_budget->edges()));
        m_work.edges = std::min(edgeBudget, picture.scene->edgeSlots - picture.edgesDrawn);
        if (m_work.edges > 0)
            m_passes->drawEdges(cb, *m_upload, picture.edgesDrawn, m_work.edges);
        picture.edgesDrawn += m_work.edges;
        picture.edgesDone = picture.edgesDrawn == picture.scene->edgeSlots;
    }
    m_report.wantsFrame = picture.nodesDrawn < picture.scene->nodeSlots || (!m_edgesOnCpu && !picture.edgesDone);
}

void GraphNode::takeSplat(QRhiCommandBuffer* cb)
{
    Picture& picture = *m_picture;
    if (picture.edgesDone)
        return;
    if (!picture.splat) {
        picture.splat = m_splatter->drawNow(picture.scene, PicturePasses::pixelFromWorld(picture.exposure),
                                            picture.exposure.size);
    }
    if (!picture.splat->done())
        return;   // it asks for a frame when it is
    QRhiResourceUpdateBatch* const updates = m_rhi->nextResourceUpdateBatch();
    m_passes->setDensity(updates, picture.splat->pixels());
    cb->resourceUpdate(updates);
    m_report.imageBytes += static_cast<std::uint64_t>(picture.splat->pixels().size());
    m_lastSplatMs = picture.splat->tookMs();
    picture.edgesDrawn = picture.splat->edges();
    picture.edgesDone = true;
}

void GraphNode::showPicture()
{
    const Picture& picture = *m_picture;
    m_shownScene = picture.scene;
    m_shownExposure = picture.exposure;
    m_shownStyle = picture.style;
    m_marksStale = true;
    m_report.sceneVersion = picture.scene->version;
    m_report.epochVersion = picture.scene->epochVersion;
    m_report.tick = picture.scene->shownTick;
    m_report.camera = picture.exposure.camera;
    m_report.sceneTaken = picture.sceneTaken;
    if (!picture.finished()) {
        m_report.drawnShare = std::min(picture.share(), 0.999);
        m_report.nodes = picture.nodesDrawn;
        m_report.edges = picture.edgesDrawn;
        return;
    }
    m_report.drawnShare = 1;
    m_report.nodes = m_upload->drawnNodes();
    m_report.edges = m_edgesOnCpu ? picture.edgesDrawn : picture.scene->edgeCount;
    m_report.pictureMs = milliseconds(Clock::now() - picture.begun);
    ++m_report.pictures;
    // A device that is a CPU rests as long as it drew, so that a stream cannot take the cores for ever.
    if (m_edgesOnCpu) {
        const std::chrono::duration<double, std::milli> rest(std::max(std::min(m_report.pictureMs, longestRestMs), m_config.leastRestMs));
        m_restUntil = Clock::now() + std::chrono::duration_cast<Clock::duration>(rest);
    }
    m_gaveUp = false;
    m_picture.reset();
}

void GraphNode::updateMarks(QRhiResourceUpdateBatch* updates)
{
    std::vector<WindowPass::Mark> marks;
    if (m_shownScene)
        marks = marksOf(*m_shownScene, m_frame.highlight, m_frame.style, wantedExposure().nodeRadius);
    m_windowPass->setMarks(updates, marks);
    m_marksStale = false;
}

void GraphNode::publish()
{
    m_report.refining = m_picture.has_value();
    m_report.graphPasses = m_passesBefore + (m_passes ? m_passes->passes() : 0);
    m_report.pageBytes = m_pageBytesBefore + (m_upload ? m_upload->uploadedBytes() : 0);
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
    WindowPass::View view;
    view.clipFromItem = *state->projectionMatrix() * m_matrix;
    view.camera = m_frame.camera;
    view.pictureCamera = m_shownExposure.camera;
    view.opacity = inheritedOpacity();
    view.pixelRatio = m_frame.pixelRatio;
    view.dimmed = m_frame.highlight.selects() ? dimmedBySelection : 0;
    view.ground = m_frame.style.ground;
    view.hasPicture = m_shownScene != nullptr;
    m_windowPass->render(commandBufferOf(this), view, *state, renderTargetOf(this)->pixelSize());
}

} // namespace weir::render
