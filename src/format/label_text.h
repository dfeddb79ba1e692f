#pragma once
#include "format/reading_report.h"
#include <string>
#include <string_view>

namespace weir::format {

/// `text` as a label: what is longer than a label may be is cut and ends with "…", with a word in the report.
[[nodiscard]] std::string labelText(std::string_view text, std::uint64_t line, ReadingReport& report);

} // namespace weir::format
