#include "scene/find/region.h"
#include <algorithm>
#include <cmath>

namespace weir::scene {

namespace {

bool lineMeets(Point a, Point b, const Box& box)
{
    double enter = 0;
    double leave = 1;
    const auto cut = [&enter, &leave](double from, double delta, double low, double high) {
        if (delta == 0) {
            if (from < low || from > high)
                leave = -1;
            return;
        }
        const double first = (low - from) / delta;
        const double last = (high - from) / delta;
        enter = std::max(enter, std::min(first, last));
        leave = std::min(leave, std::max(first, last));
    };
    cut(a.x, double(b.x) - a.x, box.left, box.right);
    cut(a.y, double(b.y) - a.y, box.top, box.bottom);
    return enter <= leave;
}

} // namespace

Region::Region(std::vector<Point> corners)
{
    const bool finite = std::ranges::all_of(corners, [](Point corner) { return std::isfinite(corner.x) && std::isfinite(corner.y); });
    if (corners.size() < 3 || !finite)
        return;
    for (const Point corner : corners)
        m_bounds.add(corner);
    m_bands.resize(std::min(corners.size(), mostBands));
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Line line{corners[i], corners[(i + 1) % corners.size()]};
        const auto [low, high] = std::minmax(line.from.y, line.to.y);
        for (std::size_t band = bandOf(low); band <= bandOf(high); ++band)
            m_bands[band].push_back(line);
    }
}

Region Region::rectangle(Point a, Point b) { return Region({a, {b.x, a.y}, b, {a.x, b.y}}); }

std::size_t Region::bandOf(float y) const
{
    const double height = double(m_bounds.bottom) - m_bounds.top;
    if (height <= 0)
        return 0;
    const double share = (double(y) - m_bounds.top) / height;
    return std::min(static_cast<std::size_t>(std::max(share, 0.0) * static_cast<double>(m_bands.size())), m_bands.size() - 1);
}

// By winding number: how often the line goes round the point (https://en.wikipedia.org/wiki/Point_in_polygon).
bool Region::contains(Point point) const
{
    if (empty() || !(point.x >= m_bounds.left && point.x <= m_bounds.right && point.y >= m_bounds.top && point.y <= m_bounds.bottom))
        return false;
    int winding = 0;
    for (const Line& line : m_bands[bandOf(point.y)]) {
        const bool down = line.from.y <= point.y && line.to.y > point.y;
        const bool up = line.from.y > point.y && line.to.y <= point.y;
        if (!down && !up)
            continue;
        const double side = (double(line.to.x) - line.from.x) * (double(point.y) - line.from.y)
            - (double(point.x) - line.from.x) * (double(line.to.y) - line.from.y);
        if (down && side < 0)
            ++winding;
        else if (up && side > 0)
            --winding;
    }
    return winding != 0;
}

Region::Side Region::sideOf(const Box& box) const
{
    if (empty() || !(box.left <= m_bounds.right && box.right >= m_bounds.left && box.top <= m_bounds.bottom && box.bottom >= m_bounds.top))
        return Side::Outside;
    for (std::size_t band = bandOf(box.top); band <= bandOf(box.bottom); ++band) {
        if (std::ranges::any_of(m_bands[band], [&box](const Line& line) { return lineMeets(line.from, line.to, box); }))
            return Side::Across;
    }
    return contains({box.left, box.top}) ? Side::Inside : Side::Outside;
}

} // namespace weir::scene
