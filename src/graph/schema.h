#pragma once
#include "graph/attributes/attribute.h"
#include <cstdint>
#include <string>
#include <vector>

namespace weir::graph {

using Category = std::uint16_t;   ///< number of an entry in a list of categories; 0 where there is none

/// One declared value column: a 32-bit float an element, always finite, 0 where the source has none.
struct ValueColumn {
    std::string name;
    std::string unit;   ///< as shown after the figure, e.g. "MiB" or "%"; may be empty

    bool operator==(const ValueColumn&) const = default;
};

/// What a source declares about its graph. Title and value columns are fixed for an epoch. The lists of categories and attributes only
/// grow within it, see SchemaGrowth: entries are appended, and never renumbered, renamed or removed. The texts of attributes' dictionaries
/// lie in the store, see GraphStore::attributes().
struct Schema {
    std::string title;                          ///< in words for the window, e.g. "Debian packages"
    std::vector<ValueColumn> nodeValues;        ///< at most maxValueColumns
    std::vector<ValueColumn> edgeValues;        ///< at most maxValueColumns
    std::vector<std::string> nodeCategories;    ///< names by category number; empty: elements of it have no category
    std::vector<std::string> edgeCategories;
    std::vector<AttributeColumn> nodeAttributes;   ///< at most maxAttributeColumns
    std::vector<AttributeColumn> edgeAttributes;

    bool operator==(const Schema&) const = default;
};

inline constexpr std::size_t maxValueColumns = 8;

} // namespace weir::graph
