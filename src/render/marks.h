#pragma once
#include "render/edge_strokes.h"
#include "render/highlight.h"
#include "render/picture_style.h"
#include "render/window_pass.h"

namespace weir::render {

/// The marks that show `highlight` over a picture of `scene`: edges first, then neighbours, then the selected and the
/// hovered node. `nodeRadius` is that of a node of relative radius 1 in item pixels; edges follow `bows`, where they do not run straight
/// at `scale` item pixels a world unit. Time in proportion to the highlight.
[[nodiscard]] std::vector<WindowPass::Mark> marksOf(const scene::Scene& scene, const Highlight& highlight,
                                                    const PictureStyle& style, double nodeRadius,
                                                    std::span<const EdgeBow> bows, double scale);

} // namespace weir::render
