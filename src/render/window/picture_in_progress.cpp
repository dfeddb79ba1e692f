#include "render/window/picture_in_progress.h"
#include "render/picture/picture_plan.h"
#include <algorithm>
#include <utility>

namespace weir::render {

namespace {

constexpr double quickSplatMs = 12;              // a picture that takes no longer is splatted in place
constexpr std::uint32_t partWithRest = 12'000;   // nodes: beside so few the rest of a picture fits into the frame

} // namespace

PictureInProgress::PictureInProgress(Subject subject, GraphDevice& device, std::function<void()> onSplatted)
    : m_subject(std::move(subject)), m_device(device), m_begun(Clock::now())
{
    PicturePlan plan = planOf(m_subject.scene, m_subject.index, m_subject.exposure, m_subject.style,
                              device.splats() ? Splatting::EdgesAndSmallNodes : Splatting::None,
                              strokeViewOf(m_subject.exposure, m_subject.style));
    m_subject.exposure = plan.exposure;
    m_nodeRuns = std::move(plan.nodeRuns);
    m_edgeRuns = std::move(plan.edgeRuns);
    m_strokes = std::move(plan.strokes);
    m_stroked = plan.stroked;
    m_splatElements = plan.splatElements;
    if (!plan.splat)
        m_splatted = true;
    else if (device.pace().msFor(m_splatElements) <= quickSplatMs)
        m_splat = device.splatter()->drawNow(std::move(*plan.splat));
    else
        m_splat = device.splatter()->start(std::move(*plan.splat), std::move(onSplatted));
}

PictureInProgress::~PictureInProgress()
{
    if (m_splat)
        m_splat->cancel();
}

double PictureInProgress::share() const
{
    const double all = double(m_nodeRuns.all()) + m_edgeRuns.all() + m_splatElements;
    const double left = double(m_nodeRuns.left()) + m_edgeRuns.left() + (m_splatted ? 0.0 : m_splatElements);
    return all > 0 ? 1 - left / all : 1.0;
}

bool PictureInProgress::nearlyDone() const
{
    return m_uploaded && m_nodeRuns.left() <= partWithRest && m_edgeRuns.left() <= DrawBudget::leastElements && (m_splatted || m_splat->done());
}

std::expected<void, Error> PictureInProgress::upload(QRhiCommandBuffer* cb)
{
    if (m_uploaded)
        return {};
    const auto there = m_device.advanceUpload(cb);
    if (!there)
        return std::unexpected(there.error());
    m_uploaded = *there;
    if (!m_uploaded)
        return {};
    if (const auto began = m_device.passes().begin(cb, m_device.upload(), m_subject.exposure, m_subject.style); !began)
        return std::unexpected(began.error());
    if (!m_device.splats() && !m_device.passes().drawStrokes(cb, m_strokes.strokes))
        return std::unexpected(Error{"The graphics memory does not hold the edges in view. Choose a smaller graph."});
    return {};
}

PictureInProgress::Next PictureInProgress::draw(QRhiCommandBuffer* cb)
{
    if (!m_uploaded)
        return Next::Frame;
    const bool inParts = m_device.config().elementsAFrame == 0;
    // What the GPU draws lies over the image that the CPU drew. Taking that costs about as much as a part, as developing does, so
    // beside many nodes it gets a frame of its own.
    if (!m_splatted) {
        takeSplat(cb);
        if (!m_splatted)
            return Next::Splat;
        if (inParts && m_nodeRuns.left() > partWithRest)
            return Next::Frame;
    }
    drawPart(cb);
    if (!m_device.splats() && inParts && m_device.work().nodes > partWithRest)
        return Next::Frame;
    if (!isDrawn())
        return Next::Frame;
    m_device.passes().develop(cb);
    m_device.work().developed |= !m_device.splats();
    return Next::Done;
}

void PictureInProgress::drawPart(QRhiCommandBuffer* cb)
{
    DrawBudget::Work& work = m_device.work();
    const std::uint32_t fixed = m_device.config().elementsAFrame;
    const std::uint32_t nodeBudget = fixed > 0 ? fixed : m_device.budget().nodes();
    work.nodes = std::min(nodeBudget, m_nodeRuns.left());
    if (work.nodes > 0)
        m_device.passes().drawNodes(cb, m_device.upload(), m_nodeRuns.take(nodeBudget));
    // What the nodes left of the frame.
    const double left = 1.0 - double(work.nodes) / nodeBudget;
    const auto edgeBudget = static_cast<std::uint32_t>(left * (fixed > 0 ? fixed : m_device.budget().edges()));
    work.edges = std::min(edgeBudget, m_edgeRuns.left());
    if (work.edges > 0)
        m_device.passes().drawEdges(cb, m_device.upload(), m_edgeRuns.take(edgeBudget));
}

void PictureInProgress::takeSplat(QRhiCommandBuffer* cb)
{
    if (!m_splat->done())
        return;
    m_device.takeImage(cb, *m_splat);
    m_device.pace().learn(m_splat->tookMs(), m_splatElements);
    m_strokes.lanes = std::move(m_splat->lanes());
    m_stroked = m_splat->stroked();
    m_splatted = true;
}

} // namespace weir::render
