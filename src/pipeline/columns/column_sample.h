#pragma once
#include "pipeline/look/column.h"
#include <vector>

namespace weir::pipeline {

/// The values of a column of numbers, flags or times, of elements that are spread evenly over the model: some thousand, as far as so many
/// have one. Those without a value do not count. Where few elements have one many more are looked at, but never all of a large graph.
[[nodiscard]] std::vector<double> sampledNumbers(const graph::GraphStore& store, ElementKind kind, Column column);

/// How many elements of such a sample have each of the texts, by its number; TextRanks::noText for a number that stands for no text, such
/// as a category without a name.
[[nodiscard]] std::vector<std::uint32_t> sampledTexts(const graph::GraphStore& store, ElementKind kind, Column column);

} // namespace weir::pipeline
