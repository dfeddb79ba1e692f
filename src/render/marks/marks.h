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
    double nodeRadius = 1;                 ///< of relative radius 1, item pixels
    const scene::Camera& camera;           ///< that sees it; marks reach as far as its view's size around that
    bool shaped = false;                   ///< its edges have widths, bows and heads (EdgeDetail); else they are lines
    std::span<const EdgeLane> lanes = {};  ///< of its edges, by edge
};

/// The marks over a picture of `scene`: what glows and fades, never stronger than its element is shown, then the highlight: its edges
/// first, in the shape that the picture gives them, then neighbours, then the selected and the hovered node; last the badges of pinned
/// nodes that are large enough. Time in proportion to all of it.
[[nodiscard]] std::vector<Mark> marksOf(const scene::Scene& scene, const Highlight& highlight,
                                                    std::span<const GlowList::Glow> glows, const MarkView& view);

} // namespace weir::render
