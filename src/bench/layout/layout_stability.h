#pragma once
#include "bench/rig/edge_list.h"

namespace weir::bench {

/// Settles the layout of `graph`, then gives it a hundredth more nodes, each tied to a node drawn by chance and to two of that node's
/// neighbours, and lets it settle again: says how far the old nodes went and how long the new edges are. The status to exit with.
int runLayoutStability(const EdgeList& graph, unsigned threads);

} // namespace weir::bench
