#include "render/picture/preview.h"
#include <algorithm>
#include <limits>

namespace weir::render {

namespace {

constexpr double resolution = 0.5;       // of the picture's
constexpr double cpuMs = 9;              // that the CPU may draw for
constexpr double nodesOfTwo = 0.4;       // of what is drawn, the rest is edges

} // namespace

std::expected<bool, Error> Preview::draw(QRhiCommandBuffer* cb, const Subject& subject, const PictureStyle& style,
                                         const SceneUpload& upload, PictureSplatter* splatter, const DrawBudget& budget)
{
    const bool byCpu = m_edges == Edges::FromImage;
    if (!byCpu && (upload.outstanding() || upload.positions().resourceId() == 0))
        return false;
    const double most = byCpu ? m_pace.elementsWithin(cpuMs) : budget.edges() / 2.0;
    const scene::View view{subject.exposure.camera, subject.exposure.nodeRadius, subject.covered};
    scene::ChosenBlocks nodes = scene::chooseNodes(*subject.index, view, static_cast<std::uint32_t>(most * nodesOfTwo));
    scene::ChosenBlocks edges = scene::chooseEdges(*subject.index, view, static_cast<std::uint32_t>(most * (1 - nodesOfTwo)));

    PicturePasses::Exposure exposure = subject.exposure;
    exposure.size = QSize(std::max(1, qRound(exposure.size.width() * resolution)), std::max(1, qRound(exposure.size.height() * resolution)));
    exposure.pixelRatio *= resolution;
    // A line is as wide in fewer pixels, so it stands for less of what the mean pixel has.
    exposure.edgeWeight = resolution * static_cast<double>(1U << edges.leastOctave);
    exposure.nodeWeight = static_cast<double>(1U << nodes.leastOctave);
    m_nodeShare = nodes.share();
    m_edgeShare = edges.share();
    m_nodes = nodes.elements;
    m_drawnEdges = edges.elements;
    m_exposure = subject.exposure;

    if (const auto begun = m_passes.begin(cb, upload, exposure, style); !begun)
        return std::unexpected(begun.error());
    if (byCpu) {
        const double elements = double(nodes.elements) + edges.elements;
        SplatTask task = splatTaskOf(subject.scene, subject.index, std::move(nodes), std::move(edges), exposure, style);
        task.largestRadius = std::numeric_limits<float>::max();
        const auto job = splatter->drawNow(std::move(task));
        m_pace.learn(job->tookMs(), elements);
        m_passes.takeImage(cb, *job);
    } else {
        m_passes.drawEdges(cb, upload, PlaceRuns(subject.index->edges, edges.numbers).take(0xffff'ffffU));
        m_passes.drawNodes(cb, upload, PlaceRuns(subject.index->nodes, nodes.numbers).take(0xffff'ffffU));
    }
    m_passes.develop(cb);
    return true;
}

} // namespace weir::render
