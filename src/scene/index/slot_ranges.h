#pragma once
#include "scene/scene.h"

namespace weir::scene {

/// Longest list of ranges that is kept exact; a longer one becomes whole pages.
inline constexpr std::size_t maxExactRanges = 4096;

/// Sorts `ranges` and joins those that overlap or lie at most `gap` slots apart; empty ones go.
void normalize(std::vector<SlotRange>& ranges, std::uint32_t gap = 0);

/// Normalizes, and where more than maxExactRanges remain, grows each to the pages it touches. So a list is never longer
/// than the larger of maxExactRanges and half the number of pages.
void bound(std::vector<SlotRange>& ranges);

} // namespace weir::scene
