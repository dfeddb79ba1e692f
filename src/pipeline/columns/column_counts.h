#pragma once
#include "base/ids.h"
#include "pipeline/columns/bin_scale.h"
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

    bool operator==(const ColumnWish&) const = default;
};

/// How the values of a column spread; a plain value. What counts depends on the kind.
struct ColumnCounts {
    struct Text {
        std::string text;
        std::uint64_t elements = 0;
        bool operator==(const Text&) const = default;
    };
    static constexpr std::size_t mostTexts = 200;

    ColumnWish wish;
    graph::AttributeKind kind = graph::AttributeKind::Number;
    std::uint64_t elements = 0;             ///< of that kind, in all
    std::uint64_t withValue = 0;

    BinScale scale;                         ///< of numbers and times
    std::vector<std::uint64_t> bins;
    double least = 0, greatest = 0;         ///< of all, where there are any

    std::uint64_t yes = 0;                  ///< of flags

    std::vector<Text> texts;                ///< looked for: most elements first, then by text; at most mostTexts, and the wish's
    std::uint64_t matching = 0;             ///< different texts that are looked for
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
