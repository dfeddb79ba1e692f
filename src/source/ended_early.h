#pragma once
#include <string_view>

namespace weir::source {

// What is told of a source that was ended before it was through begins with the first; the second says that somebody asked for it:
// "ended early, as was asked, at 12 nodes and 30 edges".
inline constexpr std::string_view endedEarly = "ended early", asWasAsked = ", as was asked,";

} // namespace weir::source
