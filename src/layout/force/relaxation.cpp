#include "layout/force/relaxation.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace weir::layout {

namespace {

constexpr unsigned roundsPerSort = 6;
constexpr unsigned quietRoundsPerSort = 64;      // where few nodes move, the order stays good
constexpr std::size_t movingShare = 16;          // fewer than one node in so many do not spoil the order soon
constexpr std::size_t manyShare = 64;           // from one node in so many, going through all of them is cheaper
constexpr std::size_t grain = 2048;
constexpr float damping = 0.6F;         // nodes move at once: a pair that both went all the way would change places
constexpr float repulsionStiffness = 1.0F;

} // namespace

void Relaxation::start(const SpringGraph& graph, std::vector<Point> places)
{
    m_graph = &graph;
    m_places = std::move(places);
    m_nextPlaces.resize(m_places.size());
    m_repulsion.assign(m_places.size(), {});
    m_active.assign(m_places.size(), 0);
    m_stale.clear();
    m_roundsSinceSort = 0;
    m_meanStep = 0;
}

void Relaxation::recentre(Point centre, float factor)
{
    for (Point& place : m_places)
        place = {(place.x - centre.x) * factor, (place.y - centre.y) * factor};
}

void Relaxation::setPlace(NodeIndex node, Point place)
{
    m_places[node] = place;
    if (m_stale.size() > m_places.size()) {     // a long drag without a round between
        std::ranges::sort(m_stale);
        const auto repeated = std::ranges::unique(m_stale);
        m_stale.erase(repeated.begin(), repeated.end());
    }
    if (m_stale.empty() || m_stale.back() != node)
        m_stale.push_back(node);
}

bool Relaxation::round(const Forces& forces, float leash, ThreadTeam& team, const std::stop_token& stop)
{
    const std::size_t count = m_places.size();
    if (count == 0)
        return true;
    if (m_roundsSinceSort == 0)
        m_tree.sort(m_places, m_graph->masses(), team);
    m_roundsSinceSort = (m_roundsSinceSort + 1) % roundsPerSort;
    if (stop.stop_requested())
        return false;
    m_tree.follow(m_places, {}, team);
    m_tree.addUp(forces.model.softening, m_repulsion, team);
    if (stop.stop_requested())
        return false;
    m_nextPlaces.resize(count);
    m_chunkSteps.assign(count / grain + 1, 0);
    team.forEachChunk(count, grain, [&](std::size_t begin, std::size_t end) {
        double steps = 0;
        for (std::size_t i = begin; i < end; ++i) {
            const Point from = m_places[i];
            const Point to = moved(static_cast<NodeIndex>(i), forces, leash);
            m_nextPlaces[i] = to;
            steps += std::hypot(to.x - from.x, to.y - from.y);
        }
        m_chunkSteps[begin / grain] = steps;
    });
    m_places.swap(m_nextPlaces);
    m_meanStep = std::accumulate(m_chunkSteps.begin(), m_chunkSteps.end(), 0.0) / static_cast<double>(count);
    return true;
}

bool Relaxation::roundOf(std::span<const NodeIndex> nodes, const Forces& forces, std::span<const float> leashes, ThreadTeam& team,
                         const std::stop_token& stop)
{
    if (nodes.empty())
        return true;
    followOf(nodes, team);
    if (stop.stop_requested())
        return false;
    m_tree.addUp(forces.model.softening, m_repulsion, team);
    if (stop.stop_requested())
        return false;
    m_nextPlaces.resize(nodes.size());
    team.forEachChunk(nodes.size(), grain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            m_nextPlaces[i] = moved(nodes[i], forces, leashes[nodes[i]]);
    });
    double steps = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        Point& place = m_places[nodes[i]];
        steps += std::hypot(m_nextPlaces[i].x - place.x, m_nextPlaces[i].y - place.y);
        place = m_nextPlaces[i];
    }
    m_meanStep = steps / static_cast<double>(m_places.size());
    return true;
}

void Relaxation::followOf(std::span<const NodeIndex> nodes, ThreadTeam& team)
{
    const bool many = nodes.size() * manyShare > m_places.size();
    const bool sorting = m_roundsSinceSort == 0;
    m_roundsSinceSort = (m_roundsSinceSort + 1) % (nodes.size() * movingShare > m_places.size() ? roundsPerSort : quietRoundsPerSort);
    for (const NodeIndex node : m_stale)
        m_active[node] = 0;
    for (const NodeIndex node : nodes)
        m_active[node] = 1;
    if (sorting || many) {
        if (sorting)
            m_tree.sort(m_places, m_graph->masses(), team);
        m_tree.follow(m_places, m_active, team);
        m_stale.clear();
    } else {
        m_stale.insert(m_stale.end(), nodes.begin(), nodes.end());
        m_tree.followSome(m_stale, m_places, m_active);
        m_stale.clear();
    }
    m_stale.insert(m_stale.end(), nodes.begin(), nodes.end());
}

Point Relaxation::moved(NodeIndex node, const Forces& forces, float leash) const
{
    const Point place = m_places[node];
    const float inverseSaturation2 = 1 / (forces.model.saturation * forces.model.saturation);
    float pullX = 0;
    float pullY = 0;
    float stiffness = 0;
    for (const auto& spring : m_graph->springs(node)) {
        const Point other = m_places[spring.other];
        const float dx = other.x - place.x;
        const float dy = other.y - place.y;
        const float strength = spring.weight / std::sqrt(1 + (dx * dx + dy * dy) * inverseSaturation2);
        pullX += strength * dx;
        pullY += strength * dy;
        stiffness += strength;
    }
    const float charge = forces.repulsion * m_graph->masses()[node];
    const float gravity = forces.gravity * charge;
    pullX += charge * m_repulsion[node].x - gravity * (place.x - forces.centre.x);
    pullY += charge * m_repulsion[node].y - gravity * (place.y - forces.centre.y);
    stiffness += gravity + charge * repulsionStiffness;
    float stepX = damping * pullX / stiffness;
    float stepY = damping * pullY / stiffness;
    const float length = std::hypot(stepX, stepY);
    if (length > leash) {
        stepX *= leash / length;
        stepY *= leash / length;
    }
    return {place.x + stepX, place.y + stepY};
}

} // namespace weir::layout
