#include "render/window/graph_device.h"
#include "base/log.h"
#include "render/window/draw_ways.h"
#include <QtCore/qrunnable.h>
#include <QtQuick/qquickwindow.h>
#include <utility>

namespace weir::render {

namespace {

constexpr std::uint32_t uploadBytesAFrame = 4U << 20U;

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

Error noGraphicsInterface()
{
    return {"The window draws without a graphics interface. Unset QT_QUICK_BACKEND to draw the graph."};
}

std::expected<void, Error> GraphDevice::create()
{
    m_rhi = rhiOf(m_window);
    if (!m_rhi)
        return std::unexpected(noGraphicsInterface());
    m_abilities = m_config.device.value_or(DeviceAbilities::of(m_rhi));
    if (const auto enough = suffices(m_abilities); !enough)
        return std::unexpected(enough.error());
    const DrawWays ways = waysOf(m_abilities, m_config);
    m_splats = ways.splats;
    m_budget = std::make_unique<DrawBudget>(m_abilities.isCpu ? DrawBudget::Device::Cpu : DrawBudget::Device::Gpu);
    const auto edges = m_splats ? PicturePasses::Edges::FromImage : PicturePasses::Edges::Drawn;
    m_passes = std::make_unique<PicturePasses>(m_rhi, m_abilities, edges);
    m_preview = std::make_unique<Preview>(m_rhi, m_abilities, edges);
    m_upload = std::make_unique<SceneUpload>(m_rhi, m_splats ? SceneUpload::Edges::OnCpu : SceneUpload::Edges::OnGpu, ways.positions);
    m_windowPass = std::make_unique<WindowPass>(m_rhi);
    if (m_splats && !m_splatter)
        m_splatter = std::make_unique<PictureSplatter>();
    for (auto created : {m_passes->create(), m_preview->create()}) {
        if (!created)
            return created;
    }
    qCDebug(logRender) << m_abilities.name << (m_splats ? "splats edges and small nodes" : "") << (ways.positions == PositionReading::Buffer ? "reads positions in a buffer" : "");
    return {};
}

void GraphDevice::release()
{
    m_passesBefore += (m_passes ? m_passes->passes() : 0) + (m_preview ? m_preview->passes() : 0);
    m_pageBytesBefore += m_upload ? m_upload->uploadedBytes() : 0;
    m_passes.reset();
    m_preview.reset();
    m_upload.reset();
    m_uploadedBefore = 0;
    m_windowPass.reset();
    m_rhi = nullptr;
}

void GraphDevice::beginFrame()
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

std::expected<bool, Error> GraphDevice::advanceUpload(QRhiCommandBuffer* cb)
{
    QRhiResourceUpdateBatch* const updates = m_rhi->nextResourceUpdateBatch();
    const SceneUpload::Progress progress = m_upload->advance(updates, uploadBytesAFrame);
    cb->resourceUpdate(updates);
    if (progress == SceneUpload::Progress::OutOfMemory)
        return std::unexpected(Error{"The graphics memory does not hold a graph of this size. Choose a smaller one."});
    if (progress != SceneUpload::Progress::Done)
        return false;
    // After the swap, since the lists that the scene graph fills within the frame would keep what is in them.
    if (m_upload->uploadedBytes() - std::exchange(m_uploadedBefore, m_upload->uploadedBytes()) > uploadBytesAFrame)
        m_window->scheduleRenderJob(QRunnable::create([window = m_window] { releaseCopies(window); }), QQuickWindow::AfterSwapStage);
    return true;
}

void GraphDevice::takeImage(QRhiCommandBuffer* cb, const PictureSplatter::Job& job)
{
    m_imageBytes += m_passes->takeImage(cb, job);
    m_work.developed = true;
}

void GraphDevice::addTo(PictureReport& report) const
{
    report.device = m_abilities.name;
    report.graphPasses = m_passesBefore + (m_passes ? m_passes->passes() : 0) + (m_preview ? m_preview->passes() : 0);
    report.pageBytes = m_pageBytesBefore + (m_upload ? m_upload->uploadedBytes() : 0);
    report.imageBytes = m_imageBytes;
    report.gpuNodeBytes = m_upload ? m_upload->positions().bytes() + m_upload->nodes().bytes() : 0;
    report.positions = m_upload ? m_upload->positions().reading() : PositionReading::Texture;
    report.gpuEdgeBytes = m_upload ? m_upload->edges().bytes() : 0;
}

} // namespace weir::render
