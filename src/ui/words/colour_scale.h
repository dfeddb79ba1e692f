#pragma once
#include "ui/words/theme.h"
#include <vector>

namespace weir::ui {

/// A colour for each value, in even steps of what the eye sees, and apart for all kinds of colour vision: the part of viridis
/// that stands out from the ground. High values stand out most: they are bright on a
/// dark ground and dark on a light one. `place` is 0 to 1.
[[nodiscard]] QColor scaleColour(double place, Ground ground);

/// So many colours from the lowest to the highest; at least one.
[[nodiscard]] std::vector<QColor> scaleColours(std::size_t count, Ground ground);

} // namespace weir::ui
