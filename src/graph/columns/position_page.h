#pragma once
#include "graph/columns/page.h"
#include <array>

namespace weir::graph {

struct Point {
    float x = 0, y = 0;   ///< world units
};

/// Where consecutive nodes are. Never written again once it is shared.
struct PositionPage {
    std::array<Point, pageSize> points;
};

} // namespace weir::graph
