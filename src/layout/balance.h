#pragma once
#include "layout/force_model.h"
#include "layout/point.h"
#include "layout/relaxation.h"
#include <cstdint>
#include <span>

namespace weir::layout {

/// What the forces of one drawing have settled on: how strong repulsion is where edges are 1 long, and where and how large
/// the largest component is. Gravity follows from that: a component of mass M within radius R repels with M / R at its
/// rim, and gravity is a share of that. A free node rests at R / sqrt(share); the component itself cannot collapse as
/// long as the share is below 1, since then repulsion still wins within it.
struct Balance {
    float repulsion = 1;
    float mass = 1;             ///< of the largest component
    float radius = 1;           ///< of a disc with the spread of the largest component
    Point centre;               ///< of the largest component

    [[nodiscard]] Relaxation::Forces forces(const ForceModel& model, float softening) const
    {
        return {model, repulsion, softening, model.gravity * mass / (radius * radius), centre};
    }

    /// The strength of repulsion that makes edges about 1 long, for a first guess. In equilibrium the work of all edges
    /// equals that of repulsion, which for a force of 1/d is half the square of all mass, whatever the drawing, less the
    /// share of it that gravity does.
    [[nodiscard]] static float repulsionFor(const SpringGraph& graph, const ForceModel& model);

    /// Takes mass, radius and centre from a drawing; `inLargest` by node.
    void measure(std::span<const Point> places, std::span<const float> masses, std::span<const std::uint8_t> inLargest);
};

} // namespace weir::layout
