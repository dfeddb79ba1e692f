#pragma once
#include <cstdint>

namespace weir::graph {

/// Elements a page: the unit of sharing between the store and its readers on other threads.
inline constexpr std::uint32_t pageSize = 1024;

} // namespace weir::graph
