#pragma once
#include "base/error.h"
#include "format/table/csv_dialect.h"
#include "format/table/table_shape.h"
#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace weir::format {

/// What its reader is told about a table's columns, by name or by number from 1; empty: it finds out.
struct NamedColumns {
    std::string source, target, weight;
};

/// What the first 64 KiB of a table show it to be, decided before a row of it is read. A plain value.
struct EdgeTable {
    enum class Shape {
        Edges,        ///< a row is an edge
        Neighbours,   ///< a row is a node and those that it has edges to
        Nodes         ///< a row is a node
    };

    TableHead head;
    Shape shape = Shape::Edges;
    std::size_t headRows = 0;         ///< rows up to the one that names the columns, with it; 0: none does
    std::vector<std::string> names;   ///< of the columns, where known
    std::size_t source = 0, target = 1;
    std::optional<std::size_t> weight, direction, kind;   ///< columns
    std::optional<std::size_t> id, label;                 ///< columns of nodes that stand among the edges, without ends
    bool dictionaries = false;   ///< the third cell is a dictionary as Python writes it, perhaps with a weight
    bool directed = true;        ///< edges of which no row says anything else
    DecimalSign decimal = DecimalSign::Point;
    std::size_t usualCells = 2;       ///< that rows have
    std::vector<std::string> notes;   ///< what else should be known

    /// `text`: the first TextInput::headBytes, `isAll`: nothing follows. Error: this is no table of edges or nodes, or its columns
    /// cannot be told, with what was seen and how to say it.
    [[nodiscard]] static std::expected<EdgeTable, Error> foundIn(std::string_view text, bool isAll, const NamedColumns& named);
};

} // namespace weir::format
