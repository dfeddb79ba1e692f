#include "scene/overview.h"
#include <algorithm>
#include <cmath>

namespace weir::scene {

namespace {

constexpr double halfOpaque = 1.5;     // as many nodes in a pixel as make it so
constexpr double leastOpaque[] = {0.5, 0.75, 0.9};   // of a pixel with a node, by the side of its dot: lonely ones are seen
constexpr double coveredShare = 0.35;  // of the picture, by dots side by side
constexpr double dotShare = 1.0 / 33;  // of the picture's side, that one has at most
constexpr float dimmedWeight = 0.25F;

struct Cell {
    float weight = 0, red = 0, green = 0, blue = 0;
};

/// The side of a node's dot, pixels: large where there are few.
int dotOf(const Scene& scene, const Camera& camera)
{
    const double room = std::sqrt(coveredShare * camera.width() * camera.height() / std::max(1U, scene.nodeCount));
    const double most = dotShare * std::min(camera.width(), camera.height());
    return std::clamp(static_cast<int>(std::min(std::round(room), most)), 1, static_cast<int>(std::size(leastOpaque)));
}

} // namespace

Overview overviewOf(const Scene& scene, const Camera& camera, std::span<const std::uint32_t> palette)
{
    Overview overview{static_cast<std::uint32_t>(std::max(camera.width(), 1.0)), static_cast<std::uint32_t>(std::max(camera.height(), 1.0)), {}};
    std::vector<Cell> cells(std::size_t{overview.width} * overview.height);
    const Affine at = camera.itemFromWorld();
    const int dot = dotOf(scene, camera);
    const double least = leastOpaque[dot - 1];
    for (Slot node = 0; node < scene.nodeSlots; ++node) {
        const NodeStyle& style = scene.style(node);
        if (!style.drawn())
            continue;
        const Point point = scene.position(node);
        const double x = point.x * at.scaleX + at.offsetX;
        const double y = point.y * at.scaleY + at.offsetY;
        if (!(x >= 0 && y >= 0 && x < overview.width && y < overview.height))
            continue;
        std::uint32_t colour = style.colour;
        if (colour == 0 && !palette.empty())
            colour = palette[std::min<std::size_t>(style.paletteNumber(), palette.size() - 1)];
        const float weight = style.standing == Standing::Dimmed ? dimmedWeight : 1.0F;
        const int left = static_cast<int>(x) - (dot - 1) / 2;
        const int top = static_cast<int>(y) - (dot - 1) / 2;
        for (int row = std::max(top, 0); row < std::min(top + dot, static_cast<int>(overview.height)); ++row) {
            for (int column = std::max(left, 0); column < std::min(left + dot, static_cast<int>(overview.width)); ++column) {
                Cell& cell = cells[static_cast<std::size_t>(row) * overview.width + static_cast<std::size_t>(column)];
                cell.weight += weight;
                cell.red += weight * static_cast<float>(colour >> 16U & 0xFFU);
                cell.green += weight * static_cast<float>(colour >> 8U & 0xFFU);
                cell.blue += weight * static_cast<float>(colour & 0xFFU);
            }
        }
    }
    overview.pixels.reserve(cells.size());
    for (const Cell& cell : cells) {
        if (cell.weight <= 0) {
            overview.pixels.push_back(0);
            continue;
        }
        const double full = 1 - std::exp2(-cell.weight / halfOpaque);
        const double opacity = cell.weight < 1 ? least * cell.weight : std::max(full, least);
        const auto channel = [&](float sum) { return static_cast<std::uint32_t>(std::lround(opacity * sum / cell.weight)); };
        overview.pixels.push_back(static_cast<std::uint32_t>(std::lround(opacity * 255)) << 24U | channel(cell.red) << 16U
                                  | channel(cell.green) << 8U | channel(cell.blue));
    }
    return overview;
}

} // namespace weir::scene
