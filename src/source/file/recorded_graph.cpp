#include "source/file/recorded_graph.h"
#include "format/text_check.h"
#include "graph/limits.h"
#include "graph/utf8.h"
#include "source/file/file_graph.h"
#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>

namespace weir::source {

using format::GraphSink;

KeyedFeed::NodeState RecordedGraph::stateOf(const KnownNode& known)
{
    KeyedFeed::NodeState state;
    state.label = known.node.label;
    state.category = known.node.category;
    state.colour = known.node.colour;
    state.motion = known.node.motion;
    state.motion.size = known.node.sized ? known.node.motion.size : format::sizeByEdges(known.edges);
    state.values[0] = static_cast<float>(known.edges);
    return state;
}

std::expected<Slot, Error> RecordedGraph::setNode(std::string_view key, const Node& node)
{
    countOne();
    const KeyTable::Hash hash = m_keys.hashOf(key);
    const auto found = m_keys.find(hash);
    KnownNode known{found ? m_nodes[*found].key : std::string(key), node};
    if (const auto kept = KeyedFeed::check(known.key, stateOf(known)); !kept)
        return std::unexpected(kept.error());
    if (found) {
        if (!node.label.empty())
            m_nodes[*found].node.label = node.label;
        known.node.label = std::move(m_nodes[*found].node.label);
        m_nodes[*found].node = std::move(known.node);
        return *found;
    }
    if (m_nodes.size() == graph::maxNodeSlots)
        return std::unexpected(Error{"there are as many nodes as a graph can hold"});
    const auto slot = static_cast<Slot>(m_nodes.size());
    m_keys.add(hash, slot);
    m_nodes.push_back(std::move(known));
    return slot;
}

GraphSink::Node RecordedGraph::node(Slot slot) const
{
    Node node = m_nodes[slot].node;
    node.label.clear();
    return node;
}

Slot RecordedGraph::addEdge(const Edge& edge)
{
    assert(edge.source < m_nodes.size() && edge.target < m_nodes.size() && std::isfinite(edge.weight));
    countOne();
    if (m_edges.size() == graph::maxEdgeSlots) {
        report().leaveOut("edge", 0, "there are as many as a graph can hold");
        return static_cast<Slot>(m_edges.size() - 1);
    }
    ++m_nodes[edge.source].edges;
    m_nodes[edge.target].edges += edge.source == edge.target ? 0 : 1;
    m_edges.push_back({edge});
    return static_cast<Slot>(m_edges.size() - 1);
}

std::optional<graph::Category> RecordedGraph::category(ElementKind kind, std::string_view name)
{
    const std::string kept = graph::isUtf8(name) ? std::string(name) : format::cleaned(name, format::mostKeyBytes);
    const std::uint64_t leftOut = m_feed.categoriesLeftOut();
    const graph::Category number = kind == ElementKind::Node ? m_feed.nodeCategory(kept) : m_feed.edgeCategory(kept);
    return m_feed.categoriesLeftOut() == leftOut ? std::optional(number) : std::nullopt;
}

void RecordedGraph::setAttribute(ElementKind kind, Slot slot, graph::AttributeNumber column, const graph::AttributeValue& value)
{
    Place& last = valuesOf(kind, slot);
    Value said{last, column, value};
    // One that is too long is left out by the feed, which counts it.
    if (const auto* const text = std::get_if<std::string_view>(&value))
        said.value = m_texts.text(m_texts.add(text->substr(0, graph::maxAttributeBytes + 1)));
    last = static_cast<Place>(m_values.size());
    m_values.push_back(said);
}

void RecordedGraph::setWritten(ElementKind kind, Slot slot, graph::AttributeNumber column, std::string_view text, format::DecimalSign sign)
{
    if (const graph::AttributeValue value = m_feed.readWritten(kind, column, text, sign); hasValue(value))
        setAttribute(kind, slot, column, value);
}

std::span<const ColumnValue> RecordedGraph::lastOf(Place values)
{
    m_last.clear();
    for (Place at = values; at != nowhere; at = m_values[at].before) {
        const Value& said = m_values[at];
        if (std::ranges::find(m_last, said.column, &ColumnValue::column) == m_last.end())
            m_last.push_back({said.column, said.value});
    }
    std::ranges::sort(m_last, {}, &ColumnValue::column);
    return m_last;
}

void RecordedGraph::show()
{
    m_feed.beginScan();
    std::vector<Slot> slots;
    slots.reserve(m_nodes.size());
    for (const KnownNode& known : m_nodes) {
        const auto slot = m_feed.setNode(known.key, stateOf(known));
        assert(slot);   // it was checked
        slots.push_back(*slot);
        m_feed.setAttributes(ElementKind::Node, *slot, lastOf(known.values));
    }
    tsl::robin_map<std::uint64_t, std::uint32_t> parallel;   // edges so far, by their ends
    for (const KnownEdge& known : m_edges) {
        const Slot source = slots[known.edge.source], target = slots[known.edge.target];
        const std::uint32_t number = parallel[std::uint64_t{source} << 32U | target]++;
        std::string key(3 * sizeof(Slot), '\0');   // slots are as good as keys and far shorter
        std::memcpy(key.data(), &source, sizeof source);
        std::memcpy(key.data() + sizeof source, &target, sizeof target);
        std::memcpy(key.data() + 2 * sizeof source, &number, sizeof number);
        const Slot slot = m_feed.setEdge(key, {source, target, known.edge.category, known.edge.directed, known.edge.weight});
        m_feed.setAttributes(ElementKind::Edge, slot, lastOf(known.values));
    }
    m_feed.endScan();
    m_feed.flush();
}

} // namespace weir::source
