#pragma once
#include "layout/force/force_model.h"
#include "layout/point.h"
#include "layout/force/relaxation.h"
#include <algorithm>
#include <cstdint>
#include <span>

namespace weir::layout {

/// What the forces of one drawing have settled on: how strong repulsion is where edges are 1 long, and how large the
/// largest component is and where the middle is. Gravity follows from that: a component of mass M within radius R repels with M / R at its
/// rim, and gravity is a share of that. A free node rests at R / sqrt(share); the component itself cannot collapse as
/// long as the share is below 1, since then repulsion still wins within it.
struct Balance {
    float repulsion = 1;
    float saturation = 0;       ///< at least that of the attraction; more than the model's where long edges would tear the drawing apart
    float mass = 1;             ///< of the largest component
    float radius = 1;           ///< of a disc with the spread of the largest component
    float spacing = 1;          ///< of the largest component's nodes, were they spread evenly over that disc
    Point centre;               ///< of all masses: it stays where it is, since what pulls towards it adds up to nothing

    /// In dense drawings softened over less than the nodes' spacing: nodes nearer than that do not push each other apart, but together,
    /// so that thousands of leaves of a hub would lie in some dozens of places.
    [[nodiscard]] Relaxation::Forces forces(ForceModel model) const
    {
        model.softening = std::min(model.softening, softeningShare * spacing);
        model.saturation = std::max(model.saturation, saturation);
        return {model, repulsion, model.gravity * mass / (radius * radius), centre};
    }
    static constexpr float softeningShare = 0.3F;

    /// The strength of repulsion that makes edges about 1 long, for a first guess. In equilibrium the work of all edges
    /// equals that of repulsion, which for a force of 1/d is half the square of all mass, whatever the drawing, less the
    /// share of it that gravity does.
    /// Of several components each is in an equilibrium of its own, `masses` being theirs: what they do to each other, gravity undoes.
    [[nodiscard]] static float repulsionFor(const SpringGraph& graph, std::span<const float> masses, const ForceModel& model);

    /// Takes all but repulsion and saturation from a drawing; `inLargest` by node.
    void measure(std::span<const Point> places, std::span<const float> masses, std::span<const std::uint8_t> inLargest);
};

} // namespace weir::layout
