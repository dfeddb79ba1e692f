#pragma once
#include <array>

namespace weir::render {

/// A highlighted node or edge, or a node's badge, as shaders/mark.vert reads it.
struct Mark {
    std::array<float, 4> ends;     ///< world; a node is at the first
    /// Item pixels: a badge's radius below 0, and how far aside it is; else radius, gap to the ring (below 0: a halo
    /// around), width; of an edge's piece 0, half its width at the second end and at the first; last in seconds
    /// (WindowPass::View::fadeSeconds) since when it fades out; 0: it stays.
    std::array<float, 4> shape;
    std::array<float, 4> colour;
    std::array<float, 4> ring;
};

} // namespace weir::render
