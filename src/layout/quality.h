#pragma once
#include "layout/edge_rows.h"
#include "layout/point.h"
#include <cstdint>
#include <span>

namespace weir::layout {

/// How well a drawing shows its graph. All by fixed samples, so that two drawings of one graph can be compared.
struct Quality {
    double medianEdgeLength = 0;
    double medianPairDistance = 0;          ///< of 200,000 random pairs of different nodes
    double edgeToPairRatio = 0;             ///< the first over the second; 0 where there is no pair or no distance
    double stress = 0;                      ///< lower is better
    double neighbourhoodPreservation = 0;   ///< 0 to 1, higher is better
};

/// How well a drawing shows the communities of its graph. By fixed samples.
struct CommunityPicture {
    std::uint32_t communities = 0;          ///< that were found
    double modularity = 0;                  ///< how clear they are in the graph itself, see Communities
    double distanceRatio = 0;               ///< median distance of two nodes of one community over that of any two; 1: strewn
    double nearbyShare = 0;                 ///< of the 8 nodes that lie nearest, those of a node's own community, mean
    double nearbyShareOfChance = 0;         ///< what that would be for places at random
};

/// The ends of an edge are indices of `places`. Loops have no length and count nowhere.
///
/// Stress: breadth-first searches from 50 nodes spread evenly over the numbers; over some 2,000 of the nodes reached from
/// each, the mean of (1 - a l / d)^2 with d the distance in the graph, l that in the plane, a the scale that makes it least.
/// Neighbourhood preservation: for 1,000 nodes spread evenly, the neighbours in the graph against as many nearest nodes
/// in the plane, intersection over union, mean over the nodes that have neighbours.
/// Takes some seconds for a million nodes.
[[nodiscard]] Quality quality(std::span<const Point> places, EdgeSpan edges);

/// As quality(). Takes some seconds for a million nodes.
[[nodiscard]] CommunityPicture communityPicture(std::span<const Point> places, EdgeSpan edges);

} // namespace weir::layout
