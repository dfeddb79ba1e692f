#pragma once
#include "graph/attributes/attribute.h"
#include <optional>
#include <string>
#include <string_view>

namespace weir::format {

/// A moment as files and feeds write it, ISO 8601 and RFC 3339: 2026-11-30, 2026-11-30T12:34, with a blank or T, seconds with a fraction
/// (a point or a comma), Z or an offset like +01:00 (none: UTC). Nothing: it is written otherwise, no such day, or beyond what a graph can
/// hold.
[[nodiscard]] std::optional<graph::Time> readTime(std::string_view text);

/// As readTime() reads it back: 2026-11-30T12:34:56Z, a fraction only where there is one; a day alone where it is its beginning.
[[nodiscard]] std::string written(graph::Time time);

} // namespace weir::format
