#pragma once
#include "scene/index/spatial_index.h"
#include <cstdint>
#include <vector>

namespace weir::scene {

/// A part of the world inside a closed line, which may cross itself: what it goes round belongs to it, in whichever direction.
/// Immutable once made, so any thread may read it. A question takes time in proportion to the parts of the line at that
/// height, not to all of it.
class Region final {
public:
    /// What is inside the line through `corners` and back to the first. Fewer than three, or one that is not finite: nothing is.
    explicit Region(std::vector<Point> corners);
    /// A rectangle by two of its corners that lie opposite.
    [[nodiscard]] static Region rectangle(Point a, Point b);

    enum class Side : std::uint8_t { Outside, Inside, Across };

    [[nodiscard]] bool contains(Point point) const;
    /// Where all of the box is; Across where part of it may be on either side.
    [[nodiscard]] Side sideOf(const Box& box) const;
    [[nodiscard]] bool empty() const { return m_bands.empty(); }

private:
    static constexpr std::size_t mostBands = 256;

    struct Line {
        Point from, to;
    };
    [[nodiscard]] std::size_t bandOf(float y) const;

    Box m_bounds;
    std::vector<std::vector<Line>> m_bands;   // by height: the parts of the line that reach into each
};

} // namespace weir::scene
