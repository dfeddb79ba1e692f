#pragma once
#include <string_view>

namespace weir::graph {

/// Whether `text` is well-formed UTF-8 as The Unicode Standard, table 3-7, defines it.
[[nodiscard]] bool isUtf8(std::string_view text) noexcept;

} // namespace weir::graph
