#pragma once
#include <limits>
#include <string_view>

namespace weir::format {

/// From when to when something of a dynamic document of GEXF is so. A plain value.
struct GexfSpan {
    double start = -std::numeric_limits<double>::infinity(), end = std::numeric_limits<double>::infinity();

    /// Of what was written for start and end; "" or no moment: it has been so always, and stays so.
    [[nodiscard]] static GexfSpan written(std::string_view start, std::string_view end);

    [[nodiscard]] bool backwards() const { return end < start; }
    /// Whether this is nearer to the present: what lasts longer, then what began later.
    [[nodiscard]] bool laterThan(const GexfSpan& other) const { return end != other.end ? end > other.end : start > other.start; }
};

/// What is neither a moment nor nothing: "", "Infinity" and the like say that there is no bound.
[[nodiscard]] bool isBound(std::string_view written);

} // namespace weir::format
