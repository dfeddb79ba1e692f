#include "render/picture/picture_plan.h"

namespace weir::render {

namespace {

constexpr double largestSplatted = 2;   // pixels: nodes of a larger radius have a shape, which the GPU draws

} // namespace

PicturePlan planOf(const std::shared_ptr<const scene::Scene>& scene, const std::shared_ptr<const scene::SpatialIndex>& index,
                   const PicturePasses::Exposure& exposure, const PictureStyle& style, Splatting splatting,
                   const std::optional<StrokeView>& strokes)
{
    constexpr std::uint32_t all = 0xffff'ffffU;
    PicturePlan plan;
    plan.exposure = exposure;
    const scene::View view{exposure.camera, exposure.nodeRadius, {}, strokes ? strokeReach : 0};
    scene::ChosenBlocks nodes = scene::chooseNodes(*index, view, all);
    scene::ChosenBlocks edges = scene::chooseEdges(*index, view, all);
    const double pixelRadius = exposure.nodeRadius * exposure.pixelRatio;
    std::vector<std::uint32_t> byGpu = nodes.numbers;
    if (splatting != Splatting::None && pixelRadius < largestSplatted) {
        plan.exposure.leastRadius = largestSplatted;
        std::erase_if(byGpu, [&](std::uint32_t number) { return index->nodes.blocks[number]->largestRadius * pixelRadius < largestSplatted; });
    }
    plan.nodeRuns = PlaceRuns(index->nodes, byGpu);
    if (splatting == Splatting::None) {
        auto seen = strokes ? seenToStroke(*scene, *index, edges.numbers, *strokes) : std::nullopt;
        plan.stroked = seen.has_value();
        if (seen)
            plan.strokes = strokesOf(*scene, *seen, *strokes);
        else
            plan.edgeRuns = PlaceRuns(index->edges, edges.numbers);
    } else {
        plan.splatElements = double(edges.elements) + (plan.exposure.leastRadius > 0 ? nodes.elements : 0);
        plan.splat = splatTaskOf(scene, index, std::move(nodes), std::move(edges), plan.exposure, style);
        plan.splat->strokes = strokes;
    }
    return plan;
}

} // namespace weir::render
