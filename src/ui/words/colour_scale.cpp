#include "ui/words/colour_scale.h"

#include <algorithm>
#include <cmath>

namespace weir::ui {

namespace {

struct Part {
    double low, high;
};
constexpr Part onDark{0.27, 1.0}, onLight{0.6, 0.0};

} // namespace

QColor scaleColour(double place, Ground ground)
{
    const Part part = ground == Ground::Dark ? onDark : onLight;
    const std::span<const QRgb> stops = viridis();
    const double at = std::clamp(part.low + std::clamp(place, 0.0, 1.0) * (part.high - part.low), 0.0, 1.0) * static_cast<double>(stops.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(at), stops.size() - 2);
    const double share = at - static_cast<double>(below);
    const QColor from = QColor::fromRgb(stops[below]), to = QColor::fromRgb(stops[below + 1]);
    const auto mix = [share](int a, int b) { return static_cast<int>(std::lround(a + share * (b - a))); };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

std::vector<QColor> scaleColours(std::size_t count, Ground ground)
{
    std::vector<QColor> colours;
    for (std::size_t i = 0; i < count; ++i)
        colours.push_back(scaleColour(count > 1 ? static_cast<double>(i) / static_cast<double>(count - 1) : 0.5, ground));
    return colours;
}

} // namespace weir::ui
