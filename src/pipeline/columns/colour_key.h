#pragma once
#include "graph/attributes/attribute.h"
#include "pipeline/columns/text_ranks.h"
#include "pipeline/look/value_scale.h"
#include <array>
#include <string>
#include <vector>

namespace weir::pipeline {

/// What elements whose colour stands for a value are told apart by: of texts the number of their colour, of flags 0 or 1, of numbers and
/// times 0; and noBucket of those without a value.
using Bucket = std::uint8_t;
inline constexpr Bucket noBucket = TextRanks::colours;

/// What the colours stand for that values of a column have; a plain value.
struct ColourKey {
    struct Text {
        std::uint8_t colour = 0;
        std::string text;
        bool operator==(const Text&) const = default;
    };

    graph::AttributeKind kind = graph::AttributeKind::Number;
    ValueExtent scale;                  ///< of numbers and times: what the first and the last colour stand for
    bool logarithmic = false;           ///< from one to the other
    std::vector<Text> texts;            ///< those with a colour of their own
    bool others = false;                ///< there are more texts, which share the last colour
    std::array<std::uint64_t, noBucket + 1> counts{};   ///< elements, by their bucket

    bool operator==(const ColourKey&) const = default;
};

} // namespace weir::pipeline
