#include "layout/force/force_layout.h"
#include "layout/random.h"
#include <algorithm>
#include <cmath>

namespace weir::layout {

namespace {

constexpr float coldest = 0.01F;                // a leash below this is rest: a hundredth of an edge
constexpr float localCooling = 0.95F;
constexpr float refreshingWarmth = 0.3F;        // for all, once small changes have added up
constexpr float rewiredLeash = 2.0F;
constexpr std::size_t smallGraph = 2'000;       // finds its shape from old places without a multilevel start
constexpr float largestPlace = 1e12F;           // a given place beyond this is taken as none: squares must stay finite
constexpr float smallestScale = 1e-4F;
constexpr float largestScale = 1e9F;
constexpr unsigned roundsPerMeasure = 16;
constexpr std::size_t manyShare = 16;           // fewer than one node in so many do not change the whole
constexpr std::size_t grain = 8192;
constexpr float warmthOfDragged = 0.3F;         // of the neighbours of a node that was pinned or let go, at least
constexpr float largestWarmthOfDragged = 8.0F;
constexpr std::size_t mostWarmed = 2'000;       // by one pinning

bool usable(Point place)
{
    return std::abs(place.x) <= largestPlace && std::abs(place.y) <= largestPlace;      // false for NaN
}

bool isLive(const Topology& topology, Slot slot) { return slot < topology.live.size() && topology.live[slot] != 0; }

} // namespace

ForceLayout::ForceLayout(Config config) : m_config(config), m_team(config.threads), m_topology(std::make_shared<Topology>()) {}

double ForceLayout::temperature() const noexcept
{
    return double{m_scale} * (m_start ? (m_start->drawn() ? m_start->leash() : m_start->balance().radius) : m_leash);
}

double ForceLayout::meanStep() const noexcept
{
    return double{m_scale} * (m_start ? m_start->meanStep() : m_relaxation.meanStep());
}

void ForceLayout::setTopology(std::shared_ptr<const Topology> topology)
{
    m_waiting = topology ? std::move(topology) : std::make_shared<Topology>();
    if (m_start && mayWait(*m_waiting))
        showWaiting();
    else
        adopt();
}

bool ForceLayout::mayWait(const Topology& topology) const
{
    std::size_t kept = 0;
    std::size_t live = 0;
    for (Slot slot = 0; slot < topology.live.size(); ++slot) {
        live += topology.live[slot] != 0;
        kept += topology.live[slot] != 0 && isLive(*m_topology, slot);
    }
    const auto similar = [](std::size_t a, std::size_t b) { return 5 * std::min(a, b) >= 4 * std::max(a, b); };
    return topology.given.empty() && similar(kept, live) && similar(kept, m_slots.size())
        && similar(topology.edges.size(), m_topology->edges.size());
}

void ForceLayout::showWaiting()
{
    m_memory.places.resize(std::max(m_memory.places.size(), m_waiting->live.size()), m_origin);
    for (const auto& [source, target] : m_waiting->edges) {
        if (!isLive(*m_waiting, source) || !isLive(*m_waiting, target))
            continue;
        if (!isLive(*m_topology, source) && isLive(*m_topology, target))
            m_memory.places[source] = m_memory.places[target];
        else if (!isLive(*m_topology, target) && isLive(*m_topology, source))
            m_memory.places[target] = m_memory.places[source];
    }
}

void ForceLayout::adopt()
{
    const bool unfinished = m_start.has_value();
    m_start.reset();
    m_topology = std::exchange(m_waiting, nullptr);
    const Topology& topology = *m_topology;

    m_slots.clear();
    m_nodeOf.assign(topology.live.size(), 0);
    for (Slot slot = 0; slot < topology.live.size(); ++slot) {
        if (topology.live[slot] != 0) {
            m_nodeOf[slot] = static_cast<NodeIndex>(m_slots.size());
            m_slots.push_back(slot);
        }
    }
    std::vector<std::pair<NodeIndex, NodeIndex>> edges;
    edges.reserve(topology.edges.size());
    std::vector<std::uint64_t> neighbourhoods(topology.live.size(), 0);
    for (const auto& [source, target] : topology.edges) {
        if (isLive(topology, source) && isLive(topology, target)) {
            edges.emplace_back(m_nodeOf[source], m_nodeOf[target]);
            neighbourhoods[source] += scattered(target);
            neighbourhoods[target] += scattered(source);
        }
    }
    m_graph = SpringGraph(m_slots.size(), edges, m_config.model);
    const Components parts = components(m_graph);
    m_inLargest = parts.inHeaviest();
    m_guessedRepulsion = Balance::repulsionFor(m_graph, parts.masses, m_config.model);
    m_balance.repulsion = m_calibration * m_guessedRepulsion;

    const SlotMemory::Differences differences = m_memory.adopt(topology, neighbourhoods);
    takeGiven(topology);
    takePins();
    const std::size_t different = differences.added + differences.removed + differences.rewired;
    m_changes += different;
    const bool keeps = m_somePinned || (m_held && !unfinished && differences.added < differences.live);
    if (!keeps && (unfinished || 2 * differences.added > differences.live || 2 * different > differences.live + 10))
        startAnew();
    else
        startLocal();
}

void ForceLayout::takeGiven(const Topology& topology)
{
    m_pinned.assign(m_slots.size(), 0);
    m_somePinned = false;
    double sumX = 0;
    double sumY = 0;
    double count = 0;
    for (const auto& [slot, place] : topology.given) {
        if (!isLive(topology, slot) || !usable(place))
            continue;
        m_pinned[m_nodeOf[slot]] = 1;
        m_memory.places[slot] = place;
        m_memory.placed[slot] = 1;
        m_somePinned = true;
        sumX += place.x;
        sumY += place.y;
        ++count;
    }
    if (!m_somePinned)
        return;     // what was pinned before goes on from there, in the scale it had
    m_origin = {static_cast<float>(sumX / count), static_cast<float>(sumY / count)};
    std::vector<float> lengths;
    for (NodeIndex node = 0; node < m_slots.size(); ++node) {
        for (const auto& spring : m_graph.springs(node)) {
            if (spring.other > node && m_pinned[node] != 0 && m_pinned[spring.other] != 0) {
                const Point a = m_memory.places[m_slots[node]];
                const Point b = m_memory.places[m_slots[spring.other]];
                lengths.push_back(std::hypot(a.x - b.x, a.y - b.y));
            }
        }
    }
    if (lengths.empty()) {
        double squares = 0;
        for (NodeIndex node = 0; node < m_slots.size(); ++node) {
            const Point place = m_memory.places[m_slots[node]];
            if (m_pinned[node] != 0)
                squares += std::pow(double{place.x} - m_origin.x, 2) + std::pow(double{place.y} - m_origin.y, 2);
        }
        // As far apart as that many nodes are when they fill their own spread evenly.
        m_scale = squares > 0 ? static_cast<float>(std::sqrt(squares) / count) : 1.0F;
    } else {
        const auto middle = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2);
        std::nth_element(lengths.begin(), middle, lengths.end());
        m_scale = *middle;
    }
    m_scale = std::clamp(m_scale, smallestScale, largestScale);
}

