#pragma once
#include "base/error.h"
#include <QtCore/QString>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <utility>
#include <vector>

namespace weir::bench {

/// A graph to measure that comes from a file.
struct EdgeList {
    std::size_t nodes = 0;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
};

/// Reads two node numbers a line, from 0, with blanks between them. There are as many nodes as the largest number asks
/// for, or as a first line "# NODES" says, at most 4 million. The error names file and line.
[[nodiscard]] std::expected<EdgeList, Error> readEdgeList(const QString& path);

} // namespace weir::bench
