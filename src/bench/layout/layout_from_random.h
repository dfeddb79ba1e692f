#pragma once
#include "layout/point.h"
#include "bench/rig/edge_list.h"
#include <cstdint>
#include <vector>

namespace weir::bench {

/// Lays a graph out by the forces alone, without a multilevel start, from the random places from which other programs start on the
/// same graph. Takes all the time it is given, as they do: the longer, the slower it cools.
struct LayoutFromRandom {
    std::vector<layout::Point> places;
    double seconds = 0;
    std::uint64_t rounds = 0;
};

[[nodiscard]] LayoutFromRandom layOutFromRandom(const EdgeList& graph, unsigned threads, double seconds);

} // namespace weir::bench
