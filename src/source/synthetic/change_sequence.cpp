#include "source/synthetic/change_sequence.h"
#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace weir::source {

namespace {

constexpr std::array<const char*, CommunityMap::categories> communityNames{"Lyra",  "Orion",   "Cygnus", "Vela",
                                                                           "Draco", "Perseus", "Aquila", "Carina"};
constexpr graph::Category withinCommunity = 0, betweenCommunities = 1;
constexpr float leastLoad = 2, mostLoad = 98;
constexpr int attempts = 16;   // of finding a live element by drawing numbers

std::uint32_t spare(const SyntheticParameters& parameters)
{
    return parameters.churn > 0 && parameters.nodes > 0 ? std::max(8U, parameters.nodes / 25) : 0;
}

std::unique_ptr<DrawnAttributes> drawn(ElementKind kind, std::uint32_t columns, std::uint64_t seed)
{
    return columns == 0 ? nullptr : std::make_unique<DrawnAttributes>(kind, columns, seed);
}

} // namespace

ChangeSequence::ChangeSequence(const SyntheticParameters& parameters)
    : m_parameters(parameters),
      m_random(parameters.seed),
      m_map(parameters.nodes + spare(parameters), m_random),
      m_nodeAttributes(drawn(ElementKind::Node, parameters.attributes, parameters.seed)),
      m_edgeAttributes(drawn(ElementKind::Edge, parameters.edgeAttributes, parameters.seed)),
      m_nodeBand(std::max(1U, spare(parameters))),
      m_edgeBand(std::max(8U, parameters.edges / 25)),
      m_churnThreshold(static_cast<std::uint32_t>(std::min(parameters.churn * 0x1p32, 0x1p32 - 1)))
{
    const auto count = static_cast<std::uint32_t>(m_map.places().size());
    m_nodes.resize(count);
    const std::uint32_t edges = parameters.edges == 0 ? 0 : parameters.edges + 2 * m_edgeBand;   // as far as their number strays
    m_links.reserve(count, edges);
    m_edgeTouchedIn.reserve(edges);
    m_births.reserve(count);
    m_levels.resize(m_map.communities().size());
    for (float& level : m_levels)
        level = 15 + 70 * m_random.share();
    for (std::uint32_t place = 0; place < count; ++place) {
        const CommunityMap::Place& home = m_map.places()[place];
        NodeState& node = m_nodes[place];
        node.homeX = home.x;
        node.homeY = home.y;
        node.usualSize = home.size;
        node.community = home.community;
        node.load =
            std::clamp(m_levels[home.community] + 15 * Random::signedShare(m_random.next()), leastLoad, mostLoad);
    }
    std::vector<bool> leftOut(count);
    for (std::uint32_t left = spare(parameters); left > 0;) {
        // Hubs are few: a place that is none turns up soon, and in a tiny graph any place will do.
        const PlaceNumber place = m_random.below(count);
        if (leftOut[place] || (count > 64 && m_map.isHub(place)))
            continue;
        leftOut[place] = true;
        m_vacant.push_back(place);
        --left;
    }
    // Hubs are born first, so the picture has its landmarks early; m_births is taken from its end.
    for (PlaceNumber place = count; place-- > 0;) {
        if (!leftOut[place] && !m_map.isHub(place))
            m_births.push_back(place);
    }
    for (PlaceNumber place = count; place-- > 0;) {
        if (!leftOut[place] && m_map.isHub(place))
            m_births.push_back(place);
    }
}

graph::Schema ChangeSequence::schema(const SyntheticParameters& parameters)
{
    graph::Schema schema;
    schema.title = "Synthetic communities";
    schema.nodeValues = {{"load", "%"}};
    schema.nodeCategories.assign(communityNames.begin(), communityNames.end());
    schema.edgeCategories = {"within a community", "between communities"};
    schema.nodeAttributes = DrawnAttributes::columns(ElementKind::Node, parameters.attributes);
    schema.edgeAttributes = DrawnAttributes::columns(ElementKind::Edge, parameters.edgeAttributes);
    return schema;
}

