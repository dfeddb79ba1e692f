#include "source/events/event_graph.h"
#include "source/text_check.h"
#include <cassert>
#include <unordered_set>

namespace weir::source {

std::expected<void, Error> EventGraph::apply(const EventLine& line)
{
    if (auto kept = check(line); !kept)
        return kept;
    for (const auto& event : line.addedNodes)
        setNode(event);
    for (const auto& event : line.changedNodes)
        setNode(event);
    for (const auto& event : line.addedEdges)
        setEdge(event);
    for (const auto& event : line.changedEdges)
        setEdge(event);
    for (const std::string& key : line.removedEdges)
        m_feed.removeEdge(*m_feed.findEdge(key));
    for (const std::string& key : line.removedNodes)
        m_feed.removeNode(*m_feed.findNode(key));
    return {};
}

std::expected<void, Error> EventGraph::check(const EventLine& line) const
{
    std::unordered_set<std::string_view> newNodes, newEdges;
    for (const auto& event : line.addedNodes)
        newNodes.insert(event.key);
    for (const auto& event : line.addedEdges)
        newEdges.insert(event.key);
    const auto hasNode = [&](const std::string& key) { return m_feed.findNode(key) || newNodes.contains(key); };
    const auto hasEdge = [&](const std::string& key) { return m_feed.findEdge(key) || newEdges.contains(key); };
    const auto absent = [](const char* operation, const char* kind, const std::string& key) {
        return std::unexpected(Error{std::string(operation) + ": there is no " + kind + ' ' + quoted(key)});
    };
    for (const auto& event : line.changedNodes) {
        if (!hasNode(event.key))
            return absent("cn", "node", event.key);
    }
    const auto endsKept = [&](const EventLine::EdgeEvent& event) -> std::expected<void, Error> {
        for (const auto& end : {event.source, event.target}) {
            if (end && !hasNode(*end))
                return std::unexpected(Error{"edge " + quoted(event.key) + ": there is no node " + quoted(*end)});
        }
        return {};
    };
    for (const auto& event : line.addedEdges) {
        if (!m_feed.findEdge(event.key) && (!event.source || !event.target))
            return std::unexpected(Error{"ae: edge " + quoted(event.key) + " needs a source and a target"});
        if (auto kept = endsKept(event); !kept)
            return kept;
    }
    for (const auto& event : line.changedEdges) {
        if (!hasEdge(event.key))
            return absent("ce", "edge", event.key);
        if (auto kept = endsKept(event); !kept)
            return kept;
    }
    for (const std::string& key : line.removedEdges) {
        if (!hasEdge(key))
            return absent("de", "edge", key);
    }
    for (const std::string& key : line.removedNodes) {
        if (!hasNode(key))
            return absent("dn", "node", key);
    }
    return {};
}

void EventGraph::setNode(const EventLine::NodeEvent& event)
{
    const std::optional<Slot> there = m_feed.findNode(event.key);
    KeyedFeed::NodeState state = there ? m_feed.node(*there) : KeyedFeed::NodeState{};
    if (event.label)
        state.label = *event.label;
    if (event.category)
        state.category = m_feed.nodeCategory(*event.category);
    if (event.colour)
        state.colour = *event.colour;
    if (event.size)
        state.motion.size = *event.size;
    if (event.x || event.y) {
        state.motion.x = event.x.value_or(state.motion.x);
        state.motion.y = event.y.value_or(state.motion.y);
        state.motion.positioned = true;
    }
    [[maybe_unused]] const auto set = m_feed.setNode(event.key, state);
    assert(set);   // the line's own check has seen to it
}

void EventGraph::setEdge(const EventLine::EdgeEvent& event)
{
    const std::optional<Slot> there = m_feed.findEdge(event.key);
    KeyedFeed::EdgeState state = there ? m_feed.edge(*there) : KeyedFeed::EdgeState{};
    if (event.source)
        state.source = *m_feed.findNode(*event.source);
    if (event.target)
        state.target = *m_feed.findNode(*event.target);
    if (event.directed)
        state.directed = *event.directed;
    if (event.weight)
        state.weight = *event.weight;
    m_feed.setEdge(event.key, state);
}

} // namespace weir::source
