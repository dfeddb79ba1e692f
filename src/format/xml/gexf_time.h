#pragma once
#include <limits>
#include <optional>
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

/// A number, or a date as microseconds: of one document all are written in one way. Nothing: it is no moment, "Infinity" neither.
[[nodiscard]] std::optional<double> moment(std::string_view written);
/// The last of what is written as "<[1, 2]; [3, 4]>"; infinite where there is no bound, nothing where there is no moment in it.
[[nodiscard]] std::optional<double> lastMoment(std::string_view list);

/// What is neither a moment nor nothing: "", "Infinity" and the like say that there is no bound.
[[nodiscard]] bool isBound(std::string_view written);

} // namespace weir::format
