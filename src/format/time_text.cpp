#include "format/time_text.h"
#include "base/utc_time.h"
#include "graph/limits.h"

namespace weir::format {

std::optional<graph::Time> readTime(std::string_view text)
{
    const auto read = readUtc(text);
    const std::int64_t us = read ? read->time_since_epoch().count() : 0;
    return read && us >= -graph::maxTimeUs && us <= graph::maxTimeUs ? std::optional(graph::Time{us}) : std::nullopt;
}

std::string written(graph::Time time) { return writtenUtc(UtcTime(std::chrono::microseconds(time.us))); }

} // namespace weir::format
