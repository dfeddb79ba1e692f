#pragma once
#include "base/ids.h"
#include "pipeline/columns/bin_scale.h"
#include "pipeline/columns/column_filter.h"
#include "pipeline/look/age_of.h"
#include "pipeline/look/column.h"
#include <QtCore/QMetaType>
#include <string>
#include <vector>

namespace weir::pipeline {

/// A column of which somebody wants to see how its values spread; a plain value.
struct ColumnWish {
    ElementKind element = ElementKind::Node;
    Column column;
    std::string find;                 ///< of texts: those that have this, see graph::foldCase(); empty: all of them
    std::vector<std::string> also;    ///< of texts, sorted: these whatever else there is

    // Only elements count that are within all of these: the filters of the other columns, and of nodes their age.
    std::vector<ColumnFilter> others{};
    ValueRange age{};                 ///< as LookSettings::age
    AgeOf ageOf = AgeOf::Change;

    bool operator==(const ColumnWish&) const = default;
};

/// How the values of a column spread among the elements that the wish lets count; a plain value. What is said depends on the kind. Which
/// values there are is said of all elements, so that a value that none of those has is there with 0.
struct ColumnCounts {
    struct Text {
        std::string text;
        std::uint64_t elements = 0;
        bool operator==(const Text&) const = default;
    };
    static constexpr std::size_t mostTexts = 200;

    ColumnWish wish;
    graph::AttributeKind kind = graph::AttributeKind::Number;
    std::uint64_t elements = 0;             ///< that count
    std::uint64_t withValue = 0;            ///< of them
    bool anyWith = false;                   ///< some element has a value, whether it counts or not
    bool anyWithout = false;                ///< likewise: has none

    BinScale scale;                         ///< of numbers and times: of all that there are
    std::vector<std::uint64_t> bins;
    double least = 0, greatest = 0;         ///< of all that there are, where there are any

    std::uint64_t yes = 0;                  ///< of flags

    std::vector<Text> texts;                ///< looked for: most elements first, then by text; at most mostTexts, and the wish's
    std::uint64_t matching = 0;             ///< different texts that are looked for, whoever has them
    bool all = true;                        ///< false: there are so many different ones that not each was counted

    bool operator==(const ColumnCounts&) const = default;
};

/// For whoever asked under this number; without the columns that the graph does not have.
struct ColumnAnswer {
    std::uint64_t question = 0;
    std::vector<ColumnCounts> columns;
};

} // namespace weir::pipeline

Q_DECLARE_METATYPE(weir::pipeline::ColumnAnswer)
