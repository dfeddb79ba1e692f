#include "graph/graph_store.h"
#include "graph/change_check.h"
#include "graph/row_values.h"
#include <cassert>
#include <limits>

namespace weir::graph {

namespace {

constexpr std::size_t prefetchAhead = 16;   // rows; hides the memory's latency behind the work on earlier rows

std::array<float, maxValueColumns> valuesOfSlot(const std::vector<Column<float>>& columns, Slot slot)
{
    std::array<float, maxValueColumns> result;
    for (std::size_t c = 0; c < columns.size(); ++c)
        result[c] = columns[c][slot];
    return result;
}

} // namespace

void GraphStore::reset(Schema schema)
{
    *this = GraphStore();
    assert(schema.nodeValues.size() <= maxValueColumns && schema.edgeValues.size() <= maxValueColumns);
    m_nodeValues.resize(schema.nodeValues.size());
    m_edgeValues.resize(schema.edgeValues.size());
    m_schema = std::move(schema);
}

std::expected<void, Error> GraphStore::check(const ChangeView& changes, DanglingEdges dangling)
{
    return ChangeCheck(*this, m_nodeMarks, m_edgeMarks).check(changes, dangling);
}

std::expected<void, Error> GraphStore::apply(const ChangeView& changes, Tick stamp, DanglingEdges dangling)
{
    assert(stamp >= 1 && stamp >= m_newest && stamp <= std::numeric_limits<std::uint32_t>::max());
    if (auto checked = check(changes, dangling); !checked)
        return checked;
    m_newest = stamp;
    m_stamp = static_cast<std::uint32_t>(stamp);
    applyChecked(changes, dangling);
    return {};
}

std::expected<void, Error> GraphStore::replace(ElementRange range, const ChangeView& changes, Tick stamp)
{
    assert(stamp >= 1 && stamp >= m_newest && stamp <= std::numeric_limits<std::uint32_t>::max());
    ChangeCheck check(*this, m_nodeMarks, m_edgeMarks);
    if (auto inside = ChangeCheck::checkInside(range, changes); !inside)
        return inside;
    if (auto checked = check.check(changes, DanglingEdges::LeaveOut); !checked)
        return checked;
    m_newest = stamp;
    m_stamp = static_cast<std::uint32_t>(stamp);

    const bool nodes = range.kind == ElementKind::Node;
    const std::span<const Slot> kept = nodes ? changes.nodeIdentities.slots : changes.edgeIdentities.slots;
    // Only slots that were ever used can hold something to remove, however large the range that the peer names.
    const Slot end = std::min(range.first + range.count, slots(range.kind));
    std::vector<std::uint8_t> isKept(end > range.first ? end - range.first : 0);
    for (const Slot slot : kept) {
        if (slot < end)
            isKept[slot - range.first] = 1;
    }
    for (Slot slot = range.first; slot < end; ++slot) {
        if (isKept[slot - range.first])
            continue;
        if (nodes && hasNode(slot))
            removeNode(slot);
        else if (!nodes && hasEdge(slot))
            removeEdge(slot);
    }
    applyChecked(changes, DanglingEdges::LeaveOut);
    return {};
}

void GraphStore::applyChecked(const ChangeView& changes, DanglingEdges dangling)
{
    for (const Slot edge : changes.edgeTombstones) {
        if (hasEdge(edge))
            removeEdge(edge);
    }
    for (const Slot node : changes.nodeTombstones) {
        if (hasNode(node))
            removeNode(node);
    }
    const NodeIdentityRows& nodes = changes.nodeIdentities;
    for (std::size_t i = 0; i < nodes.slots.size(); ++i) {
        setNodeIdentity({nodes.slots[i], nodes.generations[i], nodes.categories[i],
                         nodes.colours.empty() ? 0 : nodes.colours[i], nodes.keys[i], nodes.labels[i]});
    }
    applyNodeMotions(changes.nodeMotions);
    const EdgeIdentityRows& edges = changes.edgeIdentities;
    for (std::size_t i = 0; i < edges.slots.size(); ++i) {
        if (dangling == DanglingEdges::LeaveOut && (!hasNode(edges.sources[i]) || !hasNode(edges.targets[i]))) {
            if (hasEdge(edges.slots[i]))
                removeEdge(edges.slots[i]);   // what was there is gone on the other side
            continue;
        }
        setEdgeIdentity({edges.slots[i], edges.generations[i], edges.sources[i], edges.targets[i], edges.categories[i],
                         edges.directed[i] != 0});
    }
    applyEdgeMotions(changes.edgeMotions);
}

void GraphStore::makeRoomForNode(Slot node)
{
    m_nodeSlots = std::max(m_nodeSlots, node + 1);
    if (m_nodeState.hasRoomFor(node))
        return;
    m_nodeState.makeRoomFor(node);
    m_nodeMotion.makeRoomFor(node);
    m_nodeColour.makeRoomFor(node);
    m_nodeTicks.makeRoomFor(node);
    m_nodeLinks.makeRoomFor(node);
    m_keys.makeRoomFor(node);
    m_labels.makeRoomFor(node);
    for (auto& column : m_nodeValues)
        column.makeRoomFor(node);
    if (chunkOf(node) >= m_nodeChunks.size())
        m_nodeChunks.resize(chunkOf(node) + std::size_t{1});
}

void GraphStore::makeRoomForEdge(Slot edge)
{
    m_edgeSlots = std::max(m_edgeSlots, edge + 1);
    if (m_edgeState.hasRoomFor(edge))
        return;
    m_edgeState.makeRoomFor(edge);
    m_edgeEnds.makeRoomFor(edge);
    m_edgeMotion.makeRoomFor(edge);
    m_edgeTicks.makeRoomFor(edge);
    m_edgeLinks.makeRoomFor(edge);
    for (auto& column : m_edgeValues)
        column.makeRoomFor(edge);
    if (chunkOf(edge) >= m_edgeChunks.size())
        m_edgeChunks.resize(chunkOf(edge) + std::size_t{1});
}

void GraphStore::touch(ChangeGroup group, Slot slot, std::uint32_t lastChange, std::uint32_t lastOfGroup)
{
    // Stamps start at 1 and an untouched slot has 0, so a first change always counts.
    if (lastChange != m_stamp)
        ++m_changesTotal;
    if (lastOfGroup != m_stamp)
        m_journal.append(m_stamp, group, slot);
    const bool node = group == ChangeGroup::NodeIdentity || group == ChangeGroup::NodeMotion;
    (node ? m_nodeChunks : m_edgeChunks)[chunkOf(slot)].newest = m_stamp;
}

void GraphStore::addStructure(ElementKind kind, Slot slot, std::uint64_t hash)
{
    (kind == ElementKind::Node ? m_nodeChunks : m_edgeChunks)[chunkOf(slot)].digest.structure += hash;
    m_digest.structure += hash;
}

void GraphStore::addValues(ElementKind kind, Slot slot, std::uint64_t hash)
{
    (kind == ElementKind::Node ? m_nodeChunks : m_edgeChunks)[chunkOf(slot)].digest.lanes[slot % valueLanes] += hash;
    m_digest.lanes[slot % valueLanes] += hash;
}

std::uint64_t GraphStore::nodeMotionHash(Slot node) const
{
    const auto values = valuesOfSlot(m_nodeValues, node);
    return hashOfNodeMotion(node, m_nodeState[node].generation, nodeMotion(node), std::span(values).first(m_nodeValues.size()));
}

std::uint64_t GraphStore::edgeMotionHash(Slot edge) const
{
    const auto values = valuesOfSlot(m_edgeValues, edge);
    return hashOfEdgeMotion(edge, m_edgeState[edge].generation, m_edgeMotion[edge].weight, std::span(values).first(m_edgeValues.size()));
}

NodeIdentity GraphStore::nodeIdentity(Slot node) const
{
    const NodeState& state = m_nodeState[node];
    return {node, state.generation, state.category, m_nodeColour[node], m_keys[node], m_labels[node]};
}

NodeMotion GraphStore::nodeMotion(Slot node) const
{
    const NodeCell& cell = m_nodeMotion[node];
    return {cell.x, cell.y, m_nodeState[node].positioned, cell.size};
}

EdgeIdentity GraphStore::edgeIdentity(Slot edge) const
{
    const EdgeState& state = m_edgeState[edge];
    return {edge, state.generation, m_edgeEnds[edge].source, m_edgeEnds[edge].target, state.category, state.directed};
}

void GraphStore::removeNode(Slot node)
{
    // Every edge of the node goes first and is stamped by itself, so that it reaches whoever is behind.
    while (m_nodeLinks[node].firstOut != noSlot)
        removeEdge(m_nodeLinks[node].firstOut);
    while (m_nodeLinks[node].firstIn != noSlot)
        removeEdge(m_nodeLinks[node].firstIn);
    addStructure(ElementKind::Node, node, -hashOf(nodeIdentity(node)));
    addValues(ElementKind::Node, node, -nodeMotionHash(node));
    touch(ChangeGroup::NodeIdentity, node, std::max(m_nodeTicks[node].identity, m_nodeMotion[node].changed), m_nodeTicks[node].identity);
    m_nodeTicks[node].identity = m_stamp;
    ++m_nodeState[node].generation;
    m_keys.set(node, {});
    m_labels.set(node, {});
    --m_nodeCount;
}

void GraphStore::removeEdge(Slot edge)
{
    addStructure(ElementKind::Edge, edge, -hashOf(edgeIdentity(edge)));
    addValues(ElementKind::Edge, edge, -edgeMotionHash(edge));
    touch(ChangeGroup::EdgeIdentity, edge, std::max(m_edgeTicks[edge].identity, m_edgeMotion[edge].changed), m_edgeTicks[edge].identity);
    m_edgeTicks[edge].identity = m_stamp;
    unlink(edge);
    ++m_edgeState[edge].generation;
    --m_edgeCount;
}

void GraphStore::setNodeIdentity(const NodeIdentity& identity)
{
    const Slot node = identity.slot;
    makeRoomForNode(node);
    if (hasNode(node) && m_nodeState[node].generation != identity.generation)
        removeNode(node);
    NodeState& state = m_nodeState[node];
    const std::uint32_t lastChange = std::max(m_nodeTicks[node].identity, m_nodeMotion[node].changed);
    const bool born = !isLive(state.generation);
    if (!born)
        addStructure(ElementKind::Node, node, -hashOf(nodeIdentity(node)));
    touch(ChangeGroup::NodeIdentity, node, lastChange, m_nodeTicks[node].identity);
    state.generation = identity.generation;
    state.category = identity.category;
    m_nodeColour[node] = identity.colour;
    m_keys.set(node, identity.key);
    m_labels.set(node, identity.label);
    m_nodeTicks[node].identity = m_stamp;
    addStructure(ElementKind::Node, node, hashOf(identity));
    if (!born)
        return;
    m_nodeTicks[node].birth = m_stamp;
    state.positioned = false;
    const std::uint32_t lastMotion = m_nodeMotion[node].changed;
    m_nodeMotion[node] = NodeCell{};
    m_nodeMotion[node].changed = m_stamp;
    if (lastMotion != m_stamp)
        m_journal.append(m_stamp, ChangeGroup::NodeMotion, node);
    for (auto& column : m_nodeValues)
        column[node] = 0;
    m_nodeLinks[node] = NodeLinks{};
    addValues(ElementKind::Node, node, nodeMotionHash(node));
    ++m_nodeCount;
}

void GraphStore::setEdgeIdentity(const EdgeIdentity& identity)
{
    const Slot edge = identity.slot;
    makeRoomForEdge(edge);
    if (hasEdge(edge) && m_edgeState[edge].generation != identity.generation)
        removeEdge(edge);
    EdgeState& state = m_edgeState[edge];
    const std::uint32_t lastChange = std::max(m_edgeTicks[edge].identity, m_edgeMotion[edge].changed);
    const bool born = !isLive(state.generation);
    const bool isMoved = m_edgeEnds[edge].source != identity.source || m_edgeEnds[edge].target != identity.target;
    if (!born) {
        addStructure(ElementKind::Edge, edge, -hashOf(edgeIdentity(edge)));
        unlink(edge);
    }
    touch(ChangeGroup::EdgeIdentity, edge, lastChange, m_edgeTicks[edge].identity);
    state.generation = identity.generation;
    state.category = identity.category;
    state.directed = identity.directed;
    m_edgeEnds[edge] = {identity.source, identity.target};
    m_edgeTicks[edge].identity = m_stamp;
    link(edge);
    addStructure(ElementKind::Edge, edge, hashOf(identity));
    if (!born && !isMoved)
        return;
    // An edge that moved to other ends is a birth to whoever lost it with a removed end: its motion must go there too.
    if (m_edgeMotion[edge].changed != m_stamp)
        m_journal.append(m_stamp, ChangeGroup::EdgeMotion, edge);
    m_edgeMotion[edge].changed = m_stamp;
    if (!born)
        return;
    m_edgeTicks[edge].birth = m_stamp;
    m_edgeMotion[edge].weight = EdgeCell().weight;
    for (auto& column : m_edgeValues)
        column[edge] = 0;
    addValues(ElementKind::Edge, edge, edgeMotionHash(edge));
    ++m_edgeCount;
}

void GraphStore::applyNodeMotions(const NodeMotionRows& rows)
{
    const std::size_t count = rows.slots.size();
    const std::size_t columns = m_nodeValues.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (i + prefetchAhead < count) {
            const Slot ahead = rows.slots[i + prefetchAhead];
            m_nodeState.prefetch(ahead);
            m_nodeMotion.prefetch(ahead);
            m_nodeTicks.prefetch(ahead);
            for (const auto& column : m_nodeValues)
                column.prefetch(ahead);
        }
        const Slot node = rows.slots[i];
        NodeState& state = m_nodeState[node];
        NodeCell& cell = m_nodeMotion[node];
        const bool positioned = !rows.x.empty() && (rows.positioned.empty() || rows.positioned[i] != 0);
        const NodeMotion motion{positioned ? rows.x[i] : 0, positioned ? rows.y[i] : 0, positioned, rows.sizes[i]};
        const auto values = valuesOfRow(rows.values, columns, count, i);
        const std::uint64_t before = nodeMotionHash(node);
        const std::uint64_t after = hashOfNodeMotion(node, state.generation, motion, std::span(values).first(columns));
        addValues(ElementKind::Node, node, after - before);
        touch(ChangeGroup::NodeMotion, node, std::max(m_nodeTicks[node].identity, cell.changed), cell.changed);
        state.positioned = positioned;
        cell = {motion.x, motion.y, motion.size, m_stamp};
        for (std::size_t c = 0; c < columns; ++c)
            m_nodeValues[c][node] = values[c];
    }
}

