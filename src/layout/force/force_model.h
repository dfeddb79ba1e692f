#pragma once
#include <cmath>

namespace weir::layout {

/// The forces of the layout, in world units. With d the distance of two nodes:
///   repulsion   repulsion * m m' * d / (d^2 + softening^2)     a soft 1/d, between all pairs
///   attraction  w * d / sqrt(1 + (d / saturation)^2)           a spring near by, a constant pull over long ways
///   gravity     g * repulsion * m * d                          towards the centre of all masses
/// The last keeps everything within a disc, lone nodes and other components at its rim; g follows from `gravity`, see Balance.
/// A node's mass m and an edge's weight w follow from degrees, so that a hub is neither a black hole nor a rigid rod.
/// The long-range limit of the attraction is that of LinLog (Noack 2009), which keeps clusters apart.
struct ForceModel {
    float saturation = 1.5F;
    float softening = 0.3F;
    float gravity = 0.7F;               ///< as a share of the repulsion at the largest component's rim
    float massExponent = 0.5F;          ///< m = (1 + degree)^massExponent
    float weightExponent = 0.25F;       ///< w = max(degree, degree')^-weightExponent

    /// How strongly an edge of weight 1 pulls at this squared length, over the length.
    [[nodiscard]] float stiffness(float length2) const
    {
        return 1 / std::sqrt(1 + length2 / (saturation * saturation));
    }
    [[nodiscard]] float mass(float degree) const { return std::pow(1 + degree, massExponent); }
    [[nodiscard]] float weight(float largerDegree) const { return std::pow(largerDegree, -weightExponent); }
};

} // namespace weir::layout
