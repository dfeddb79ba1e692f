#include "source/file/file_graph.h"
#include "format/text_check.h"
#include "graph/limits.h"
#include "graph/utf8.h"
#include <algorithm>
#include <cmath>

namespace weir::source {

using format::GraphSink;
using format::ReadingReport;

graph::Schema FileGraph::schema(const std::string& title)
{
    graph::Schema schema;
    schema.title = title;
    schema.nodeValues = {{"edges", ""}};
    return schema;
}

std::expected<Slot, Error> FileGraph::setNode(std::string_view key, const Node& node)
{
    KeyedFeed::NodeState state{node.label, node.category, node.colour, node.motion, {}};
    if (state.label.empty()) {
        if (const auto there = m_feed.findNode(key))
            state.label = m_feed.node(*there).label;
    }
    const auto slot = m_feed.setNode(key, state);
    if (slot) {
        m_counted.resize(std::max<std::size_t>(m_counted.size(), *slot + 1));
        m_counted[*slot].sized = node.sized;
    }
    return slot;
}

GraphSink::Node FileGraph::node(Slot slot) const
{
    const KeyedFeed::NodeState& state = m_feed.node(slot);
    return {{}, state.category, state.colour, state.motion, m_counted[slot].sized};
}

Slot FileGraph::addEdge(const Edge& edge)
{
    const Slot slot = m_feed.setEdge({}, {edge.source, edge.target, edge.category, edge.directed, edge.weight});
    ++m_counted[edge.source].edges;
    m_counted[edge.target].edges += edge.source == edge.target ? 0 : 1;
    return slot;
}

std::optional<graph::Category> FileGraph::category(ElementKind kind, std::string_view name)
{
    const std::uint64_t before = m_feed.categoriesLeftOut();
    const std::string clean = graph::isUtf8(name) ? std::string(name) : format::cleaned(name, format::mostKeyBytes);
    const graph::Category number = kind == ElementKind::Node ? m_feed.nodeCategory(clean) : m_feed.edgeCategory(clean);
    return m_feed.categoriesLeftOut() == before ? std::optional(number) : std::nullopt;
}

void FileGraph::reportAttributes(ElementKind kind, std::string_view elements)
{
    const AttributeFeed::LeftOut& left = m_feed.attributes(kind).leftOut();
    const auto say = [&](std::uint64_t count, std::string_view what, std::string_view cause) {
        if (count != 0)
            report().note(ReadingReport::counted(count, what) + " of " + std::string(elements) + ' ' + std::string(cause));
    };
    say(left.columns, "value", "left out, of columns beyond the " + std::to_string(graph::maxAttributeColumns) + " that a graph can hold");
    say(left.noNumbers, "value", "left out, which are no numbers");
    say(left.tooLong, "text", "left out, longer than " + std::to_string(graph::maxAttributeBytes) + " bytes");
    say(left.misfits, "value", "not of their column's kind: they are in a column of texts, named \"… (text)\"");
}

void FileGraph::finish()
{
    reportAttributes(ElementKind::Node, "nodes");
    reportAttributes(ElementKind::Edge, "edges");
    for (Slot slot = 0; slot < m_counted.size() && !m_feed.stopped(); ++slot) {
        KeyedFeed::NodeState state = m_feed.node(slot);
        const auto edges = static_cast<float>(m_counted[slot].edges);
        state.values[0] = edges;
        if (!m_counted[slot].sized)
            state.motion.size = 0.7F + 0.3F * std::log2(1 + edges);
        [[maybe_unused]] const auto set = m_feed.setNode(std::string(m_feed.keyOf(slot)), state);
    }
    m_feed.flush();
}

} // namespace weir::source
