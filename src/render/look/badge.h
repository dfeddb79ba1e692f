#pragma once
#include <algorithm>
#include <array>

namespace weir::render {

/// A rectangle of a badge's sign; in radii of the badge from its middle, y down.
struct BadgeBox {
    double x = 0, y = 0, halfWidth = 0, halfHeight = 0;
};

/// The sign of a node that a hand put where it is: a pin, seen from the side. It is told by its shape, not by a colour.
/// shaders/mark.frag and qml/PinBadge.qml draw the same.
inline constexpr std::array<BadgeBox, 4> pinSign{{
    {0, -0.48, 0.36, 0.12},   // head
    {0, -0.16, 0.20, 0.22},   // shaft
    {0, 0.14, 0.50, 0.12},    // collar
    {0, 0.44, 0.09, 0.22},    // needle
}};

/// Smaller nodes cannot carry a badge; item pixels.
inline constexpr double leastBadgedRadius = 4.5;

/// Where a badge lies at a node's rim: at its upper left, since labels are at the right and loops at the upper right. Item pixels.
struct BadgePlace {
    double radius = 0;
    double aside = 0;   ///< to the left of the node's middle, and above it
};

[[nodiscard]] inline BadgePlace badgeOf(double nodeRadius)
{
    constexpr double diagonal = 0.70710678;
    const double radius = std::clamp(0.5 * nodeRadius, 5.0, 9.0);
    return {radius, (nodeRadius + 0.3 * radius) * diagonal};
}

} // namespace weir::render
