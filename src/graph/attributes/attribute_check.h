#pragma once
#include "base/error.h"
#include "graph/attributes/attribute_rows.h"
#include "graph/schema_growth.h"
#include <expected>

namespace weir::graph {

/// Holds rows of attributes against the columns they are for, before any is applied: shapes, limits, kinds, finite numbers, valid UTF-8.
/// That an element has more than it may in all is no error: what is too much is left out when it is applied.
/// `columns` and `growth` are those of their kind of element, as they stand before and what comes ahead of the rows. An error names the
/// first thing that is wrong.
struct AttributeCheck {
    std::span<const AttributeColumn> columns;
    const AttributeGrowth& growth;
    const char* elements;   ///< "node"

    /// Whoever the rows are of.
    [[nodiscard]] std::expected<void, Error> check(const AttributeRows& rows) const;
    /// An element for which not `lives(slot)` is an error as well.
    template <typename Lives>
    [[nodiscard]] std::expected<void, Error> check(const AttributeRows& rows, Lives&& lives) const
    {
        for (const auto slots : {rows.emptied, rows.slots}) {
            for (const Slot slot : slots) {
                if (!lives(slot))
                    return notThere(slot);
            }
        }
        return check(rows);
    }

private:
    [[nodiscard]] std::expected<void, Error> notThere(Slot slot) const;
    [[nodiscard]] std::expected<void, Error> checkTexts(const AttributeRows& rows) const;
    /// Of those before and those that come ahead of the rows.
    [[nodiscard]] const AttributeColumn& column(std::size_t number) const
    {
        return number < columns.size() ? columns[number] : growth.columns[number - columns.size()];
    }
};

/// Whether the columns of `rows` fit each other and `columns`, with `more` behind them: what has to hold before they are walked. For rows
/// of a peer's, that were not checked otherwise.
[[nodiscard]] std::expected<void, Error> checkAttributeShapes(const AttributeRows& rows, std::span<const AttributeColumn> columns,
                                                              std::span<const AttributeColumn> more = {});

} // namespace weir::graph