bool ChangeSequence::appendBirths(graph::ChangeSet& set, std::size_t maximumRows)
{
    if (m_births.empty() && (m_nodes.empty() || m_edgeSlots.liveCount() >= m_parameters.edges))
        return false;
    while (!m_births.empty() && set.rows() < maximumRows) {
        const PlaceNumber place = m_births.back();
        m_births.pop_back();
        bearNode(set, place);
    }
    if (!m_births.empty())
        return true;
    while (m_edgeSlots.liveCount() < m_parameters.edges && set.rows() < maximumRows) {
        // First a spoke from every node to its hub and from every hub to its centre, so that nothing stands alone.
        if (m_nextSpoke == m_nodes.size()) {
            bearOneMoreEdge(set);
            continue;
        }
        const PlaceNumber place = m_nextSpoke++;
        const PlaceNumber centre = m_map.communities()[m_nodes[place].community].firstPlace;
        const PlaceNumber hub = m_map.isHub(place) ? centre : m_map.places()[place].hub;
        if (place != hub && occupied(place) && occupied(hub))
            bearEdge(set, place, hub);
    }
    return true;
}

std::size_t ChangeSequence::appendSteps(graph::ChangeSet& set, std::size_t changes, std::size_t maximumRows)
{
    if (set.empty())
        ++m_setNumber;
    if (m_nodeSlots.liveCount() == 0)
        return 0;
    std::size_t done = performPendingRemoval(set);
    while (done < changes && set.rows() < maximumRows) {
        const std::size_t made = step(set);
        if (m_pendingNode != none || m_pendingEdge != noSlot)
            return done;
        done += made;
    }
    return done;
}

std::size_t ChangeSequence::step(graph::ChangeSet& set)
{
    if ((++m_steps & 1023U) == 0)
        driftLevels();
    if (edits(m_nodeAttributes)) {
        editNode(set, anyNode());
        return 1;
    }
    if (m_edgeSlots.liveCount() != 0 && edits(m_edgeAttributes)) {
        editEdge(set, anyEdge());
        return 1;
    }
    const std::uint64_t bits = m_random.next();
    if (static_cast<std::uint32_t>(bits >> 32) < m_churnThreshold) {
        const std::size_t made = (bits & 1U) != 0 ? churnNode(set) : churnEdge(set);
        if (made != 0 || m_pendingNode != none || m_pendingEdge != noSlot)
            return made;
    } else if ((bits & 7U) == 0) {
        if (const std::size_t made = weighEdge(set); made != 0)
            return made;
    }
    moveNode(set, anyNode(), m_random.next());
    return 1;
}

std::size_t ChangeSequence::performPendingRemoval(graph::ChangeSet& set)
{
    if (m_pendingNode != none) {
        if (removalNeedsNewSet(m_pendingNode))
            return 0;
        return removeNode(set, std::exchange(m_pendingNode, none));
    }
    if (m_pendingEdge != noSlot) {
        if (touched(m_pendingEdge))
            return 0;
        removeEdge(set, std::exchange(m_pendingEdge, noSlot));
        return 1;
    }
    return 0;
}

bool ChangeSequence::removalNeedsNewSet(PlaceNumber place) const
{
    return m_nodes[place].touchedIn == m_setNumber || m_links.any(place, [this](Slot edge) { return touched(edge); });
}

std::size_t ChangeSequence::churnNode(graph::ChangeSet& set)
{
    const double missing = static_cast<double>(m_parameters.nodes) - static_cast<double>(m_nodeSlots.liveCount());
    const bool wanted = m_random.share() < 0.5 + missing / (2.0 * m_nodeBand);
    if (wanted && !m_vacant.empty()) {
        const std::uint32_t index = m_random.below(static_cast<std::uint32_t>(m_vacant.size()));
        const PlaceNumber place = m_vacant[index];
        m_vacant[index] = m_vacant.back();
        m_vacant.pop_back();
        bearNode(set, place);
        std::size_t made = 1;
        // The nodes that go take their edges along, so those that come bring most of what is missing.
        const std::size_t live = m_edgeSlots.liveCount();
        const std::size_t missingEdges = m_parameters.edges > live ? m_parameters.edges - live : 0;
        const std::size_t least = m_parameters.edges >= m_parameters.nodes ? 1 : 0;
        const std::size_t most = 4 + 4 * std::size_t(m_parameters.edges) / m_parameters.nodes;
        const std::size_t edges = std::min(least + missingEdges / 8, most);
        for (std::size_t i = 0; i < edges; ++i) {
            PlaceNumber source = place, target = m_map.places()[place].hub;   // the first is the spoke to its hub
            if (i != 0 || target == place || !occupied(target))
                drawEdgeAt(place, source, target);
            bearEdge(set, source, target);
            ++made;
        }
        return made;
    }
    const PlaceNumber place = anyNode();
    if (m_map.isHub(place) || wanted || m_nodeSlots.liveCount() <= std::max(1U, m_parameters.nodes / 2))
        return 0;
    if (removalNeedsNewSet(place)) {
        m_pendingNode = place;
        return 0;
    }
    return removeNode(set, place);
}

