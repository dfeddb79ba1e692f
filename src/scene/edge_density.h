#pragma once
#include "scene/camera/camera.h"

namespace weir::scene {

/// How many edges lie over one another in the mean pixel of the item, those longer than `thinnedFrom` item pixels with the square root
/// of thinnedFrom over their length; estimated from a sample of the edges that depends on
/// their slots alone, so that it changes as little as the scene does. Takes well under a millisecond for any graph.
[[nodiscard]] double meanEdgeDensity(const Scene& scene, const Camera& camera, double thinnedFrom);

} // namespace weir::scene
