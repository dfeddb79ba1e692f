#include "scene/camera/camera.h"
#include <algorithm>

namespace weir::scene {

namespace {

constexpr double smallestView = 0.25;         // of the fitted size
constexpr double largestSpacing = 200;        // pixels between neighbours
constexpr double leastZoom = 10;              // times the fitted scale, for graphs of a few nodes
constexpr double mostPixels = 2e6;            // width of the whole graph that single precision places to a tenth

} // namespace

ItemPoint Camera::itemFromWorld(WorldPoint point) const
{
    return {(point.x - m_centre.x) * m_scale + m_width / 2, (point.y - m_centre.y) * m_scale + m_height / 2};
}

WorldPoint Camera::worldFromItem(ItemPoint point) const
{
    return {(point.x - m_width / 2) / m_scale + m_centre.x, (point.y - m_height / 2) / m_scale + m_centre.y};
}

Affine Camera::itemFromWorld() const
{
    return {m_scale, m_scale, m_width / 2 - m_centre.x * m_scale, m_height / 2 - m_centre.y * m_scale};
}

Affine Camera::clipFromWorld() const
{
    const double scaleX = 2 * m_scale / m_width;
    const double scaleY = 2 * m_scale / m_height;
    return {scaleX, scaleY, -m_centre.x * scaleX, -m_centre.y * scaleY};
}

Affine Camera::textureFromItem(const Camera& picture) const
{
    const double ratio = picture.m_scale / m_scale;
    const ItemPoint origin = picture.itemFromWorld(worldFromItem({0, 0}));
    return {ratio / picture.m_width, ratio / picture.m_height, origin.x / picture.m_width, origin.y / picture.m_height};
}

Camera Camera::resized(double width, double height) const
{
    Camera camera = *this;
    camera.m_width = std::max(1.0, width);
    camera.m_height = std::max(1.0, height);
    return camera;
}

Camera Camera::centredOn(WorldPoint centre) const
{
    Camera camera = *this;
    camera.m_centre = centre;
    return camera;
}

Camera Camera::scaledTo(double scale) const
{
    Camera camera = *this;
    camera.m_scale = scale;
    return camera;
}

Camera Camera::panned(double dx, double dy) const
{
    return centredOn({m_centre.x - dx / m_scale, m_centre.y - dy / m_scale});
}

Camera Camera::zoomedAt(ItemPoint pivot, double factor, const Limits& limits) const
{
    const WorldPoint fixed = worldFromItem(pivot);
    Camera camera = *this;
    camera.m_scale = std::clamp(m_scale * factor, limits.minScale, limits.maxScale);
    const WorldPoint moved = camera.worldFromItem(pivot);
    return camera.centredOn({m_centre.x + fixed.x - moved.x, m_centre.y + fixed.y - moved.y});
}

Camera Camera::fittedTo(const Rect& rect, double margin, const Insets& insets) const
{
    const double wide = std::min(1.0, m_width / 2 / std::max(insets.left + insets.right, 1e-9));
    const double high = std::min(1.0, m_height / 2 / std::max(insets.top + insets.bottom, 1e-9));
    const double width = m_width - (insets.left + insets.right) * wide;
    const double height = m_height - (insets.top + insets.bottom) * high;
    const double roomX = width - 2 * std::min(margin, width / 4);
    const double roomY = height - 2 * std::min(margin, height / 4);
    const double perX = rect.width() > 0 ? roomX / rect.width() : 0;
    const double perY = rect.height() > 0 ? roomY / rect.height() : 0;
    Camera camera = *this;
    if (perX > 0 && perY > 0)
        camera.m_scale = std::min(perX, perY);
    else if (perX > 0 || perY > 0)
        camera.m_scale = std::max(perX, perY);
    const double asideX = (insets.left - insets.right) * wide / 2, asideY = (insets.top - insets.bottom) * high / 2;
    return camera.centredOn({(rect.left + rect.right) / 2 - asideX / camera.m_scale, (rect.top + rect.bottom) / 2 - asideY / camera.m_scale});
}

Camera::Limits Camera::limitsFor(const Bounds& bounds) const
{
    const double extent = std::max(bounds.all.width(), bounds.all.height());
    if (bounds.drawnNodes == 0 || extent <= 0)
        return {};
    const double fitted = fittedTo(bounds.all, 0).scale();
    const double most = std::max(largestSpacing / bounds.spacing, leastZoom * fitted);
    return {fitted * smallestView, std::max(fitted, std::min(most, mostPixels / extent))};
}

} // namespace weir::scene
