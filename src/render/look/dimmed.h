#pragma once

namespace weir::render {

/// What is left of a node that a filter dims, and of an edge at one: enough to see where the graph goes on.
inline constexpr float dimmedNodeShare = 0.18F;
inline constexpr float dimmedEdgeShare = 0.14F;

/// How much of the picture goes into the ground behind what is selected.
inline constexpr double dimmedBySelection = 0.62;

} // namespace weir::render
