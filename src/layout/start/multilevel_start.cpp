#include "layout/start/multilevel_start.h"
#include "layout/start/placement.h"
#include "layout/random.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace weir::layout {

namespace {

constexpr unsigned coarsestRounds = 200;
constexpr unsigned coarseRounds = 60;
constexpr unsigned finestRounds = 300;
constexpr float lastLeash = 0.02F;              // of the finest level, in edges
constexpr float areaPerMass = 1.0F;
constexpr float coarseSaturation = 100;         // in spacings of a coarse level
constexpr unsigned roundsPerMeasure = 8;
constexpr std::uint64_t sampledEdges = 4'000;
// Where edges are so long on average, and the drawing so empty, in median edges, a constant pull over long ways is too weak: as in a
// tree, the inner edges of which part half of all nodes from the other half.
constexpr float largestMean = 4;
constexpr float largestSpacing = 8;

} // namespace

MultilevelStart::MultilevelStart(const SpringGraph& graph, std::span<const std::uint8_t> inLargest, const ForceModel& model, float repulsion,
                                 std::uint64_t seed)
    : m_graph(&graph), m_model(model), m_seed(seed), m_hierarchy(graph), m_inLargest(inLargest.begin(), inLargest.end())
{
    m_balance.repulsion = repulsion;
}

MultilevelStart::MultilevelStart(const SpringGraph& graph, std::span<const std::uint8_t> inLargest, const ForceModel& model, const Balance& balance,
                                 std::vector<Point> places, float leash)
    : MultilevelStart(graph, inLargest, model, balance.repulsion, 0)
{
    m_balance = balance;
    m_drawingTogether = false;
    m_calibrating = false;
    startLevel(std::move(places), finestRounds);
    cool(leash, lastLeash);
}

bool MultilevelStart::step(ThreadTeam& team, const std::stop_token& stop)
{
    if (m_drawingTogether) {
        if (!m_hierarchy.addLevel(m_seed))
            startCoarsest();
        return true;
    }
    if (m_round == m_rounds) {
        if (m_level == 0)
            return false;
        startNextFiner();
        return true;
    }
    if (m_round % roundsPerMeasure == 0) {
        m_balance.measure(m_relaxation.places(), m_hierarchy.graph(m_level).masses(), m_levelInLargest);
        if (m_calibrating && m_round > 0 && m_round <= m_rounds / 2)
            calibrate();
    }
    if (!m_relaxation.round(m_balance.forces(levelModel()), m_leash, team, stop))
        return true;
    m_leash *= m_cooling;
    ++m_round;
    return true;
}

Point MultilevelStart::place(NodeIndex node) const
{
    const Point held = m_relaxation.places()[m_holders[node]];
    if (m_level == 0)
        return held;
    // Nodes in one place would look like one.
    const std::uint64_t chance = scattered(m_seed ^ node);
    const float spread = m_balance.spacing;
    return {held.x + spread * (unitFloat(chance) - 0.5F), held.y + spread * (unitFloat(scattered(chance)) - 0.5F)};
}

ForceModel MultilevelStart::levelModel() const
{
    ForceModel model = m_model;
    model.saturation = std::max(model.saturation, m_balance.saturation);
    if (m_level > 0) {
        model.softening = std::max(model.softening, Balance::softeningShare * m_balance.spacing);
        model.saturation = std::max(model.saturation, coarseSaturation * m_balance.spacing);
    }
    return model;
}

void MultilevelStart::startCoarsest()
{
    m_drawingTogether = false;
    m_level = m_hierarchy.levels() - 1;
    const SpringGraph& coarsest = m_hierarchy.graph(m_level);
    startLevel(packedPlaces(coarsest, components(coarsest), areaPerMass, m_seed), coarsestRounds);
    cool(m_balance.radius / 4, 0.25F * m_balance.spacing);
}

void MultilevelStart::startNextFiner()
{
    const std::size_t finer = m_level - 1;
    std::vector<Point> places = m_hierarchy.refined(m_relaxation.places(), finer, 0.3F * m_balance.spacing, m_seed);
    m_level = finer;
    startLevel(std::move(places), finer == 0 ? finestRounds : coarseRounds);
    const float coolest = 0.2F * m_balance.spacing;
    cool(m_balance.spacing, finer == 0 ? std::min(lastLeash, coolest) : coolest);
}

void MultilevelStart::startLevel(std::vector<Point> places, unsigned rounds)
{
    m_relaxation.start(m_hierarchy.graph(m_level), std::move(places));
    m_holders = m_hierarchy.ancestors(m_level);
    m_levelInLargest.assign(m_hierarchy.graph(m_level).size(), 0);
    for (std::size_t node = 0; node < m_holders.size(); ++node)
        m_levelInLargest[m_holders[node]] = m_inLargest[node];
    m_round = 0;
    m_rounds = m_graph->size() == 0 ? 0 : rounds;
    m_balance.measure(m_relaxation.places(), m_hierarchy.graph(m_level).masses(), m_levelInLargest);
}

void MultilevelStart::cool(float firstLeash, float finalLeash)
{
    m_leash = firstLeash;
    m_cooling = std::pow(finalLeash / std::max(firstLeash, finalLeash), 1.0F / static_cast<float>(std::max(m_rounds, 1U)));
}

double MultilevelStart::work() const
{
    const SpringGraph& graph = m_hierarchy.graph(m_level);
    const ForceModel model = levelModel();
    const auto places = m_relaxation.places();
    double sum = 0;
    for (NodeIndex node = 0; node < graph.size(); ++node) {
        for (const auto& spring : graph.springs(node)) {
            const float dx = places[spring.other].x - places[node].x;
            const float dy = places[spring.other].y - places[node].y;
            const float length2 = dx * dx + dy * dy;
            sum += spring.weight * model.stiffness(length2) * length2;
        }
    }
    return std::max(sum, 1e-20);
}

void MultilevelStart::calibrate()
{
    std::vector<float> lengths;
    std::size_t within = 0;
    for (std::uint64_t k = 0; k < sampledEdges && m_graph->springCount() > 0; ++k) {
        const auto [node, other] = m_graph->ends(scattered(m_seed + k) % m_graph->springCount());
        within += m_holders[node] == m_holders[other];
        const Point from = place(node);
        const Point to = place(other);
        lengths.push_back(std::hypot(to.x - from.x, to.y - from.y));
    }
    if (lengths.empty() || 2 * within > lengths.size())
        return;     // too coarse to tell
    const auto middle = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2);
    std::nth_element(lengths.begin(), middle, lengths.end());
    const float median = std::max(*middle, 1e-3F);
    const float mean = std::accumulate(lengths.begin(), lengths.end(), 0.0F) / static_cast<float>(lengths.size());
    if (m_level == 0 && mean > largestMean * median && m_balance.spacing > largestSpacing * median)
        m_balance.saturation = 2 * std::max(m_balance.saturation, m_model.saturation);
    const float factor = std::clamp(1 / median, 0.5F, 2.0F);
    const double before = work();
    m_relaxation.recentre(m_balance.centre, factor);
    m_balance.repulsion *= static_cast<float>(work() / before);
    m_leash *= factor;
    m_balance.measure(m_relaxation.places(), m_hierarchy.graph(m_level).masses(), m_levelInLargest);
}

} // namespace weir::layout