void ForceLayout::startAnew()
{
    m_changes = 0;
    m_leash = 0;
    m_warm.clear();
    m_relaxing = false;
    const bool allPlaced = std::ranges::all_of(m_slots, [this](Slot slot) { return m_memory.placed[slot] != 0; });
    if (allPlaced && m_slots.size() <= smallGraph) {
        std::vector<Point> places(m_slots.size());
        for (std::size_t node = 0; node < m_slots.size(); ++node)
            places[node] = fromWorld(m_memory.places[m_slots[node]]);
        m_start.emplace(m_graph, m_inLargest, m_config.model, m_balance, std::move(places), rewiredLeash);
        return;
    }
    m_origin = {};
    m_scale = 1;
    m_start.emplace(m_graph, m_inLargest, m_config.model, m_guessedRepulsion, m_config.seed);
}

void ForceLayout::startLocal()
{
    const bool refresh = !m_somePinned && 4 * m_changes > m_slots.size() + 40;
    if (refresh)
        m_changes = 0;
    std::vector<Point> places(m_slots.size());
    std::vector<std::uint8_t> placed(m_slots.size());
    m_leashes.resize(m_slots.size());
    m_leash = 0;
    m_warm.clear();
    for (std::size_t node = 0; node < m_slots.size(); ++node) {
        const Slot slot = m_slots[node];
        places[node] = fromWorld(m_memory.places[slot]);
        placed[node] = m_memory.placed[slot];
        const float warmth = refresh ? std::max(refreshingWarmth, m_memory.warmth[slot]) : m_memory.warmth[slot];
        m_leashes[node] = m_pinned[node] != 0 || m_pins.contains(slot) ? 0 : warmth;
        m_leash = std::max(m_leash, m_leashes[node]);
        if (m_leashes[node] > 0)
            m_warm.push_back(static_cast<NodeIndex>(node));
    }
    placeBesideNeighbours(m_graph, places, placed, 1.0F, m_config.seed);
    for (std::size_t node = 0; node < m_slots.size(); ++node) {
        const Slot slot = m_slots[node];
        m_memory.warmth[slot] = m_leashes[node];
        if (m_memory.placed[slot] == 0)
            m_memory.places[slot] = toWorld(places[node]);
        m_memory.placed[slot] = 1;
    }
    m_relaxation.start(m_graph, std::move(places));
    m_relaxing = true;
    m_localRounds = 0;
}

bool ForceLayout::step(const std::stop_token& stop)
{
    if (settled())
        return false;
    if (!m_start) {
        localRound(stop);
    } else if (m_start->step(m_team, stop)) {
        publishStart();
    } else {
        finishStart();
        if (m_waiting)
            adopt();
    }
    ++m_rounds;
    return true;
}

