#include "graph/graph_store.h"
#include "graph/changes/change_check.h"
#include "graph/row_values.h"
#include <cassert>
#include <limits>

namespace weir::graph {

namespace {

constexpr float usualSize = 1;
constexpr std::size_t prefetchAhead = 16;   // rows; hides the memory's latency behind the work on earlier rows

std::array<float, maxValueColumns> valuesOfSlot(const std::vector<Column<float>>& columns, Slot slot)
{
    std::array<float, maxValueColumns> result;
    for (std::size_t c = 0; c < columns.size(); ++c)
        result[c] = columns[c][slot];
    return result;
}

} // namespace

GraphStore::GraphStore(Stamps stamps)
    : m_stamps(stamps),
      m_attributes(stamps == Stamps::All ? AttributeTable::Stamps::Kept : AttributeTable::Stamps::NotKept)
{}

void GraphStore::reset(const Schema& schema)
{
    const std::uint64_t version = m_listsVersion + 1;
    *this = GraphStore(m_stamps);
    m_listsVersion = version;
    assert(schema.nodeValues.size() <= maxValueColumns && schema.edgeValues.size() <= maxValueColumns);
    m_nodeValues.resize(schema.nodeValues.size());
    m_edgeValues.resize(schema.edgeValues.size());
    m_schema = schema;
    m_attributes.begin(m_schema);
    m_listBytes = bytesOf(grownSince(m_schema, {}));
}

std::expected<void, Error> GraphStore::grow(const SchemaGrowth& growth)
{
    if (auto checked = checkGrowth(m_schema, m_listBytes, growth); !checked)
        return checked;
    m_attributes.grow(m_schema, growth);
    m_schema.nodeCategories.insert(m_schema.nodeCategories.end(), growth.nodeCategories.begin(), growth.nodeCategories.end());
    m_schema.edgeCategories.insert(m_schema.edgeCategories.end(), growth.edgeCategories.begin(), growth.edgeCategories.end());
    ++m_listsVersion;
    const ListBytes grown = bytesOf(growth);
    m_listBytes.names += grown.names;
    m_listBytes.texts += grown.texts;
    return {};
}

void GraphStore::forgetAttributes(Tick stamp)
{
    beginStamp(stamp);
    for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
        for (Slot slot = 0; slot < slots(kind); ++slot)
            emptyAttributes(kind, slot);
    }
    m_attributes.forgetColumns(m_schema);
    m_listBytes = bytesOf(grownSince(m_schema, {}));
    ++m_listsVersion;
}

std::expected<void, Error> GraphStore::check(const ChangeView& changes, DanglingEdges dangling)
{
    return ChangeCheck(*this, m_marks).check(changes, dangling);
}

std::expected<void, Error> GraphStore::apply(const ChangeView& changes, Tick stamp, DanglingEdges dangling)
{
    assert(stamp >= 1 && stamp >= m_newest && stamp <= std::numeric_limits<std::uint32_t>::max());
    if (auto checked = check(changes, dangling); !checked)
        return checked;
    if (!changes.growth.empty()) {
        if (auto grown = grow(changes.growth); !grown)
            return grown;
        if (changes.rows() == 0)
            return {};   // no element changed, so no stamp moves
    }
    beginStamp(stamp);
    applyChecked(changes, dangling);
    return {};
}

void GraphStore::beginStamp(Tick stamp)
{
    m_newest = stamp;
    m_stamp = static_cast<std::uint32_t>(stamp);
}

