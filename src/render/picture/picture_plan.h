#pragma once
#include "render/picture/picture_passes.h"
#include <optional>

namespace weir::render {

/// What a picture draws of a scene, and who draws it: where the device is a CPU, threads splat edges and small nodes.
struct PicturePlan {
    PicturePasses::Exposure exposure;     ///< with the least radius of what the GPU draws
    PlaceRuns nodeRuns, edgeRuns;         ///< that the GPU draws
    EdgeStrokes strokes;                  ///< of a close view, that the GPU draws
    bool stroked = false;                 ///< as these, not as lines
    std::optional<SplatTask> splat;       ///< what the CPU draws
    double splatElements = 0;             ///< of that
};

enum class Splatting : std::uint8_t { None, EdgesAndSmallNodes };

/// All that is in view, with no budget. `strokes`: how edges are seen where they are more than lines; nothing: lines.
[[nodiscard]] PicturePlan planOf(const std::shared_ptr<const scene::Scene>& scene, const std::shared_ptr<const scene::SpatialIndex>& index,
                                 const PicturePasses::Exposure& exposure, const PictureStyle& style, Splatting splatting,
                                 const std::optional<StrokeView>& strokes);

} // namespace weir::render
