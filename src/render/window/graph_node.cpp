#include "render/window/graph_node.h"
#include "render/look/dimmed.h"
#include "scene/edge_density.h"
#include "scene/node_size.h"
#include <algorithm>
#include <utility>

namespace weir::render {

namespace {

constexpr double shareWorthFinishing = 0.5;
constexpr double longestRestMs = 1000;

} // namespace

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
    : m_window(window), m_link(std::move(link)), m_device(window, std::move(clock), std::move(config))
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
    m_labelsStale |= frame.labels != m_frame.labels || frame.highlight.selects() != m_frame.highlight.selects();
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
    m_picture.reset();
    m_preview.hide();
    m_device.release();
    m_shown.forget();
    m_failed = false;
    m_ready = false;
    if (!m_waiting && m_scene)
        m_waiting = scene::IndexedUpdate{{m_scene, {}}, m_index, {}};
}

bool GraphNode::createDevice()
{
    if (m_device.isThere())
        return true;
    if (const auto created = m_device.create(); !created) {
        fail(created.error());
        return false;
    }
    m_marksStale = m_labelsStale = true;
    return true;
}

void GraphNode::fail(const Error& error)
{
    m_picture.reset();
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

void GraphNode::prepare()
{
    m_matrix = *matrix();   // dangles in render() before Qt 6.6
    m_ready = false;
    m_report.wantsFrame = false;
    if (m_failed || !createDevice()) {
        publish();
        return;
    }
    m_device.beginFrame();
    QRhiCommandBuffer* const cb = commandBufferOf(this);
    if (m_picture && !m_gaveUp && m_picture->share() < shareWorthFinishing && !wantedExposure().sameView(m_picture->subject().exposure)) {
        m_picture.reset();
        m_gaveUp = true;
    }
    if (!m_picture && m_scene && (viewChanged() || (sceneChanged() && Clock::now() >= m_restUntil)))
        beginPicture();
    m_preview.hide();
    if (m_picture)
        drawPicture(cb);
    if (!m_picture)
        m_preview.hide();
    const double finished = m_shown.isThere() ? 1.0 : 0.0;
    m_report.nodeShare = m_preview.isShown() ? m_device.preview().nodeShare() : finished;
    m_report.edgeShare = m_preview.isShown() ? m_device.preview().edgeShare() : finished;
    m_report.drawnShare = m_preview.isShown() ? std::min({m_report.nodeShare, m_report.edgeShare, 0.999}) : finished;

    QRhiTexture* const shown = m_failed ? nullptr : labelledPicture(cb);
    QRhiResourceUpdateBatch* const updates = m_device.rhi()->nextResourceUpdateBatch();
    m_ready = !m_failed && m_device.windowPass().prepare(renderTargetOf(this), shown, m_preview.isShown() ? m_device.preview().texture() : nullptr, updates);
    if (!m_ready && !m_failed)
        fail(lackOf(m_device.abilities(), QStringLiteral("draw the graph's picture into the window")));
    m_marksStale |= m_glows.expire(m_frame.now());
    m_report.fading = !m_glows.empty();
    if (m_ready && (m_marksStale || !marksFit()))
        updateMarks(updates);
    cb->resourceUpdate(updates);
    publish();
}

void GraphNode::beginPicture()
{
    PictureInProgress::Subject subject{m_scene, m_index, wantedExposure(), m_frame.style};
    subject.exposure.edgeDensity = scene::meanEdgeDensity(*m_scene, subject.exposure.camera, thinnedFrom(subject.exposure.nodeRadius, 1));
    m_picture.emplace(std::move(subject), m_device, [link = m_link] { link->requestFrame(); });
    if (m_waiting) {
        m_device.upload().begin(*m_waiting);
        m_waiting.reset();
    }
}

void GraphNode::drawPicture(QRhiCommandBuffer* cb)
{
    if (const auto uploading = m_picture->upload(cb); !uploading)
        return fail(uploading.error());
    using Is = ViewPreview::Outcome::Is;
    const auto seen = m_preview.update(cb, m_device, {m_scene, m_index, wantedExposure(), m_frame.style}, *m_picture, m_shown);
    if (!seen)
        return fail(seen.error());
    if (seen->preview == Is::Drawn && !m_shown.placeIn(m_frame.camera, m_scene->epochVersion)) {
        reportScene(*seen->drawn, m_frame.camera);
        m_report.nodes = m_device.preview().nodes();
        m_report.edges = m_device.preview().edges();
    }
    // A frame that drew a preview has no time for more, but a hand that never rests would then see nothing else.
    if (seen->preview == Is::Drawn && !m_gaveUp) {
        m_report.wantsFrame = true;
        return;
    }
    switch (m_picture->draw(cb)) {
    case PictureInProgress::Next::Frame:
        m_report.wantsFrame = true;
        break;
    case PictureInProgress::Next::Splat:
        break;
    case PictureInProgress::Next::Done:
        showPicture();
        break;
    }
}

void GraphNode::reportScene(const scene::Scene& scene, const scene::Camera& camera)
{
    m_report.sceneVersion = scene.version;
    m_report.epochVersion = scene.epochVersion;
    m_report.tick = scene.shownTick;
    m_report.camera = camera;
    m_report.outdatedSince = &scene == m_scene.get() ? std::nullopt : std::optional(m_waitingSince);
}

void GraphNode::showPicture()
{
    m_shown.take(*m_picture);
    m_marksStale = m_labelsStale = true;
    const PictureInProgress::Subject& subject = m_picture->subject();
    reportScene(*subject.scene, subject.exposure.camera);
    m_report.strokes = m_picture->stroked();
    m_report.nodes = subject.index->nodes.elements;
    m_report.edges = subject.index->edges.elements;
    m_report.pictureMs = milliseconds(Clock::now() - m_picture->begun());
    ++m_report.pictures;
    // A device that is a CPU rests as long as it drew, so that a stream cannot take the cores for ever.
    if (m_device.splats()) {
        const std::chrono::duration<double, std::milli> rest(std::max(std::min(m_report.pictureMs, longestRestMs), m_device.config().leastRestMs));
        m_restUntil = Clock::now() + std::chrono::duration_cast<Clock::duration>(rest);
    }
    m_gaveUp = false;
    m_picture.reset();
}

QRhiTexture* GraphNode::labelledPicture(QRhiCommandBuffer* cb)
{
    m_labelled = false;
    if (!m_shown.isThere())
        return nullptr;
    QRhiTexture* const developed = m_device.passes().developed();
    if (std::exchange(m_labelsStale, false)) {
        QRhiResourceUpdateBatch* const updates = m_device.rhi()->nextResourceUpdateBatch();
        const bool set = m_device.windowPass().setLabels(updates, m_frame.labels, *m_shown.scene(), platesFor(m_frame.highlight));
        cb->resourceUpdate(updates);
        m_labelledStale = true;
        if (!set) {
            fail({"The graphics memory does not hold the labels. Choose a smaller graph."});
            return nullptr;
        }
    }
    const bool still = !m_preview.isShown() && m_frame.camera == m_shown.camera() && !m_frame.highlight.selects();
    if (!still || !m_device.windowPass().hasLabels())
        return developed;
    const auto labelling = std::exchange(m_labelledStale, false) ? WindowPass::Labelling::Anew : WindowPass::Labelling::Kept;
    QRhiTexture* const labelled = m_device.windowPass().labelled(cb, developed, view(), labelling);
    m_labelled = labelled != nullptr;
    return labelled ? labelled : developed;
}

WindowPass::View GraphNode::view() const
{
    WindowPass::View view;
    view.camera = m_frame.camera;
    view.pictureCamera = m_shown.camera();
    view.opacity = 1;
    view.pixelRatio = m_frame.pixelRatio;
    view.dimmed = m_frame.highlight.selects() ? dimmedBySelection : 0;
    view.ground = m_frame.style.ground;
    view.label = m_frame.style.label;
    view.hasPreview = m_preview.isShown();
    // Another graph's picture stays until there is something of the new one.
    view.hasPicture = m_shown.isThere() && !(m_preview.isShown() && m_shown.scene()->epochVersion != m_scene->epochVersion);
    view.labelled = m_labelled;
    view.fadeSeconds = m_glows.empty() ? 0 : m_glows.seconds(m_frame.now());
    return view;
}

void GraphNode::updateMarks(QRhiResourceUpdateBatch* updates)
{
    m_device.windowPass().setMarks(updates, m_shown.marks(m_frame.highlight, m_glows.glows(), m_frame.style, wantedExposure().nodeRadius, m_frame.camera));
    m_marksCamera = m_frame.camera;
    m_marksStale = false;
}

bool GraphNode::marksFit() const
{
    const scene::ItemPoint moved = m_frame.camera.itemFromWorld(m_marksCamera.centre());
    return std::abs(moved.x - m_frame.camera.width() / 2) <= m_frame.camera.width() && std::abs(moved.y - m_frame.camera.height() / 2) <= m_frame.camera.height();
}

void GraphNode::publish()
{
    m_report.refining = m_picture.has_value();
    m_device.addTo(m_report);
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
    m_device.windowPass().render(commandBufferOf(this), view, within, renderTargetOf(this)->pixelSize());
}

} // namespace weir::render
