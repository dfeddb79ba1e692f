#include "layout/start/balance.h"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace weir::layout {

namespace {

constexpr double fewNodes = 8;

} // namespace

float Balance::repulsionFor(const SpringGraph& graph, std::span<const float> masses, const ForceModel& model)
{
    double pull = 0;        // of every edge twice
    double squares = 0;
    for (NodeIndex node = 0; node < graph.size(); ++node) {
        for (const auto& spring : graph.springs(node))
            pull += spring.weight * model.stiffness(1);
    }
    for (const float mass : masses)
        squares += double{mass} * mass;
    return pull > 0 ? static_cast<float>(pull / (squares * (1 - model.gravity))) : 1.0F;
}

void Balance::measure(std::span<const Point> places, std::span<const float> masses, std::span<const std::uint8_t> inLargest)
{
    double sum = 0, sumX = 0, sumY = 0, nodes = 0;      // of the largest component
    double allSum = 0, allX = 0, allY = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double momentX = double{masses[i]} * places[i].x;
        const double momentY = double{masses[i]} * places[i].y;
        allSum += masses[i];
        allX += momentX;
        allY += momentY;
        if (inLargest[i] == 0)
            continue;
        ++nodes;
        sum += masses[i];
        sumX += momentX;
        sumY += momentY;
    }
    if (sum <= 0)
        return;
    const double x = sumX / sum;
    const double y = sumY / sum;
    double squares = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (inLargest[i] != 0)
            squares += masses[i] * (std::pow(places[i].x - x, 2) + std::pow(places[i].y - y, 2));
    }
    mass = static_cast<float>(sum);
    centre = {static_cast<float>(allX / allSum), static_cast<float>(allY / allSum)};
    // A disc's mean square is half of its radius squared. A few nodes do not tell what room they will need once they are drawn apart into
    // those that they hold: they get a unit of area for each of mass.
    const double least = nodes <= fewNodes ? std::sqrt(sum / std::numbers::pi) : 0.5;
    radius = static_cast<float>(std::max(std::sqrt(2 * squares / sum), least));
    spacing = radius * static_cast<float>(std::sqrt(std::numbers::pi / nodes));
}

} // namespace weir::layout