std::expected<void, Error> GraphStore::replace(ElementRange range, const ChangeView& changes, Tick stamp)
{
    assert(stamp >= 1 && stamp >= m_newest && stamp <= std::numeric_limits<std::uint32_t>::max());
    ChangeCheck check(*this, m_marks);
    if (auto inside = ChangeCheck::checkInside(range, changes); !inside)
        return inside;
    if (auto checked = check.check(changes, DanglingEdges::LeaveOut); !checked)
        return checked;
    beginStamp(stamp);

    const bool nodes = range.kind == ElementKind::Node;
    const std::span<const Slot> kept = nodes ? changes.nodeIdentities.slots : changes.edgeIdentities.slots;
    // Only slots that were ever used can hold something to remove, however large the range that the peer names.
    const Slot end = std::min(range.first + range.count, slots(range.kind));
    if (range.facet == Facet::Attributes) {
        for (Slot slot = range.first; slot < end; ++slot)
            emptyAttributes(range.kind, slot);
        applyAttributes(range.kind, nodes ? changes.nodeAttributes : changes.edgeAttributes);
        return {};
    }
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
    constexpr std::size_t ahead = 8;   // memory for some edges at once is waited for, instead of for one after the other
    for (std::size_t i = 0; i < edges.slots.size(); ++i) {
        if (i + ahead < edges.slots.size()) {
            m_adjacency.prefetch(edges.sources[i + ahead]);
            m_adjacency.prefetch(edges.targets[i + ahead]);
        }
        if (dangling == DanglingEdges::LeaveOut && (!hasNode(edges.sources[i]) || !hasNode(edges.targets[i]))) {
            if (hasEdge(edges.slots[i]))
                removeEdge(edges.slots[i]);   // what was there is gone on the other side
            continue;
        }
        setEdgeIdentity({edges.slots[i], edges.generations[i], edges.sources[i], edges.targets[i], edges.categories[i],
                         edges.directed[i] != 0});
    }
    applyEdgeMotions(changes.edgeMotions);
    if (changes.nodeAttributes.rows() != 0)
        applyAttributes(ElementKind::Node, changes.nodeAttributes);
    if (changes.edgeAttributes.rows() != 0)
        applyAttributes(ElementKind::Edge, changes.edgeAttributes);
}

void GraphStore::applyAttributes(ElementKind kind, const AttributeRows& rows)
{
    const auto lives = [this, kind](Slot slot) { return kind == ElementKind::Node ? hasNode(slot) : hasEdge(slot); };
    m_attributes.of(kind).apply(rows, lives, [this, kind](Slot slot) { touchAttributes(kind, slot); });
}

void GraphStore::emptyAttributes(ElementKind kind, Slot slot)
{
    if (m_attributes.of(kind).empty(slot))
        touchAttributes(kind, slot);
}

std::uint32_t GraphStore::newestOf(ElementKind kind, Slot slot) const
{
    if (m_stamps != Stamps::All)
        return kind == ElementKind::Node ? m_nodeAges[slot].newest : 0;
    const Ticks ticks = kind == ElementKind::Node ? m_nodeTicks[slot] : m_edgeTicks[slot];
    return std::max(ticks.identity, ticks.motion);
}

void GraphStore::touchAttributes(ElementKind kind, Slot slot)
{
    AttributeTable& table = m_attributes.of(kind);
    table.setChunkNewest(slot, m_newest);
    if (m_stamps == Stamps::All ? table.stamp(slot) == m_stamp : newestOf(kind, slot) == m_stamp)
        return;   // it is known
    table.setStamp(slot, m_stamp);
    m_attributeChanges += newestOf(kind, slot) == m_stamp ? 0 : 1;
    m_journal.append(m_stamp, kind == ElementKind::Node ? ChangeGroup::NodeAttributes : ChangeGroup::EdgeAttributes, slot);
    if (m_stamps != Stamps::All && kind == ElementKind::Node)
        m_nodeAges[slot].newest = m_stamp;
}

void GraphStore::makeRoomForNode(Slot node)
{
    m_nodeSlots = std::max(m_nodeSlots, node + 1);
    static_cast<void>(m_nodeNumbers.number(node));
    if (m_nodeGenerations.hasRoomFor(node))
        return;
    if (m_stamps == Stamps::All)
        m_nodeTicks.makeRoomFor(node);
    else
        m_nodeAges.makeRoomFor(node);
    m_adjacency.makeRoomForNode(node);
    m_texts.makeRoomFor(node);
    for (auto& column : m_nodeValues)
        column.makeRoomFor(node);
    if (chunkOf(node) >= m_nodeChunks.size())
        m_nodeChunks.resize(chunkOf(node) + std::size_t{1});
}

