#pragma once

namespace weir::render {

/// What is left of a node that a filter dims, and of an edge at one: enough to see where the graph goes on.
inline constexpr float dimmedNodeShare = 0.18F;
inline constexpr float dimmedEdgeShare = 0.14F;

} // namespace weir::render
