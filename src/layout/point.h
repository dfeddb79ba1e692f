#pragma once

namespace weir::layout {

/// A place in the plane, in world units: a typical edge is about 1 long, y grows downwards as on the screen.
struct Point {
    float x = 0;
    float y = 0;

    bool operator==(const Point&) const = default;
};

} // namespace weir::layout
