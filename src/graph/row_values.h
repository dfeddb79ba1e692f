#pragma once
#include "graph/schema.h"
#include <array>
#include <span>

namespace weir::graph {

/// The values of one row, gathered from columns that stand one behind the other: values[column * rows + row]. Only the
/// first `columns` are set.
[[nodiscard]] inline std::array<float, maxValueColumns> valuesOfRow(std::span<const float> values, std::size_t columns, std::size_t rows, std::size_t row)
{
    std::array<float, maxValueColumns> result;
    for (std::size_t c = 0; c < columns; ++c)
        result[c] = values[c * rows + row];
    return result;
}

} // namespace weir::graph
