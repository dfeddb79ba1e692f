#pragma once
#include "pipeline/columns/column_filter.h"
#include <limits>

namespace weir::pipeline {

inline constexpr double endless = std::numeric_limits<double>::infinity();

/// Of a column of numbers: from here to there, and nothing without one.
inline ColumnFilter within(Column column, double from, double to)
{
    ColumnFilter filter{.column = column};
    filter.range = {from, to};
    filter.withoutPass = false;
    return filter;
}

/// Of categories by name, sorted: these and no others.
inline ColumnFilter onlyCategories(std::vector<std::string> names)
{
    ColumnFilter filter{.column = {Column::Of::Category}, .kind = graph::AttributeKind::Text};
    filter.texts = std::move(names);
    filter.othersPass = filter.withoutPass = false;
    return filter;
}

} // namespace weir::pipeline
