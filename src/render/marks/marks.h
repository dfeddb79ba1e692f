#pragma once
#include "render/splat/edge_strokes.h"
#include "render/marks/glow_list.h"
#include "render/look/highlight.h"
#include "render/marks/mark.h"
#include "render/look/picture_style.h"
#include <span>
#include <vector>

namespace weir::render {

/// How the picture under the marks was drawn.
struct MarkView {
    const PictureStyle& style;
    double nodeRadius = 1;             ///< of relative radius 1, item pixels
    std::span<const EdgeBow> bows;     ///< of the edges that do not run straight
    double scale = 1;                  ///< item pixels a world unit
};

/// The marks over a picture of `scene`: what glows and fades, then the highlight: its edges first, then neighbours, then the
/// selected and the hovered node; last the badges of pinned nodes that are large enough. Time in proportion to all of it.
[[nodiscard]] std::vector<Mark> marksOf(const scene::Scene& scene, const Highlight& highlight,
                                                    std::span<const GlowList::Glow> glows, const MarkView& view);

} // namespace weir::render
