#pragma once
#include "pipeline/look/column.h"
#include "pipeline/look/value_range.h"
#include <string>
#include <vector>

namespace weir::pipeline {

/// Which values of a column pass; a plain value. What of it counts depends on the kind.
struct ColumnFilter {
    Column column;
    graph::AttributeKind kind = graph::AttributeKind::Number;   ///< of the column; where the graph's is another one there is no filter

    ValueRange range{};               ///< of numbers, and of times as microseconds since 1970
    bool yes = true, no = true;       ///< of flags
    std::vector<std::string> texts{}; ///< sorted; of texts: those that pass, or do not where all others do
    bool othersPass = true;

    bool valuesPass = true;           ///< false: nothing that has a value does
    bool withoutPass = true;          ///< what has no value does

    /// It leaves nothing out.
    [[nodiscard]] bool everything() const
    {
        return valuesPass && withoutPass && range.everything() && yes && no && othersPass && texts.empty();
    }
    bool operator==(const ColumnFilter&) const = default;
};

} // namespace weir::pipeline
