#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace weir {

/// Microseconds since 1970, UTC.
using UtcTime = std::chrono::sys_time<std::chrono::microseconds>;

/// A moment as files and people write it, ISO 8601 and RFC 3339: 2026-11-30, 2026-11-30T12:34, with a blank or T, seconds with a fraction
/// (a point or a comma), Z or an offset like +01:00 (none: UTC), of the years 0 to 9999. Nothing: it is written otherwise, or no such day.
[[nodiscard]] std::optional<UtcTime> readUtc(std::string_view text);

/// As readUtc() reads it back: 2026-11-30T12:34:56Z, a fraction only where there is one; a day alone where it is its beginning.
[[nodiscard]] std::string writtenUtc(UtcTime time);

} // namespace weir
