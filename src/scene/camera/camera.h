#pragma once
#include "scene/camera/bounds.h"

namespace weir::scene {

/// A point of the item in its own (device independent) pixels, y down.
struct ItemPoint {
    double x = 0, y = 0;
};

/// A point of the graph in world units, y down as in the item.
struct WorldPoint {
    double x = 0, y = 0;
};

/// What of an item is not to be used, at each side, in its pixels.
struct Insets {
    double left = 0, top = 0, right = 0, bottom = 0;
    bool operator==(const Insets&) const = default;
};

/// point * scale + offset, for each axis.
struct Affine {
    double scaleX = 1, scaleY = 1, offsetX = 0, offsetY = 0;
    bool operator==(const Affine&) const = default;
};

/// Which part of the world the item shows: a value, so any thread may have one. The world is never turned or sheared.
class Camera final {
public:
    /// Pixels a world unit that a camera may have.
    struct Limits {
        double minScale = 1e-9, maxScale = 1e9;
    };

    [[nodiscard]] double width() const { return m_width; }     ///< of the item, in its pixels
    [[nodiscard]] double height() const { return m_height; }
    [[nodiscard]] double scale() const { return m_scale; }     ///< pixels a world unit
    [[nodiscard]] WorldPoint centre() const { return m_centre; }

    [[nodiscard]] ItemPoint itemFromWorld(WorldPoint point) const;
    [[nodiscard]] WorldPoint worldFromItem(ItemPoint point) const;
    [[nodiscard]] Affine itemFromWorld() const;
    /// Clip space from -1 to 1 with y down, as textures of one's own have it on every backend.
    [[nodiscard]] Affine clipFromWorld() const;
    /// Texture coordinates of a picture taken by `picture`, from this camera's item pixels.
    [[nodiscard]] Affine textureFromItem(const Camera& picture) const;

    /// The same centre in an item of another size.
    [[nodiscard]] Camera resized(double width, double height) const;
    [[nodiscard]] Camera centredOn(WorldPoint centre) const;
    [[nodiscard]] Camera scaledTo(double scale) const;   ///< with the same centre
    /// Moves the picture by item pixels: right and down are positive.
    [[nodiscard]] Camera panned(double dx, double dy) const;
    /// Zooms by `factor`, keeping the world point under `pivot` where it is, except where the limits cut the zoom.
    [[nodiscard]] Camera zoomedAt(ItemPoint pivot, double factor, const Limits& limits) const;
    /// Shows all of `rect` with `margin` pixels (at most a quarter of the room) around it, in the room that the insets leave; of each
    /// two that lie opposite at most half of the item is left out.
    [[nodiscard]] Camera fittedTo(const Rect& rect, double margin, const Insets& insets = {}) const;

    /// From the graph a quarter as large as when fitted, to 200 pixels between neighbours or, if larger, ten times fitted.
    /// Single precision positions stay exact to a tenth of a pixel within them.
    [[nodiscard]] Limits limitsFor(const Bounds& bounds) const;

    bool operator==(const Camera& other) const
    {
        return m_width == other.m_width && m_height == other.m_height && m_scale == other.m_scale
            && m_centre.x == other.m_centre.x && m_centre.y == other.m_centre.y;
    }

private:
    double m_width = 1, m_height = 1, m_scale = 1;
    WorldPoint m_centre;
};

} // namespace weir::scene
