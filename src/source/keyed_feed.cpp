#include "source/keyed_feed.h"
#include "graph/limits.h"
#include "format/text_check.h"
#include <algorithm>
#include <cassert>
#include <cmath>

namespace weir::source {

using format::quoted;

namespace {

bool sameMotion(const KeyedFeed::NodeState& a, const KeyedFeed::NodeState& b)
{
    return a.motion.positioned == b.motion.positioned && a.motion.x == b.motion.x && a.motion.y == b.motion.y
        && a.motion.size == b.motion.size && a.values == b.values;
}

bool sameIdentity(const KeyedFeed::NodeState& a, const KeyedFeed::NodeState& b)
{
    return a.label == b.label && a.category == b.category && a.colour == b.colour;
}

} // namespace

KeyedFeed::KeyedFeed(ChangeSink& sink, const graph::Schema& schema)
    : m_sink(sink),
      m_nodeColumns(schema.nodeValues.size()),
      m_edgeColumns(schema.edgeValues.size()),
      m_set(sink.takeEmptySet()),
      m_nodeCategories(ElementKind::Node, schema.nodeCategories, m_categoryNames),
      m_edgeCategories(ElementKind::Edge, schema.edgeCategories, m_categoryNames),
      m_nodeAttributes(ElementKind::Node, schema.nodeAttributes, m_dictionaryBytes),
      m_edgeAttributes(ElementKind::Edge, schema.edgeAttributes, m_dictionaryBytes)
{}

graph::Category KeyedFeed::categoryIn(CategoryFeed& list, std::string_view name)
{
    const auto number = list.number(m_set, name);
    m_categoriesLeftOut += number ? 0 : 1;
    return number.value_or(0);
}

std::expected<void, Error> KeyedFeed::check(std::string_view key, const NodeState& state)
{
    if (const auto kept = format::checkKey(key); !kept)
        return kept;
    if (const auto kept = format::checkText("the label of " + quoted(key), state.label, format::mostLabelBytes); !kept)
        return kept;
    const bool finite = std::isfinite(state.motion.x) && std::isfinite(state.motion.y)
        && std::isfinite(state.motion.size)
        && std::ranges::all_of(state.values, [](float value) { return std::isfinite(value); });
    if (!finite)
        return std::unexpected(Error{"a figure of " + quoted(key) + " is not a finite number"});
    if (state.motion.size < 0)
        return std::unexpected(Error{"the size of " + quoted(key) + " is negative"});
    return {};
}

std::expected<Slot, Error> KeyedFeed::setNode(std::string_view key, const NodeState& state)
{
    if (const auto kept = check(key, state); !kept)
        return std::unexpected(kept.error());
    const auto found = m_nodeKeys.find(key);
    if (!found) {
        makeRoom(2);
        const graph::SlotPool::Birth birth = m_nodeSlots.take();
        m_nodes.makeRoomFor(birth.slot);
        NodeRecord& born = m_nodes[birth.slot];
        m_nodeKeys.insert(birth.slot, key);
        born.state = state;
        born.seenIn = m_scan;
        writeIdentity(birth.slot);
        writeMotion(birth.slot);
        return birth.slot;
    }
    const Slot slot = *found;
    NodeRecord& record = m_nodes[slot];
    record.seenIn = m_scan;
    const bool identity = !sameIdentity(record.state, state), motion = !sameMotion(record.state, state);
    if (!identity && !motion)
        return slot;
    record.state = state;
    if (identity && record.identityIn == m_setNumber)
        flush();
    makeRoom(2);
    if (identity)
        writeIdentity(slot);
    if (motion)
        writeMotion(slot);
    return slot;
}

void KeyedFeed::linkAll()
{
    if (m_linked)
        return;
    m_linked = true;
    for (Slot edge = 0; edge < edgeExtent(); ++edge) {
        if (hasEdge(edge))
            m_links.link(edge, m_edges[edge].state.source, m_edges[edge].state.target);
    }
}

void KeyedFeed::removeNode(Slot node)
{
    linkAll();
    for (Slot edge = m_links.anyEdge(node); edge != noSlot; edge = m_links.anyEdge(node))
        removeEdge(edge);
    NodeRecord& record = m_nodes[node];
    if (record.touchedIn == m_setNumber)
        flush();
    makeRoom(1);
    if (!m_stopped)
        m_set.removeNode(node);
    m_nodeKeys.erase(node);
    m_nodesSaid.forget(node);
    record = {};
    m_nodeSlots.give(node);
}

std::optional<Slot> KeyedFeed::findNode(std::string_view key) const
{
    return m_nodeKeys.find(key);
}

Slot KeyedFeed::setEdge(std::string_view key, const EdgeState& state)
{
    assert(std::isfinite(state.weight) && hasNode(state.source) && hasNode(state.target));
    const auto found = findEdge(key);
    if (!found)
        return bearEdge(key, state);
    const Slot slot = *found;
    EdgeRecord& record = m_edges[slot];
    if (record.state.source != state.source || record.state.target != state.target) {
        const std::string kept(key);   // it may be a view of the edge's own
        removeEdge(slot);
        return bearEdge(kept, state);
    }
    record.seenIn = m_scan;
    const bool identity = record.state.category != state.category || record.state.directed != state.directed;
    const bool motion = record.state.weight != state.weight;
    record.state = state;
    if (identity && record.identityIn == m_setNumber)
        flush();
    makeRoom(2);
    if (identity)
        writeEdgeIdentity(slot);
    if (motion)
        writeEdgeMotion(slot);
    return slot;
}

Slot KeyedFeed::bearEdge(std::string_view key, const EdgeState& state)
{
    makeRoom(2);
    const Slot slot = m_edgeSlots.take().slot;
    m_edges.makeRoomFor(slot);
    EdgeRecord& born = m_edges[slot];
    if (!key.empty())
        m_edgeKeys.insert(slot, key);
    born.state = state;
    born.seenIn = m_scan;
    if (m_linked)
        m_links.link(slot, state.source, state.target);
    writeEdgeIdentity(slot);
    writeEdgeMotion(slot);
    return slot;
}

void KeyedFeed::removeEdge(Slot edge)
{
    EdgeRecord& record = m_edges[edge];
    if (record.touchedIn == m_setNumber)
        flush();
    makeRoom(1);
    if (!m_stopped)
        m_set.removeEdge(edge);
    if (!m_edgeKeys.keyOf(edge).empty())
        m_edgeKeys.erase(edge);
    m_edgesSaid.forget(edge);
    record = {};
    if (m_linked)
        m_links.unlink(edge);
    m_edgeSlots.give(edge);
}

std::optional<Slot> KeyedFeed::findEdge(std::string_view key) const
{
    return key.empty() ? std::nullopt : m_edgeKeys.find(key);
}

void KeyedFeed::setAttribute(ElementKind kind, Slot slot, graph::AttributeNumber column, const graph::AttributeValue& value)
{
    makeRoom(2);
    if (!m_stopped)
        attributesOf(kind).set(m_set, slot, column, value);
    (kind == ElementKind::Node ? m_nodes[slot].touchedIn : m_edges[slot].touchedIn) = m_setNumber;
}

void KeyedFeed::setWritten(ElementKind kind, Slot slot, graph::AttributeNumber column, std::string_view text, format::DecimalSign sign)
{
    makeRoom(2);
    if (!m_stopped)
        attributesOf(kind).setWritten(m_set, slot, column, text, sign);
    (kind == ElementKind::Node ? m_nodes[slot].touchedIn : m_edges[slot].touchedIn) = m_setNumber;
}

void KeyedFeed::setAttributes(ElementKind kind, Slot slot, std::span<const ColumnValue> all)
{
    const auto gone = (kind == ElementKind::Node ? m_nodesSaid : m_edgesSaid).say(slot, all);
    if (!gone)
        return;
    makeRoom(2 * (all.size() + graph::maxAttributeColumns));   // in one set: nobody sees them half
    if (!m_stopped) {
        for (std::size_t column = 0; column < graph::maxAttributeColumns; ++column) {
            if ((*gone >> column & 1U) != 0)
                attributesOf(kind).set(m_set, slot, static_cast<graph::AttributeNumber>(column), {});
        }
        for (const ColumnValue& one : all) {
            if (hasValue(one.value))
                attributesOf(kind).set(m_set, slot, one.column, one.value);
        }
    }
    (kind == ElementKind::Node ? m_nodes[slot].touchedIn : m_edges[slot].touchedIn) = m_setNumber;
}

void KeyedFeed::endScan()
{
    for (Slot edge = 0; edge < edgeExtent(); ++edge) {
        if (hasEdge(edge) && m_edges[edge].seenIn != m_scan)
            removeEdge(edge);
    }
    for (Slot node = 0; node < nodeExtent(); ++node) {
        if (hasNode(node) && m_nodes[node].seenIn != m_scan)
            removeNode(node);
    }
}

bool KeyedFeed::flush()
{
    if (m_stopped || m_set.empty())
        return !m_stopped;
    ++m_setNumber;
    m_stopped = !m_sink.push(std::move(m_set));
    if (!m_stopped)
        m_set = m_sink.takeEmptySet();
    return !m_stopped;
}

void KeyedFeed::makeRoom(std::size_t rows)
{
    if (m_set.rows() + rows > mostRows)
        flush();
}

void KeyedFeed::writeIdentity(Slot node)
{
    NodeRecord& record = m_nodes[node];
    record.identityIn = record.touchedIn = m_setNumber;
    if (!m_stopped) {
        m_set.setNodeIdentity(node, m_nodeSlots.generation(node), m_nodeKeys.keyOf(node), record.state.label,
                              record.state.category, record.state.colour);
    }
}

void KeyedFeed::writeMotion(Slot node)
{
    NodeRecord& record = m_nodes[node];
    record.touchedIn = m_setNumber;
    if (!m_stopped)
        m_set.setNodeMotion(node, record.state.motion, {record.state.values.data(), m_nodeColumns});
}

void KeyedFeed::writeEdgeIdentity(Slot edge)
{
    EdgeRecord& record = m_edges[edge];
    record.identityIn = record.touchedIn = m_setNumber;
    if (!m_stopped) {
        m_set.setEdgeIdentity(edge, m_edgeSlots.generation(edge), record.state.source, record.state.target,
                              record.state.category, record.state.directed);
    }
}

void KeyedFeed::writeEdgeMotion(Slot edge)
{
    EdgeRecord& record = m_edges[edge];
    record.touchedIn = m_setNumber;
    static constexpr std::array<float, graph::maxValueColumns> nothing{};
    if (!m_stopped)
        m_set.setEdgeMotion(edge, record.state.weight, {nothing.data(), m_edgeColumns});
}

} // namespace weir::source
