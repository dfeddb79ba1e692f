#pragma once
#include "pipeline/columns/column_filter.h"
#include "pipeline/look/age_of.h"
#include "scene/scene.h"
#include <optional>
#include <vector>

namespace weir::pipeline {

enum class SizeBy : std::uint8_t { Source, Degree, Value, Fixed };
enum class ColourBy : std::uint8_t { Category, Value, Component, Age };
enum class EdgeWidthBy : std::uint8_t { Weight, Value, Fixed };

/// The upper bounds, in seconds, of the ages that have a colour of their own; what is older shares the next one.
inline constexpr std::array<double, 4> ageColourBounds{1, 10, 60, 600};

/// How nodes are wanted to look, and which of them and of their edges stand out; a plain value. A column or category that the graph does
/// not have has no effect.
struct LookSettings {
    // A node passes the filter if it is within all of these.
    std::vector<ColumnFilter> nodeColumns;
    ValueRange age;                                           ///< seconds since ageOf; `to` itself is not included
    std::vector<ColumnFilter> edgeColumns;                    ///< an edge passes if it is within all of these, whatever its nodes
    scene::Standing failing = scene::Standing::Dimmed;        ///< what becomes of the others

    SizeBy sizeBy = SizeBy::Source;
    Column sizeColumn;                                        ///< of SizeBy::Value: any but of texts
    ColourBy colourBy = ColourBy::Category;
    Column colourColumn;
    AgeOf ageOf = AgeOf::Change;
    /// Where the colour is the category's: its number in the picture's palette, by category, the last one's for all beyond. Empty:
    /// the category is that number.
    std::vector<std::uint8_t> paletteNumbers;
    /// 0xAARRGGBB: of values as ColumnColours has them; of the largest components, and last of all others; by age, the newest
    /// first. None are needed where the colour is the category's.
    std::vector<std::uint32_t> colours;
    std::uint32_t plainColour = 0;                            ///< of what has no value, component or age

    std::optional<Column> edgeColour;                         ///< nothing: edges have the picture's colour
    std::vector<std::uint32_t> edgeColours;                   ///< as ColumnColours has them
    std::uint32_t plainEdgeColour = 0;
    EdgeWidthBy edgeWidthBy = EdgeWidthBy::Weight;
    Column edgeWidthColumn;                                   ///< of EdgeWidthBy::Value: any but of texts

    /// Nodes are.
    [[nodiscard]] bool filtering() const { return !nodeColumns.empty() || !age.everything(); }
    bool operator==(const LookSettings&) const = default;
};

} // namespace weir::pipeline
