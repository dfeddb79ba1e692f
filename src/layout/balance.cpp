#include "layout/balance.h"
#include <algorithm>
#include <cmath>

namespace weir::layout {

float Balance::repulsionFor(const SpringGraph& graph, const ForceModel& model)
{
    double pull = 0;        // of every edge twice
    double mass = 0;
    for (NodeIndex node = 0; node < graph.size(); ++node) {
        mass += graph.masses()[node];
        for (const auto& spring : graph.springs(node))
            pull += spring.weight * model.stiffness(1);
    }
    return pull > 0 ? static_cast<float>(pull / (mass * mass * (1 - model.gravity))) : 1.0F;
}

void Balance::measure(std::span<const Point> places, std::span<const float> masses, std::span<const std::uint8_t> inLargest)
{
    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    double squares = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (inLargest[i] == 0)
            continue;
        sum += masses[i];
        sumX += double{masses[i]} * places[i].x;
        sumY += double{masses[i]} * places[i].y;
    }
    if (sum <= 0)
        return;
    const double x = sumX / sum;
    const double y = sumY / sum;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (inLargest[i] != 0)
            squares += masses[i] * (std::pow(places[i].x - x, 2) + std::pow(places[i].y - y, 2));
    }
    mass = static_cast<float>(sum);
    centre = {static_cast<float>(x), static_cast<float>(y)};
    // A disc's mean square is half of its radius squared; a lone node gets the room of half an edge.
    radius = static_cast<float>(std::max(std::sqrt(2 * squares / sum), 0.5));
}

} // namespace weir::layout
