#pragma once
#include <algorithm>
#include <cmath>

namespace weir::scene {

inline constexpr float smallestRelativeRadius = 0.5F;
inline constexpr float largestRelativeRadius = 8.0F;

/// A node is never drawn larger than this, item pixels.
inline constexpr double largestNodeRadius = 40;

/// A node's radius relative to the usual one.
[[nodiscard]] inline float relativeRadius(float radius)
{
    return std::isfinite(radius) ? std::clamp(radius, smallestRelativeRadius, largestRelativeRadius) : 1.0F;
}

/// Radius of a node as it is drawn and picked, from its style's radius; `usual` is that of relative radius 1. Pixels, of which an
/// item pixel has `pixelRatio`; in world units the ratio is how many of them an item pixel has.
[[nodiscard]] inline double drawnRadius(float relative, double usual, double pixelRatio = 1)
{
    return std::min(double{relativeRadius(relative)} * usual, largestNodeRadius * pixelRatio);
}

/// Radius in item pixels of a node of relative radius 1, where neighbours are `spacing` pixels apart. It grows more
/// slowly than the distances, so zooming in makes room.
[[nodiscard]] inline double usualPixelRadius(double spacing)
{
    return std::clamp(0.62 * std::pow(std::max(spacing, 0.0), 0.55), 0.35, 12.0);
}

} // namespace weir::scene