void GraphStore::makeRoomForEdge(Slot edge)
{
    m_edgeSlots = std::max(m_edgeSlots, edge + 1);
    m_edges.makeRoomFor(edge);
    if (m_edgeGenerations.hasRoomFor(edge))
        return;
    if (m_stamps == Stamps::All)
        m_edgeTicks.makeRoomFor(edge);
    m_adjacency.makeRoomForEdge(edge);
    for (auto& column : m_edgeValues)
        column.makeRoomFor(edge);
    if (chunkOf(edge) >= m_edgeChunks.size())
        m_edgeChunks.resize(chunkOf(edge) + std::size_t{1});
}

EdgeEnds GraphStore::numbered(const EdgeIdentity& identity) const
{
    return {m_nodeNumbers.dense(identity.source), m_nodeNumbers.dense(identity.target)};
}

void GraphStore::touch(ChangeGroup group, Slot slot)
{
    const bool node = group == ChangeGroup::NodeIdentity || group == ChangeGroup::NodeMotion;
    (node ? m_nodeChunks : m_edgeChunks)[chunkOf(slot)].newest = m_stamp;
    m_newestOfElements = m_newest;
    if (m_stamps != Stamps::All) {
        if (!node || m_nodeAges[slot].newest != m_stamp) {   // one entry for all that happens to a node at once
            ++m_changesTotal;
            m_journal.append(m_stamp, group, slot);
        }
        if (node)
            m_nodeAges[slot].newest = m_stamp;
        return;
    }
    Ticks& ticks = (node ? m_nodeTicks : m_edgeTicks)[slot];
    std::uint32_t& own = group == ChangeGroup::NodeIdentity || group == ChangeGroup::EdgeIdentity ? ticks.identity : ticks.motion;
    // Stamps start at 1 and an untouched slot has 0, so a first change always counts.
    if (std::max(ticks.identity, ticks.motion) != m_stamp) {
        ++m_changesTotal;
        if (attributes(node ? ElementKind::Node : ElementKind::Edge).stamp(slot) == m_stamp)
            --m_attributeChanges;   // it has changed otherwise as well now
    }
    if (own != m_stamp)
        m_journal.append(m_stamp, group, slot);
    own = m_stamp;
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

std::uint64_t GraphStore::nodeMotionHash(Slot node, Generation generation) const
{
    const auto values = valuesOfSlot(m_nodeValues, node);
    return hashOfNodeMotion(node, generation, nodeMotion(node), std::span(values).first(m_nodeValues.size()));
}

std::uint64_t GraphStore::edgeMotionHash(Slot edge, Generation generation) const
{
    const auto values = valuesOfSlot(m_edgeValues, edge);
    return hashOfEdgeMotion(edge, generation, edgeWeight(edge), std::span(values).first(m_edgeValues.size()));
}

NodeIdentity GraphStore::nodeIdentity(Slot node) const
{
    return {node, m_nodeGenerations[node], m_nodeCategories[node], m_nodeColours.hasRoomFor(node) ? m_nodeColours[node] : 0, m_texts.key(node), m_texts.label(node)};
}

NodeMotion GraphStore::nodeMotion(Slot node) const
{
    const bool positioned = m_positioned.hasRoomFor(node) && m_positioned[node];
    const Point at = positioned ? m_positions.of(node).points[node % pageSize] : Point{};
    return {at.x, at.y, positioned, m_nodeSizes.hasRoomFor(node) ? m_nodeSizes[node] : usualSize};
}

EdgeIdentity GraphStore::edgeIdentity(Slot edge) const
{
    const EdgePage& at = m_edges.of(edge);
    const EdgeEnds ends = at.edges[edge % pageSize];
    return {edge, m_edgeGenerations[edge], m_nodeNumbers.sparse(ends.source), m_nodeNumbers.sparse(ends.target), m_edgeCategories[edge],
            at.directed[edge % pageSize]};
}

void GraphStore::removeNode(Slot node)
{
    // Every edge of the node goes first and is stamped by itself, so that it reaches whoever is behind.
    std::vector<Slot> edges;
    edges.reserve(degree(node));
    m_adjacency.forEachOut(node, [&](Slot edge) { edges.push_back(edge); });
    m_adjacency.forEachIn(node, [&](Slot edge) { edges.push_back(edge); });
    for (const Slot edge : edges) {
        if (hasEdge(edge))
            removeEdge(edge);   // a loop is there twice
    }
    addStructure(ElementKind::Node, node, -hashOf(nodeIdentity(node)));
    addValues(ElementKind::Node, node, -nodeMotionHash(node, m_nodeGenerations[node]));
    touch(ChangeGroup::NodeIdentity, node);
    emptyAttributes(ElementKind::Node, node);
    m_nodeGenerations.set(node, m_nodeGenerations[node] + 1);
    m_texts.set(node, {}, {});
    --m_nodeCount;
}

void GraphStore::removeEdge(Slot edge)
{
    addStructure(ElementKind::Edge, edge, -hashOf(edgeIdentity(edge)));
    addValues(ElementKind::Edge, edge, -edgeMotionHash(edge, m_edgeGenerations[edge]));
    touch(ChangeGroup::EdgeIdentity, edge);
    emptyAttributes(ElementKind::Edge, edge);
    unlink(edge);
    m_edges.writable(edge).edges[edge % pageSize] = {};
    m_edgeGenerations.set(edge, m_edgeGenerations[edge] + 1);
    --m_edgeCount;
}

void GraphStore::setNodeIdentity(const NodeIdentity& identity)
{
    const Slot node = identity.slot;
    makeRoomForNode(node);
    if (hasNode(node) && m_nodeGenerations[node] != identity.generation)
        removeNode(node);
    const bool born = !hasNode(node);
    if (!born)
        addStructure(ElementKind::Node, node, -hashOf(nodeIdentity(node)));
    touch(ChangeGroup::NodeIdentity, node);
    m_nodeGenerations.set(node, identity.generation);
    m_nodeCategories.set(node, identity.category);
    if (identity.colour != 0)
        m_nodeColours.makeRoomFor(node);
    if (m_nodeColours.hasRoomFor(node))
        m_nodeColours[node] = identity.colour;
    m_texts.set(node, identity.key, identity.label);
    addStructure(ElementKind::Node, node, hashOf(identity));
    if (!born)
        return;
    (m_stamps == Stamps::All ? m_nodeTicks[node].birth : m_nodeAges[node].birth) = m_stamp;
    setNodeMotion(node, {});
    touch(ChangeGroup::NodeMotion, node);
    for (auto& column : m_nodeValues)
        column[node] = 0;
    m_adjacency.clearNode(node);
    addValues(ElementKind::Node, node, nodeMotionHash(node, identity.generation));
    ++m_nodeCount;
}

void GraphStore::setEdgeIdentity(const EdgeIdentity& identity)
{
    const Slot edge = identity.slot;
    makeRoomForEdge(edge);
    if (hasEdge(edge) && m_edgeGenerations[edge] != identity.generation)
        removeEdge(edge);
    const bool born = !hasEdge(edge);
    const EdgeEnds ends = numbered(identity);
    const bool isMoved = m_edges.of(edge).edges[edge % pageSize] != ends;
    if (!born) {
        addStructure(ElementKind::Edge, edge, -hashOf(edgeIdentity(edge)));
        if (isMoved)
            unlink(edge);
    }
    touch(ChangeGroup::EdgeIdentity, edge);
    m_edgeGenerations.set(edge, identity.generation);
    m_edgeCategories.set(edge, identity.category);
    if (isMoved || m_edges.of(edge).directed[edge % pageSize] != identity.directed) {
        EdgePage& page = m_edges.writable(edge);
        page.edges[edge % pageSize] = ends;
        page.directed[edge % pageSize] = identity.directed;
    }
    if (isMoved)   // from nowhere, where it is born
        m_adjacency.link(edge, identity.source, identity.target);
    addStructure(ElementKind::Edge, edge, hashOf(identity));
    if (!born && !isMoved)
        return;
    // An edge that moved to other ends is a birth to whoever lost it with a removed end: its motion and attributes must go there too.
    if (m_stamps == Stamps::All) {
        touch(ChangeGroup::EdgeMotion, edge);
        if (!born && attributes(ElementKind::Edge).hasAny(edge))
            touchAttributes(ElementKind::Edge, edge);
    }
    if (!born)
        return;
    if (m_stamps == Stamps::All)
        m_edgeTicks[edge].birth = m_stamp;
    m_edges.writable(edge).setWeight(edge % pageSize, usualWeight);
    for (auto& column : m_edgeValues)
        column[edge] = 0;
    addValues(ElementKind::Edge, edge, edgeMotionHash(edge, identity.generation));
    ++m_edgeCount;
}

void GraphStore::applyNodeMotions(const NodeMotionRows& rows)
{
    const std::size_t count = rows.slots.size();
    const std::size_t columns = m_nodeValues.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (i + prefetchAhead < count) {
            const Slot ahead = rows.slots[i + prefetchAhead];
            m_nodeGenerations.prefetch(ahead);
            if (m_positioned.hasRoomFor(ahead))
                m_positioned.prefetch(ahead);
            if (m_positions.hasRoomFor(ahead))
                __builtin_prefetch(&m_positions.of(ahead).points[ahead % pageSize], 1);
            m_stamps == Stamps::All ? m_nodeTicks.prefetch(ahead) : m_nodeAges.prefetch(ahead);
            for (const auto& column : m_nodeValues)
                column.prefetch(ahead);
        }
        const Slot node = rows.slots[i];
        const bool positioned = !rows.x.empty() && (rows.positioned.empty() || rows.positioned[i] != 0);
        const NodeMotion motion{positioned ? rows.x[i] : 0, positioned ? rows.y[i] : 0, positioned, rows.sizes[i]};
        const auto values = valuesOfRow(rows.values, columns, count, i);
        const Generation generation = m_nodeGenerations[node];
        const std::uint64_t before = nodeMotionHash(node, generation);
        const std::uint64_t after = hashOfNodeMotion(node, generation, motion, std::span(values).first(columns));
        addValues(ElementKind::Node, node, after - before);
        touch(ChangeGroup::NodeMotion, node);
        setNodeMotion(node, motion);
        for (std::size_t c = 0; c < columns; ++c)
            m_nodeValues[c][node] = values[c];
    }
}

