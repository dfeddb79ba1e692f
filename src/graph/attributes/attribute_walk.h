#pragma once
#include "graph/attributes/attribute_rows.h"
#include "graph/attributes/dictionary.h"
#include <cstddef>

namespace weir::graph {

/// A row of AttributeRows, as forEachRow() tells it.
struct AttributeRow {
    Slot slot = noSlot;
    AttributeNumber column = 0;
    std::uint32_t entry = AttributeRows::ownText;   ///< of a text: its number in the dictionary
    AttributeValue value{};                         ///< none of a row without one, and of a text that `texts` does not find
};

/// Calls `visit(row)` for each row, in their order. `kindOf(column)` tells what a column is of, `texts(column, entry)` a text of its
/// dictionary. The shapes of `rows` were checked.
template <typename KindOf, typename Texts, typename Visit>
void forEachRow(const AttributeRows& rows, KindOf&& kindOf, Texts&& texts, Visit&& visit)
{
    std::size_t row = 0, number = 0, time = 0, flag = 0, entry = 0, text = 0;
    for (std::size_t run = 0; run < rows.columns.size(); ++run) {
        const auto column = static_cast<AttributeNumber>(rows.columns[run] & ~AttributeRows::noValue);
        const bool none = (rows.columns[run] & AttributeRows::noValue) != 0;
        const AttributeKind kind = kindOf(column);
        for (; row < rows.ends[run]; ++row) {
            AttributeRow one{rows.slots[row], column};
            if (!none) {
                switch (kind) {
                case AttributeKind::Number:
                    one.value = rows.numbers[number++] + 0.0;   // -0 is 0
                    break;
                case AttributeKind::Time:
                    one.value = Time{rows.times[time++]};
                    break;
                case AttributeKind::Flag:
                    one.value = rows.flags[flag++] != 0;
                    break;
                case AttributeKind::Text:
                    one.entry = rows.entries[entry++];
                    one.value = one.entry == AttributeRows::ownText ? AttributeValue(rows.texts[text++]) : texts(column, one.entry);
                    break;
                }
            }
            visit(one);
        }
    }
}

} // namespace weir::graph
