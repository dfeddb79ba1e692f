#include "source/events/event_graph.h"
#include "format/number_text.h"
#include "format/text_check.h"
#include <algorithm>
#include <array>
#include <cassert>
#include <span>
#include <unordered_set>

namespace weir::source {

namespace {

constexpr std::array nodeFilters{"id", "label", "name", "size", "x", "y"};
constexpr std::array edgeFilters{"id", "source", "target", "weight"};

bool isOneOf(std::span<const char* const> names, std::string_view name)
{
    return std::ranges::any_of(names, [name](const char* one) { return name == one; });
}

bool isNumber(std::string_view text, float value)
{
    const format::NumberText number = format::readNumber(text);
    return number.kind == format::NumberText::Kind::Number && number.narrowed() == value;
}

} // namespace

std::expected<EventGraph::Absent, Error> EventGraph::apply(const EventLine& line)
{
    if (const auto kept = check(line); !kept)
        return std::unexpected(kept.error());
    applyFilters(line);
    for (const auto& event : line.addedNodes)
        setNode(event);
    for (const auto& event : line.changedNodes)
        setNode(event);
    for (const auto& event : line.addedEdges)
        setEdge(event);
    for (const auto& event : line.changedEdges)
        setEdge(event);
    Absent absent;
    const auto missed = [&absent](const char* kind, const std::string& key) {
        if (absent.count++ == 0)
            absent.first = std::string(kind) + ' ' + format::quoted(key);
    };
    for (const std::string& key : line.removedEdges) {
        if (const auto edge = m_feed.findEdge(key))
            m_feed.removeEdge(*edge);
        else
            missed("edge", key);
    }
    for (const std::string& key : line.removedNodes) {
        if (const auto node = m_feed.findNode(key))
            m_feed.removeNode(*node);
        else
            missed("node", key);
    }
    return absent;
}

std::expected<void, Error> EventGraph::check(const EventLine& line) const
{
    const auto filterKnown = [](const EventLine::Filter& filter,
                                std::span<const char* const> known) -> std::expected<void, Error> {
        if (filter.all || isOneOf(known, filter.attribute))
            return {};
        std::string names;
        for (const char* const name : known)
            names += (names.empty() ? "" : ", ") + std::string(name);
        return std::unexpected(Error{"there is no filter by " + format::quoted(filter.attribute) + "; there are " + names});
    };
    for (const auto& filter : line.nodeRemovals) {
        if (auto kept = filterKnown(filter, nodeFilters); !kept)
            return kept;
    }
    for (const auto& filter : line.edgeRemovals) {
        if (auto kept = filterKnown(filter, edgeFilters); !kept)
            return kept;
    }
    for (const auto& [filter, event] : line.filteredNodes) {
        if (auto kept = filterKnown(filter, nodeFilters); !kept)
            return kept;
    }
    for (const auto& [filter, event] : line.filteredEdges) {
        if (auto kept = filterKnown(filter, edgeFilters); !kept)
            return kept;
        if (event.source || event.target)
            return std::unexpected(Error{"a filter cannot change the ends of edges"});
    }
    // What a filter takes away is not there for what follows. Only the simple case is foreseen: all of it.
    const auto clears = [](const auto& filters) { return std::ranges::any_of(filters, &EventLine::Filter::all); };
    const bool nodesGone = clears(line.nodeRemovals), edgesGone = nodesGone || clears(line.edgeRemovals);
    const bool someGone = !line.nodeRemovals.empty() || !line.edgeRemovals.empty();

    std::unordered_set<std::string_view> newNodes, newEdges;
    for (const auto& event : line.addedNodes)
        newNodes.insert(event.key);
    for (const auto& event : line.addedEdges)
        newEdges.insert(event.key);
    const auto nodeStays = [&](const std::string& key) {
        const auto node = nodesGone ? std::nullopt : m_feed.findNode(key);
        return node
               && std::ranges::none_of(line.nodeRemovals, [&](const auto& filter) { return passes(filter, *node); });
    };
    const auto edgeStays = [&](const std::string& key) {
        const auto edge = edgesGone ? std::nullopt : m_feed.findEdge(key);
        if (!edge || !someGone)
            return edge.has_value();
        const auto& state = m_feed.edge(*edge);
        const auto endGoes = [&](Slot end) {
            return std::ranges::any_of(line.nodeRemovals, [&](const auto& filter) { return passes(filter, end); });
        };
        return !endGoes(state.source) && !endGoes(state.target)
               && std::ranges::none_of(line.edgeRemovals,
                                       [&](const auto& filter) { return edgePasses(filter, *edge); });
    };
    const auto hasNode = [&](const std::string& key) { return newNodes.contains(key) || nodeStays(key); };
    const auto absent = [](const char* operation, const char* kind, const std::string& key) {
        return std::unexpected(Error{std::string(operation) + ": there is no " + kind + ' ' + format::quoted(key)});
    };
    for (const auto& event : line.changedNodes) {
        if (!hasNode(event.key))
            return absent("cn", "node", event.key);
    }
    const auto endsKept = [&](const EventLine::EdgeEvent& event) -> std::expected<void, Error> {
        for (const auto& end : {event.source, event.target}) {
            if (end && !hasNode(*end))
                return std::unexpected(Error{"edge " + format::quoted(event.key) + ": there is no node " + format::quoted(*end)});
        }
        return {};
    };
    for (const auto& event : line.addedEdges) {
        if ((!event.source || !event.target) && !edgeStays(event.key))
            return std::unexpected(Error{"ae: edge " + format::quoted(event.key) + " needs a source and a target"});
        if (auto kept = endsKept(event); !kept)
            return kept;
    }
    for (const auto& event : line.changedEdges) {
        if (!newEdges.contains(event.key) && !edgeStays(event.key))
            return absent("ce", "edge", event.key);
        if (auto kept = endsKept(event); !kept)
            return kept;
    }
    return {};
}

bool EventGraph::passes(const EventLine::Filter& filter, Slot node) const
{
    if (filter.all)
        return true;
    const auto& state = m_feed.node(node);
    if (filter.attribute == "id")
        return m_feed.keyOf(node) == filter.value;
    if (filter.attribute == "label" || filter.attribute == "name")
        return state.label == filter.value;
    if (filter.attribute == "size")
        return isNumber(filter.value, state.motion.size);
    return state.motion.positioned && isNumber(filter.value, filter.attribute == "x" ? state.motion.x : state.motion.y);
}

bool EventGraph::edgePasses(const EventLine::Filter& filter, Slot edge) const
{
    if (filter.all)
        return true;
    const auto& state = m_feed.edge(edge);
    if (filter.attribute == "id")
        return m_feed.edgeKeyOf(edge) == filter.value;
    if (filter.attribute == "weight")
        return isNumber(filter.value, state.weight);
    return m_feed.keyOf(filter.attribute == "source" ? state.source : state.target) == filter.value;
}

void EventGraph::applyFilters(const EventLine& line)
{
    for (const auto& filter : line.edgeRemovals) {
        for (Slot edge = 0; edge < m_feed.edgeExtent(); ++edge) {
            if (m_feed.hasEdge(edge) && edgePasses(filter, edge))
                m_feed.removeEdge(edge);
        }
    }
    for (const auto& filter : line.nodeRemovals) {
        for (Slot node = 0; node < m_feed.nodeExtent(); ++node) {
            if (m_feed.hasNode(node) && passes(filter, node))
                m_feed.removeNode(node);
        }
    }
    for (const auto& [filter, event] : line.filteredNodes) {
        EventLine::NodeEvent change = event;
        for (Slot node = 0; node < m_feed.nodeExtent(); ++node) {
            if (!m_feed.hasNode(node) || !passes(filter, node))
                continue;
            change.key = m_feed.keyOf(node);
            setNode(change);
        }
    }
    for (const auto& [filter, event] : line.filteredEdges) {
        EventLine::EdgeEvent change = event;
        for (Slot edge = 0; edge < m_feed.edgeExtent(); ++edge) {
            if (!m_feed.hasEdge(edge) || !edgePasses(filter, edge))
                continue;
            change.key = m_feed.edgeKeyOf(edge);
            setEdge(change);
        }
    }
}

void EventGraph::setNode(const EventLine::NodeEvent& event)
{
    const std::optional<Slot> there = m_feed.findNode(event.key);
    KeyedFeed::NodeState state = there ? m_feed.node(*there) : KeyedFeed::NodeState{};
    if (event.label)
        state.label = *event.label;
    else if (event.name && state.label.empty())
        state.label = *event.name;
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