void GraphStore::applyEdgeMotions(const EdgeMotionRows& rows)
{
    const std::size_t count = rows.slots.size();
    const std::size_t columns = m_edgeValues.size();
    for (std::size_t i = 0; i < count; ++i) {
        const Slot edge = rows.slots[i];
        if (!hasEdge(edge))
            continue;   // left out with its identity, or gone with a node of the same changes
        const auto values = valuesOfRow(rows.values, columns, count, i);
        EdgeCell& cell = m_edgeMotion[edge];
        const std::uint64_t before = edgeMotionHash(edge);
        const std::uint64_t after = hashOfEdgeMotion(edge, m_edgeState[edge].generation, rows.weights[i], std::span(values).first(columns));
        addValues(ElementKind::Edge, edge, after - before);
        touch(ChangeGroup::EdgeMotion, edge, std::max(m_edgeTicks[edge].identity, cell.changed), cell.changed);
        cell = {rows.weights[i], m_stamp};
        for (std::size_t c = 0; c < columns; ++c)
            m_edgeValues[c][edge] = values[c];
    }
}

void GraphStore::link(Slot edge)
{
    const EdgeEnds ends = m_edgeEnds[edge];
    NodeLinks& source = m_nodeLinks[ends.source];
    NodeLinks& target = m_nodeLinks[ends.target];
    m_edgeLinks[edge] = {source.firstOut, noSlot, target.firstIn, noSlot};
    if (source.firstOut != noSlot)
        m_edgeLinks[source.firstOut].previousOut = edge;
    if (target.firstIn != noSlot)
        m_edgeLinks[target.firstIn].previousIn = edge;
    source.firstOut = edge;
    target.firstIn = edge;
    ++source.degree;
    ++target.degree;
}

