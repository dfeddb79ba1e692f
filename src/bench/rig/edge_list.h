#pragma once
#include "base/error.h"
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string_view>
#include <utility>
#include <vector>

namespace weir::bench {

/// A graph to measure, without what is only shown.
struct EdgeList {
    std::size_t nodes = 0;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
};

/// The graph that the source `spec` has once it first waits for something to happen. The error is the source's.
[[nodiscard]] std::expected<EdgeList, Error> firstGraphOf(std::string_view spec);

} // namespace weir::bench
