#include "layout/relaxation.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace weir::layout {

namespace {

constexpr unsigned roundsPerSort = 6;
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
    m_roundsSinceSort = 0;
    m_meanStep = 0;
}

void Relaxation::recentre(Point centre, float factor)
{
    for (Point& place : m_places)
        place = {(place.x - centre.x) * factor, (place.y - centre.y) * factor};
}

bool Relaxation::round(const Forces& forces, float leash, std::span<const float> leashes, ThreadTeam& team,
                       const std::stop_token& stop)
{
    const std::size_t count = m_places.size();
    if (count == 0)
        return true;
    m_active.clear();
    if (!leashes.empty()) {
        m_active.resize(count);
        for (std::size_t i = 0; i < count; ++i)
            m_active[i] = leashes[i] > 0 ? 1 : 0;
    }
    if (m_roundsSinceSort == 0)
        m_tree.sort(m_places, m_graph->masses(), team);
    m_roundsSinceSort = (m_roundsSinceSort + 1) % roundsPerSort;
    if (stop.stop_requested())
        return false;
    m_tree.follow(m_places, m_active, team);
    m_tree.addUp(forces.softening, m_repulsion, team);
    if (stop.stop_requested())
        return false;
    m_chunkSteps.assign(count / grain + 1, 0);
    team.forEachChunk(count, grain, [&](std::size_t begin, std::size_t end) {
        double steps = 0;
        for (std::size_t i = begin; i < end; ++i) {
            const float own = leashes.empty() ? leash : leashes[i];
            const Point from = m_places[i];
            const Point to = own > 0 ? moved(static_cast<NodeIndex>(i), forces, own) : from;
            m_nextPlaces[i] = to;
            steps += std::hypot(to.x - from.x, to.y - from.y);
        }
        m_chunkSteps[begin / grain] = steps;
    });
    m_places.swap(m_nextPlaces);
    m_meanStep = std::accumulate(m_chunkSteps.begin(), m_chunkSteps.end(), 0.0) / static_cast<double>(count);
    return true;
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
