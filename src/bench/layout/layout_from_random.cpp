#include "bench/layout/layout_from_random.h"
#include "base/clock.h"
#include "layout/start/balance.h"
#include "layout/start/placement.h"
#include "layout/force/relaxation.h"
#include <cmath>
#include <numeric>

namespace weir::bench {

namespace {

using layout::Point;

constexpr float coldest = 0.02F;                // how far a node may go in the last round, in edges

/// In the square of side 2 round the origin.
std::vector<Point> randomPlaces(std::size_t nodes)
{
    std::uint32_t state = 7;
    const auto random = [&state] { return static_cast<float>((state = state * 1664525U + 1013904223U) / 4294967296.0); };
    std::vector<Point> places(nodes);
    for (Point& place : places) {
        place.x = 2 * random() - 1;
        place.y = 2 * random() - 1;
    }
    return places;
}

} // namespace

LayoutFromRandom layOutFromRandom(const EdgeList& graph, unsigned threads, double seconds)
{
    const TimePoint begin = Clock::now();
    const auto past = [&] { return milliseconds(Clock::now() - begin) / 1000; };
    layout::ForceModel model;
    const layout::SpringGraph springs(graph.nodes, graph.edges, model);
    const layout::Components components = layout::components(springs);
    const std::vector<std::uint8_t> inLargest = components.inHeaviest();
    std::vector<Point> places = randomPlaces(graph.nodes);
    // Their unit is free: one in which an edge has room.
    const float side = std::sqrt(std::accumulate(springs.masses().begin(), springs.masses().end(), 0.0F)) / 2;
    for (Point& place : places)
        place = {place.x * side, place.y * side};

    layout::ThreadTeam team(threads);
    layout::Relaxation relaxation;
    layout::Balance balance;
    balance.repulsion = layout::Balance::repulsionFor(springs, components.masses, model);
    relaxation.start(springs, std::move(places));
    LayoutFromRandom result;
    while (graph.nodes > 0 && past() < seconds) {
        balance.measure(relaxation.places(), springs.masses(), inLargest);
        const float leash = side / 4 * std::pow(4 * coldest / side, static_cast<float>(past() / seconds));
        static_cast<void>(relaxation.round(balance.forces(model), leash, team, {}));
        ++result.rounds;
    }
    result.seconds = past();
    result.places = relaxation.takePlaces();
    return result;
}

} // namespace weir::bench
