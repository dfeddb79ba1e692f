#pragma once
#include "format/number_text.h"
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weir::format {

/// What the rows of a table look like, whatever they are called: functions over the first of them.
using Rows = std::span<const std::vector<std::string>>;

/// Of a column's cells.
struct CellCount {
    std::size_t filled = 0, numbers = 0, directions = 0;

    [[nodiscard]] bool areNumbers() const { return filled > 0 && numbers * 5 >= filled * 4; }
    [[nodiscard]] bool areDirections() const { return filled > 0 && directions * 2 > filled; }
};
[[nodiscard]] CellCount counted(Rows rows, std::size_t column, DecimalSign sign);

/// What a cell says about an edge's direction.
enum class DirectionWord { None,
                           Directed,
                           Undirected };
[[nodiscard]] DirectionWord directionIn(std::string_view text);

/// How they write fractions: "0,75" is a number with a decimal comma, or two cells, or 75 thousand.
[[nodiscard]] DecimalSign decimalSign(Rows rows, char separator);

[[nodiscard]] std::size_t mostCells(Rows rows);
/// The number of cells that most rows have; of equally many the larger.
[[nodiscard]] std::size_t commonCells(Rows rows);

/// Numbers between nodes along both sides, or a square of numbers; `all`: these are all rows.
[[nodiscard]] bool isMatrix(Rows rows, bool all);

/// A node and its neighbours a row: rows of many lengths, whose further cells are nodes as well.
[[nodiscard]] bool hasNeighbours(Rows rows, char separator);

/// What stands between the two ends of a row.
enum class Middle { None,
                    Arrow,
                    Relation };
[[nodiscard]] Middle middleOf(Rows rows);

/// Whether `first` names the columns of `others` rather than being one of them.
[[nodiscard]] bool isHeader(const std::vector<std::string>& first, Rows others, DecimalSign sign);

} // namespace weir::format
