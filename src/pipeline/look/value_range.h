#pragma once
#include <cmath>
#include <limits>

namespace weir::pipeline {

/// From a value to another, both included.
struct ValueRange {
    double from = -std::numeric_limits<double>::infinity();
    double to = std::numeric_limits<double>::infinity();

    [[nodiscard]] bool everything() const { return *this == ValueRange{}; }
    /// What is no number is in no range but the one that leaves nothing out.
    [[nodiscard]] bool contains(double value) const { return (value >= from && value <= to) || everything(); }
    /// The same for values that are kept as 32-bit floats, so that what is written as 0.1 is one of them.
    [[nodiscard]] ValueRange ofFloats() const { return {asFloat(from), asFloat(to)}; }
    bool operator==(const ValueRange&) const = default;

private:
    [[nodiscard]] static double asFloat(double end)
    {
        return std::abs(end) > double{std::numeric_limits<float>::max()} ? end : double{static_cast<float>(end)};
    }
};

} // namespace weir::pipeline
