#pragma once
#include "layout/force/spring_graph.h"
#include <cstdint>
#include <vector>

namespace weir::layout {

/// A graph with groups of neighbouring nodes drawn together into one node each: masses and parallel springs add up, so
/// its forces are those of the finer graph with the nodes of a group in one place.
struct CoarserGraph {
    SpringGraph graph;
    std::vector<NodeIndex> parents;     ///< by node of the finer graph: its group's number here
};

/// Groups of at most some eight nodes: a node joins the neighbour it is tied to most strongly for its size; the leaves
/// of a hub that is full join each other, so a star of 20,000 leaves shrinks as fast as a mesh. Repeatable for a seed.
[[nodiscard]] CoarserGraph coarsened(const SpringGraph& fine, std::uint64_t seed);

} // namespace weir::layout