void GraphStore::setNodeMotion(Slot node, const NodeMotion& motion)
{
    if (motion.positioned) {
        m_positioned.makeRoomFor(node);
        m_positions.makeRoomFor(node);
        m_positions.writable(node).points[node % pageSize] = {motion.x, motion.y};
    }
    if (m_positioned.hasRoomFor(node))
        m_positioned[node] = motion.positioned;
    if (motion.size != usualSize)
        m_nodeSizes.makeRoomFor(node, usualSize);
    if (m_nodeSizes.hasRoomFor(node))
        m_nodeSizes[node] = motion.size;
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
        const Generation generation = m_edgeGenerations[edge];
        const std::uint64_t before = edgeMotionHash(edge, generation);
        const std::uint64_t after = hashOfEdgeMotion(edge, generation, rows.weights[i], std::span(values).first(columns));
        addValues(ElementKind::Edge, edge, after - before);
        touch(ChangeGroup::EdgeMotion, edge);
        if (edgeWeight(edge) != rows.weights[i])
            m_edges.writable(edge).setWeight(edge % pageSize, rows.weights[i]);
        for (std::size_t c = 0; c < columns; ++c)
            m_edgeValues[c][edge] = values[c];
    }
}

void GraphStore::unlink(Slot edge)
{
    const EdgeEnds ends = m_edges.of(edge).edges[edge % pageSize];
    m_adjacency.unlink(edge, m_nodeNumbers.sparse(ends.source), m_nodeNumbers.sparse(ends.target));
}

Digest GraphStore::scrub() const
{
    Digest digest;
    for (Slot node = 0; node < m_nodeSlots; ++node) {
        if (!hasNode(node))
            continue;
        digest.structure += hashOf(nodeIdentity(node));
        digest.values += nodeMotionHash(node, m_nodeGenerations[node]);
        digest.attributes += attributes(ElementKind::Node).hashOf(node);
    }
    for (Slot edge = 0; edge < m_edgeSlots; ++edge) {
        if (!hasEdge(edge))
            continue;
        digest.structure += hashOf(edgeIdentity(edge));
        digest.values += edgeMotionHash(edge, m_edgeGenerations[edge]);
        digest.attributes += attributes(ElementKind::Edge).hashOf(edge);
    }
    return digest;
}

} // namespace weir::graph
