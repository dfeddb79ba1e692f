#pragma once
#include "base/error.h"
#include "graph/attributes/attribute_rows.h"
#include "graph/schema_growth.h"
#include <expected>
#include <functional>

namespace weir::graph {

/// Holds rows of attributes against the columns they are for, before any is applied: shapes, limits, kinds, finite numbers, valid UTF-8.
/// That an element has more than it may in all is no error: what is too much is left out when it is applied.
/// `columns` and `growth` are those of their kind of element, as they stand before and what comes ahead of the rows. An element for which
/// not `lives` is an error, where that is asked for. An error names the first thing that is wrong.
struct AttributeCheck {
    std::span<const AttributeColumn> columns;
    const AttributeGrowth& growth;
    const char* elements;                        ///< "nodes"
    std::function<bool(Slot)> lives;             ///< empty: rows of others are left out

    [[nodiscard]] std::expected<void, Error> check(const AttributeRows& rows) const;

private:
    [[nodiscard]] std::expected<void, Error> checkTexts(const AttributeRows& rows, std::span<const AttributeColumn> all) const;
};

/// Whether the columns of `rows` fit each other and `columns`: what has to hold before they are walked. For rows of a peer's, that were
/// not checked otherwise.
[[nodiscard]] std::expected<void, Error> checkAttributeShapes(const AttributeRows& rows, std::span<const AttributeColumn> columns);

} // namespace weir::graph