std::size_t ChangeSequence::churnEdge(graph::ChangeSet& set)
{
    const double missing = static_cast<double>(m_parameters.edges) - static_cast<double>(m_edgeSlots.liveCount());
    if (m_random.share() < 0.5 + missing / (2.0 * m_edgeBand)) {
        bearOneMoreEdge(set);
        return 1;
    }
    const Slot edge = anyEdge();
    if (edge == noSlot)
        return 0;
    if (touched(edge)) {
        m_pendingEdge = edge;
        return 0;
    }
    removeEdge(set, edge);
    return 1;
}

std::size_t ChangeSequence::weighEdge(graph::ChangeSet& set)
{
    const Slot edge = anyEdge();
    if (edge == noSlot)
        return 0;
    m_edgeTouchedIn[edge] = m_setNumber;
    set.setEdgeMotion(edge, 0.5F + 1.5F * m_random.share(), {});
    return 1;
}

void ChangeSequence::moveNode(graph::ChangeSet& set, PlaceNumber place, std::uint64_t bits)
{
    // The offset from home turns a little, shrinks a little and is pushed a little: a smooth walk that stays within
    // push / (1 - keep) of home. The load leans towards the community's level, and the size follows the load.
    constexpr float keep = 0.94F, push = 0.025F, cosine = 0.985F, sine = 0.1726F;
    NodeState& node = m_nodes[place];
    const float x = keep * (cosine * node.offsetX - sine * node.offsetY) + push * Random::signedShare(bits);
    const float y = keep * (sine * node.offsetX + cosine * node.offsetY) + push * Random::signedShare(bits >> 16);
    node.offsetX = x;
    node.offsetY = y;
    const float lean = 0.1F * (m_levels[node.community] - node.load) + 3 * Random::signedShare(bits >> 32);
    node.load = std::clamp(node.load + lean, leastLoad, mostLoad);
    node.touchedIn = m_setNumber;
    writeMotion(set, node);
}

void ChangeSequence::editNode(graph::ChangeSet& set, PlaceNumber place)
{
    NodeState& node = m_nodes[place];
    node.touchedIn = m_setNumber;
    m_nodeAttributes->redraw(set, node.slot);
}

void ChangeSequence::editEdge(graph::ChangeSet& set, Slot edge)
{
    m_edgeTouchedIn[edge] = m_setNumber;
    m_edgeAttributes->redraw(set, edge);
}

bool ChangeSequence::edits(const std::unique_ptr<DrawnAttributes>& attributes) { return attributes && attributes->oneIn(m_parameters.edits); }

void ChangeSequence::writeMotion(graph::ChangeSet& set, const NodeState& node)
{
    const graph::NodeMotion motion{node.homeX + node.offsetX, node.homeY + node.offsetY, m_parameters.positions,
                                   node.usualSize * (0.8F + 0.004F * node.load)};
    set.setNodeMotion(node.slot, motion, {&node.load, 1});
}

void ChangeSequence::driftLevels()
{
    const std::uint32_t community = m_random.below(static_cast<std::uint32_t>(m_levels.size()));
    m_levels[community] = std::clamp(m_levels[community] + 12 * Random::signedShare(m_random.next()), 5.0F, 95.0F);
}

ChangeSequence::PlaceNumber ChangeSequence::anyNode()
{
    // At least nine places in ten are taken, except in tiny graphs, where looking on from the last one drawn is cheap.
    const auto count = static_cast<std::uint32_t>(m_nodes.size());
    PlaceNumber place = 0;
    for (int i = 0; i < attempts; ++i) {
        place = m_nodesAhead.take(m_random, count, [this](PlaceNumber drawn) { return &m_nodes[drawn]; });
        if (occupied(place))
            return place;
    }
    while (!occupied(place))
        place = (place + 1) % count;
    return place;
}

Slot ChangeSequence::anyEdge()
{
    const auto extent = static_cast<std::uint32_t>(m_edgeSlots.extent());
    if (extent == 0)
        return noSlot;
    for (int i = 0; i < attempts; ++i) {
        const Slot edge = m_edgesAhead.take(m_random, extent, [this](Slot drawn) { return m_links.memory(drawn); });
        if (m_links.linked(edge))
            return edge;
    }
    return noSlot;
}