void GraphStore::unlink(Slot edge)
{
    const EdgeEnds ends = m_edgeEnds[edge];
    const EdgeLinks links = m_edgeLinks[edge];
    NodeLinks& source = m_nodeLinks[ends.source];
    NodeLinks& target = m_nodeLinks[ends.target];
    (links.previousOut == noSlot ? source.firstOut : m_edgeLinks[links.previousOut].nextOut) = links.nextOut;
    (links.previousIn == noSlot ? target.firstIn : m_edgeLinks[links.previousIn].nextIn) = links.nextIn;
    if (links.nextOut != noSlot)
        m_edgeLinks[links.nextOut].previousOut = links.previousOut;
    if (links.nextIn != noSlot)
        m_edgeLinks[links.nextIn].previousIn = links.previousIn;
    --source.degree;
    --target.degree;
}

Digest GraphStore::scrub() const
{
    Digest digest;
    for (Slot node = 0; node < m_nodeSlots; ++node) {
        if (!hasNode(node))
            continue;
        digest.structure += hashOf(nodeIdentity(node));
        digest.values += nodeMotionHash(node);
    }
    for (Slot edge = 0; edge < m_edgeSlots; ++edge) {
        if (!hasEdge(edge))
            continue;
        digest.structure += hashOf(edgeIdentity(edge));
        digest.values += edgeMotionHash(edge);
    }
    return digest;
}

} // namespace weir::graph
