#pragma once
#include "scene/scene.h"
#include <QtGui/qcolor.h>
#include <algorithm>
#include <vector>

namespace weir::render {

/// Colours of the picture; a value.
struct PictureStyle {
    QColor ground;
    QColor edge;
    QColor mark;                      ///< of rings around hovered and selected elements
    QColor label;                     ///< of the text of labels
    std::vector<QColor> categories;   ///< the palette, by NodeStyle::paletteNumber()
    double edgeShare = 0.6;           ///< the share of its colour that many edges together reach
    /// Edges over one another that reach half of that share; as many more as the mean pixel has, so that a dense graph
    /// shows where it is denser.
    double edgeHalf = 3.5;
    /// The same where colours of edges stand for something: they are to be told apart one by one.
    double colouredShare = 0.95, colouredHalf = 1.2;
    bool curvedEdges = false;         ///< close by, where an edge is more than a line

    /// Edges over one another that reach half of the share, where the mean pixel has so many. Close by (EdgeDetail) each edge is
    /// looked at by itself.
    [[nodiscard]] double halfDensity(double closeness, double meanDensity, bool coloured) const
    {
        return (coloured ? colouredHalf : edgeHalf) * (1 - 0.7 * closeness) + meanDensity;
    }
    [[nodiscard]] double shareOfEdges(bool coloured) const { return coloured ? colouredShare : edgeShare; }

    /// What lies beyond the last has the last one's colour; where there are none, that of edges.
    [[nodiscard]] QColor categoryColour(std::size_t number) const
    {
        return categories.empty() ? edge : categories[std::min(number, categories.size() - 1)];
    }

    [[nodiscard]] QColor colourOf(const scene::NodeStyle& node) const
    {
        return node.colour != 0 ? QColor::fromRgb(node.colour) : categoryColour(node.paletteNumber());
    }

    bool operator==(const PictureStyle&) const = default;
};

} // namespace weir::render