void ForceLayout::localRound(const std::stop_token& stop)
{
    const bool many = m_warm.size() * manyShare > m_slots.size();
    if (m_localRounds == 0 || (many && m_localRounds % roundsPerMeasure == 0))
        m_balance.measure(m_relaxation.places(), m_graph.masses(), m_inLargest);
    const Relaxation::Forces forces = m_balance.forces(m_config.model);
    if (!m_relaxation.roundOf(m_warm, forces, m_leashes, m_team, stop))
        return;
    ++m_localRounds;
    m_leash = 0;
    const auto places = m_relaxation.places();
    for (const NodeIndex node : m_warm) {
        const float cooler = m_leashes[node] * localCooling;
        m_leashes[node] = cooler < coldest ? 0 : cooler;
        m_leash = std::max(m_leash, m_leashes[node]);
        m_memory.warmth[m_slots[node]] = m_leashes[node];
        m_memory.places[m_slots[node]] = toWorld(places[node]);
    }
    std::erase_if(m_warm, [this](NodeIndex node) { return m_leashes[node] == 0; });
}

void ForceLayout::publishStart()
{
    if (!m_start->drawn())
        return;
    m_team.forEachChunk(m_slots.size(), grain, [this](std::size_t begin, std::size_t end) {
        for (std::size_t node = begin; node < end; ++node) {
            m_memory.places[m_slots[node]] = toWorld(m_start->place(static_cast<NodeIndex>(node)));
        }
    });
    for (const auto& [slot, pin] : m_pins)
        m_memory.places[slot] = pin.place;
}

void ForceLayout::finishStart()
{
    m_balance = m_start->balance();
    m_calibration = m_balance.repulsion / m_guessedRepulsion;
    for (const Slot slot : m_slots) {
        m_memory.placed[slot] = 1;
        m_memory.warmth[slot] = 0;
    }
    m_start.reset();
    for (const auto& [slot, pin] : m_pins)      // what was drawn without regard to them now settles round them
        warmAround(m_nodeOf[slot], warmthOfDragged);
}

void ForceLayout::hold(bool held)
{
    m_held = held;
    if (!held || !m_start || !m_start->drawn())
        return;
    publishStart();
    finishStart();
    if (m_waiting)
        adopt();
}

void ForceLayout::pin(Slot slot, Point place)
{
    const auto node = pinnable(slot);
    if (!node || !usable(place))
        return;
    const Point before = m_memory.places[slot];
    const auto& generations = m_topology->generations;
    m_pins[slot] = {place, slot < generations.size() ? std::optional(generations[slot]) : std::nullopt};
    m_memory.places[slot] = place;
    m_memory.placed[slot] = 1;
    if (m_start)
        return;     // it is taken into account once that stands
    const float way = std::hypot(place.x - before.x, place.y - before.y) / m_scale;
    warmAround(*node, std::clamp(way, warmthOfDragged, largestWarmthOfDragged));
}

void ForceLayout::unpin(Slot slot)
{
    if (m_pins.erase(slot) == 0 || m_start)
        return;
    warmAround(m_nodeOf[slot], warmthOfDragged);
    static_cast<void>(warm(m_nodeOf[slot], warmthOfDragged));
}

std::optional<NodeIndex> ForceLayout::pinnable(Slot slot) const
{
    if (!isLive(*m_topology, slot) || m_pinned[m_nodeOf[slot]] != 0)
        return std::nullopt;
    return m_nodeOf[slot];
}

void ForceLayout::takePins()
{
    const Topology& topology = *m_topology;
    std::erase_if(m_pins, [&](const auto& entry) {
        const auto& [slot, pin] = entry;
        const bool replaced = pin.generation && slot < topology.generations.size() && topology.generations[slot] != *pin.generation;
        return replaced || !pinnable(slot);
    });
    for (const auto& [slot, pin] : m_pins) {
        m_memory.places[slot] = pin.place;
        m_memory.placed[slot] = 1;
    }
}

void ForceLayout::warmAround(NodeIndex pinned, float warmth)
{
    if (!m_relaxing)
        startLocal();
    const Slot slot = m_slots[pinned];
    m_relaxation.setPlace(pinned, fromWorld(m_memory.places[slot]));
    if (m_leashes[pinned] > 0) {
        m_leashes[pinned] = m_memory.warmth[slot] = 0;
        std::erase(m_warm, pinned);
    }
    // Breadth first: who is nearer goes further, and a hub does not wake the whole graph.
    std::vector<NodeIndex> reached{pinned};
    std::size_t ringEnd = 1;
    for (std::size_t head = 0; head < reached.size() && reached.size() < mostWarmed; ++head) {
        if (head == ringEnd) {
            ringEnd = reached.size();
            warmth /= 2;
        }
        if (warmth < coldest)
            break;
        for (const auto& spring : m_graph.springs(reached[head])) {
            if (reached.size() < mostWarmed && warm(spring.other, warmth))
                reached.push_back(spring.other);
        }
    }
}

bool ForceLayout::warm(NodeIndex node, float warmth)
{
    const Slot slot = m_slots[node];
    if (m_pinned[node] != 0 || m_pins.contains(slot) || warmth <= m_leashes[node])
        return false;
    if (m_leashes[node] == 0)
        m_warm.push_back(node);
    m_leashes[node] = m_memory.warmth[slot] = warmth;
    m_leash = std::max(m_leash, warmth);
    return true;
}

} // namespace weir::layout