void ChangeSequence::bearOneMoreEdge(graph::ChangeSet& set)
{
    PlaceNumber source = none, target = none;
    drawEdgeAt(anyNode(), source, target);
    bearEdge(set, source, target);
}

void ChangeSequence::drawEdgeAt(PlaceNumber place, PlaceNumber& source, PlaceNumber& target)
{
    const CommunityMap::Community& community = m_map.communities()[m_nodes[place].community];
    const std::uint32_t kind = m_random.below(100);
    source = place;
    if (kind < 4 && !community.neighbours.empty()) {
        // A bridge: hub to hub, mostly to a community next door.
        const bool near = kind != 0;
        const std::uint32_t other =
            near ? community.neighbours[m_random.below(static_cast<std::uint32_t>(community.neighbours.size()))]
                 : m_random.below(static_cast<std::uint32_t>(m_map.communities().size()));
        const auto& hubs = m_map.communities()[other].hubs;
        source = m_map.places()[place].hub;
        target = hubs[m_random.below(static_cast<std::uint32_t>(std::min<std::size_t>(hubs.size(), 6)))];
    } else if (kind < 14) {
        target =
            community.hubs[m_random.below(static_cast<std::uint32_t>(std::min<std::size_t>(community.hubs.size(), 3)))];
    } else if (kind < 26) {
        target = m_map.places()[place].hub;
    } else {
        target = m_map.besides(place, m_random);
    }
    if (target == source)
        target = m_map.besides(source, m_random);
    if (!occupied(source))
        source = place;
    if (!occupied(target))
        target = m_map.places()[place].hub;
    if (!occupied(target))
        target = anyNode();
}

void ChangeSequence::bearNode(graph::ChangeSet& set, PlaceNumber place)
{
    NodeState& node = m_nodes[place];
    const graph::SlotPool::Birth birth = m_nodeSlots.take();
    node.slot = birth.slot;
    node.touchedIn = m_setNumber;
    char key[24] = "n";
    const char* keyEnd = std::to_chars(key + 1, key + sizeof key, m_nextKey++).ptr;
    const CommunityMap::Community& community = m_map.communities()[node.community];
    std::string label;
    if (m_map.isHub(place)) {
        label = communityNames[community.category];
        label += ' ' + std::to_string(node.community + 1);
        const auto rank = std::ranges::find(community.hubs, place) - community.hubs.begin();
        if (rank != 0)
            label += "." + std::to_string(rank);
    }
    set.setNodeIdentity(birth.slot, birth.generation, std::string_view(key, keyEnd), label, community.category);
    writeMotion(set, node);
    if (m_nodeAttributes)
        m_nodeAttributes->draw(set, birth.slot);
}

void ChangeSequence::bearEdge(graph::ChangeSet& set, PlaceNumber source, PlaceNumber target)
{
    const graph::SlotPool::Birth birth = m_edgeSlots.take();
    m_edgeTouchedIn.resize(m_edgeSlots.extent());
    m_edgeTouchedIn[birth.slot] = m_setNumber;
    m_links.link(birth.slot, source, target);
    const bool inside = m_nodes[source].community == m_nodes[target].community;
    set.setEdgeIdentity(birth.slot, birth.generation, m_nodes[source].slot, m_nodes[target].slot,
                        inside ? withinCommunity : betweenCommunities, false);
    set.setEdgeMotion(birth.slot, 0.5F + 1.5F * m_random.share(), {});
    if (m_edgeAttributes)
        m_edgeAttributes->draw(set, birth.slot);
}

void ChangeSequence::removeEdge(graph::ChangeSet& set, Slot slot)
{
    assert(!touched(slot));
    m_links.unlink(slot);
    m_edgeSlots.give(slot);
    set.removeEdge(slot);
}

std::size_t ChangeSequence::removeNode(graph::ChangeSet& set, PlaceNumber place)
{
    NodeState& node = m_nodes[place];
    std::size_t made = 1;
    for (Slot edge = m_links.anyEdge(place); edge != noSlot; edge = m_links.anyEdge(place)) {
        removeEdge(set, edge);
        ++made;
    }
    set.removeNode(node.slot);
    m_nodeSlots.give(node.slot);
    node.slot = noSlot;
    node.offsetX = node.offsetY = 0;
    m_vacant.push_back(place);
    return made;
}

} // namespace weir::source
