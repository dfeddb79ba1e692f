#pragma once
#include "layout/point.h"
#include "layout/force/spring_graph.h"
#include <cstdint>
#include <span>
#include <vector>

namespace weir::layout {

/// Which connected component each node of a graph belongs to, and the heaviest one.
struct Components {
    std::vector<std::uint32_t> of;      ///< by node
    std::vector<float> masses;          ///< by component
    std::uint32_t heaviest = 0;         ///< undefined where there is no node

    [[nodiscard]] std::vector<std::uint8_t> inHeaviest() const;     ///< by node: not 0 where it belongs to the heaviest
};

[[nodiscard]] Components components(const SpringGraph& graph);

/// First places for a graph that has none: every component a disc as large as `areaPerMass` asks for, the heaviest in
/// the middle, the others on a spiral round it, heavy ones further in. Repeatable for a seed.
[[nodiscard]] std::vector<Point> packedPlaces(const SpringGraph& graph, const Components& of, float areaPerMass,
                                              std::uint64_t seed);

/// Gives a place to every node that has none (`placed` is 0): beside most of its placed neighbours, breadth first;
/// what is connected to nothing placed goes onto a spiral outside of everything. `spacing` is the length of an edge.
void placeBesideNeighbours(const SpringGraph& graph, std::span<Point> places, std::span<std::uint8_t> placed,
                           float spacing, std::uint64_t seed);

} // namespace weir::layout
