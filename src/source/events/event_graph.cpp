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

std::span<const char* const> filtersOf(ElementKind kind)
{
    return kind == ElementKind::Node ? std::span<const char* const>(nodeFilters) : std::span<const char* const>(edgeFilters);
}

bool isOneOf(std::span<const char* const> names, std::string_view name)
{
    return std::ranges::any_of(names, [name](const char* one) { return name == one; });
}

bool isNumber(std::string_view text, float value)
{
    const format::NumberText number = format::readNumber(text);
    return number.kind == format::NumberText::Kind::Number && number.narrowed() == value;
}

/// Whether an object adds an element of this key. Objects of many elements are asked about each.
class Added final {
public:
    template <typename Event>
    explicit Added(const std::vector<Event>& events)
    {
        for (const Event& event : events)
            m_keys.insert(event.key);
    }
    [[nodiscard]] bool has(std::string_view key) const { return m_keys.contains(key); }

private:
    std::unordered_set<std::string_view> m_keys;
};

} // namespace

std::expected<EventGraph::Absent, Error> EventGraph::apply(const EventLine& line)
{
    if (const auto kept = check(line); !kept)
        return std::unexpected(kept.error());
    applyFilters(line);
    for (const auto& event : line.addedNodes)
        setNode(line, event);
    for (const auto& event : line.changedNodes)
        setNode(line, event);
    for (std::size_t i = 0; i < line.addedEdges.size(); ++i)
        setEdge(line, line.addedEdges[i], m_ends[i]);
    for (const auto& event : line.changedEdges)
        setEdge(line, event, {});
    Absent absent;
    const auto missed = [&absent](const char* kind, std::string_view key) {
        if (absent.count++ == 0)
            absent.first = std::string(kind) + ' ' + format::quoted(key);
    };
    for (const std::string_view key : line.removedEdges) {
        if (const auto edge = m_feed.findEdge(key))
            m_feed.removeEdge(*edge);
        else
            missed("edge", key);
    }
    for (const std::string_view key : line.removedNodes) {
        if (const auto node = m_feed.findNode(key))
            m_feed.removeNode(*node);
        else
            missed("node", key);
    }
    return absent;
}

std::optional<graph::AttributeNumber> EventGraph::attributeOf(const EventLine::Filter& filter, ElementKind kind) const
{
    return m_feed.attributes(kind).find(filter.attribute);
}

std::expected<void, Error> EventGraph::checkFilter(const EventLine::Filter& filter, ElementKind kind) const
{
    if (filter.all || isOneOf(filtersOf(kind), format::lowered(filter.attribute)) || attributeOf(filter, kind))
        return {};
    std::string names;
    for (const char* const name : filtersOf(kind))
        names += (names.empty() ? "" : ", ") + std::string(name);
    return std::unexpected(
        Error{"there is no filter by " + format::quoted(filter.attribute) + "; there are " + names + ", and attributes that were told"});
}

std::expected<void, Error> EventGraph::checkFilters(const EventLine& line) const
{
    const auto all = [this](const auto& filters, ElementKind kind) -> std::expected<void, Error> {
        for (const auto& filter : filters) {
            if (auto kept = checkFilter(filter, kind); !kept)
                return kept;
        }
        return {};
    };
    if (auto kept = all(line.nodeRemovals, ElementKind::Node); !kept)
        return kept;
    if (auto kept = all(line.edgeRemovals, ElementKind::Edge); !kept)
        return kept;
    for (const auto& [filter, event] : line.filteredNodes) {
        if (auto kept = checkFilter(filter, ElementKind::Node); !kept)
            return kept;
    }
    for (const auto& [filter, event] : line.filteredEdges) {
        if (auto kept = checkFilter(filter, ElementKind::Edge); !kept)
            return kept;
        if (event.source || event.target)
            return std::unexpected(Error{"a filter cannot change the ends of edges"});
    }
    return {};
}

void EventGraph::expect(const EventLine& line) const
{
    for (const auto* const nodes : {&line.addedNodes, &line.changedNodes}) {
        for (const auto& event : *nodes)
            m_feed.expectNode(event.key);
    }
    for (const auto* const edges : {&line.addedEdges, &line.changedEdges}) {
        for (const auto& event : *edges) {
            m_feed.expectEdge(event.key);
            if (event.source)
                m_feed.expectNode(*event.source);
            if (event.target)
                m_feed.expectNode(*event.target);
        }
    }
}

std::expected<void, Error> EventGraph::check(const EventLine& line)
{
    m_ends.clear();
    if (auto kept = checkFilters(line); !kept)
        return kept;
    if (line.changedNodes.empty() && line.addedEdges.empty() && line.changedEdges.empty())
        return {};
    // What a filter takes away is not there for what follows. Only the simple case is foreseen: all of it.
    const auto clears = [](const auto& filters) { return std::ranges::any_of(filters, &EventLine::Filter::all); };
    const bool nodesGone = clears(line.nodeRemovals), edgesGone = nodesGone || clears(line.edgeRemovals);
    const bool someGone = !line.nodeRemovals.empty() || !line.edgeRemovals.empty();

    const Added newNodes(line.addedNodes);
    const auto nodeThatStays = [&](std::string_view key) {
        const auto node = nodesGone ? std::nullopt : m_feed.findNode(key);
        const bool stays = node && std::ranges::none_of(line.nodeRemovals, [&](const auto& filter) { return passes(filter, *node); });
        return stays ? node : std::nullopt;
    };
    const auto edgeStays = [&](std::string_view key) {
        const auto edge = edgesGone ? std::nullopt : m_feed.findEdge(key);
        if (!edge || !someGone)
            return edge.has_value();
        const auto& state = m_feed.edge(*edge);
        const auto endGoes = [&](Slot end) {
            return std::ranges::any_of(line.nodeRemovals, [&](const auto& filter) { return passes(filter, end); });
        };
        return !endGoes(state.source) && !endGoes(state.target)
            && std::ranges::none_of(line.edgeRemovals, [&](const auto& filter) { return edgePasses(filter, *edge); });
    };
    const auto hasNode = [&](std::string_view key, const std::optional<Slot>& node) { return node || newNodes.has(key); };
    const auto absent = [](const char* operation, const char* kind, std::string_view key) {
        return std::unexpected(Error{std::string(operation) + ": there is no " + kind + ' ' + format::quoted(key)});
    };
    for (const auto& event : line.changedNodes) {
        if (!hasNode(event.key, nodeThatStays(event.key)))
            return absent("cn", "node", event.key);
    }
    const auto endOf = [&](const EventLine::EdgeEvent& event,
                           const std::optional<std::string_view>& end) -> std::expected<std::optional<Slot>, Error> {
        const auto node = end ? nodeThatStays(*end) : std::nullopt;
        if (end && !hasNode(*end, node))
            return std::unexpected(Error{"edge " + format::quoted(event.key) + ": there is no node " + format::quoted(*end)});
        return node;
    };
    const bool onlyAdds = !someGone && line.addedNodes.empty();   // as nearly all objects do
    const auto endsOf = [&](const EventLine::EdgeEvent& event) -> std::expected<Ends, Error> {
        if (onlyAdds && event.source && event.target) {
            const auto ends = m_feed.findNodes(*event.source, *event.target);
            if (ends.first && ends.second)
                return Ends{ends.first, ends.second};
        }
        const auto source = endOf(event, event.source);
        if (!source)
            return std::unexpected(source.error());
        const auto target = endOf(event, event.target);
        if (!target)
            return std::unexpected(target.error());
        return Ends{*source, *target};
    };
    for (const auto& event : line.addedEdges) {
        if ((!event.source || !event.target) && !edgeStays(event.key))
            return std::unexpected(Error{"ae: edge " + format::quoted(event.key) + " needs a source and a target"});
        const auto ends = endsOf(event);
        if (!ends)
            return std::unexpected(ends.error());
        m_ends.push_back(*ends);
    }
    if (line.changedEdges.empty())
        return {};
    const Added newEdges(line.addedEdges);
    for (const auto& event : line.changedEdges) {
        if (!newEdges.has(event.key) && !edgeStays(event.key))
            return absent("ce", "edge", event.key);
        if (const auto ends = endsOf(event); !ends)
            return std::unexpected(ends.error());
    }
    return {};
}

bool EventGraph::hasValue(const EventLine::Filter& filter, ElementKind kind, Slot slot) const
{
    const auto column = attributeOf(filter, kind);
    return column && (kind == ElementKind::Node ? m_nodeValues : m_edgeValues).has(slot, *column, filter.value);
}

bool EventGraph::passes(const EventLine::Filter& filter, Slot node) const
{
    if (filter.all)
        return true;
    const auto& state = m_feed.node(node);
    const std::string name = format::lowered(filter.attribute);
    if (name == "id")
        return m_feed.keyOf(node) == filter.value;
    if (name == "label" || name == "name")
        return state.label == filter.value;
    if (name == "size")
        return isNumber(filter.value, state.motion.size);
    if (name == "x" || name == "y")
        return state.motion.positioned && isNumber(filter.value, name == "x" ? state.motion.x : state.motion.y);
    return hasValue(filter, ElementKind::Node, node);
}

bool EventGraph::edgePasses(const EventLine::Filter& filter, Slot edge) const
{
    if (filter.all)
        return true;
    const auto& state = m_feed.edge(edge);
    const std::string name = format::lowered(filter.attribute);
    if (name == "id")
        return m_feed.edgeKeyOf(edge) == filter.value;
    if (name == "weight")
        return isNumber(filter.value, state.weight);
    if (name == "source" || name == "target")
        return m_feed.keyOf(name == "source" ? state.source : state.target) == filter.value;
    return hasValue(filter, ElementKind::Edge, edge);
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
            setNode(line, change);
        }
    }
    for (const auto& [filter, event] : line.filteredEdges) {
        EventLine::EdgeEvent change = event;
        for (Slot edge = 0; edge < m_feed.edgeExtent(); ++edge) {
            if (!m_feed.hasEdge(edge) || !edgePasses(filter, edge))
                continue;
            change.key = m_feed.edgeKeyOf(edge);
            setEdge(line, change, {});
        }
    }
}

void EventGraph::setNode(const EventLine& line, const EventLine::NodeEvent& event)
{
    const std::optional<Slot> there = m_feed.findNode(event.key);
    if (there)
        m_node = m_feed.node(*there);
    else
        m_node = {};
    if (event.label)
        m_node.label = *event.label;
    else if (event.name && m_node.label.empty())
        m_node.label = *event.name;
    if (event.category)
        m_node.category = m_feed.nodeCategory(*event.category);
    if (event.colour)
        m_node.colour = *event.colour;
    if (event.size)
        m_node.motion.size = *event.size;
    if (event.x || event.y) {
        m_node.motion.x = event.x.value_or(m_node.motion.x);
        m_node.motion.y = event.y.value_or(m_node.motion.y);
        m_node.motion.positioned = true;
    }
    const auto slot = m_feed.setNode(event.key, m_node);
    assert(slot);   // the line's own check has seen to it
    if (!there)
        m_nodeValues.forget(*slot);
    setAttributes(ElementKind::Node, *slot, line.of(event.attributes));
}

void EventGraph::setEdge(const EventLine& line, const EventLine::EdgeEvent& event, const Ends& known)
{
    const std::optional<Slot> there = m_feed.findEdge(event.key);
    KeyedFeed::EdgeState state = there ? m_feed.edge(*there) : KeyedFeed::EdgeState{};
    const auto before = std::pair(state.source, state.target);
    if (event.source)
        state.source = known.source ? *known.source : *m_feed.findNode(*event.source);
    if (event.target)
        state.target = known.target ? *known.target : *m_feed.findNode(*event.target);
    if (event.directed)
        state.directed = *event.directed;
    if (event.weight)
        state.weight = *event.weight;
    const Slot slot = m_feed.setEdge(event.key, state);
    if (!there || before != std::pair(state.source, state.target))
        m_edgeValues.forget(slot);
    setAttributes(ElementKind::Edge, slot, line.of(event.attributes));
}

/// The kind of a column is that of its first value; null makes none.
void EventGraph::setAttributes(ElementKind kind, Slot slot, std::span<const EventLine::Attribute> attributes)
{
    for (const auto& [name, value] : attributes) {
        auto column = m_feed.attributes(kind).find(name);
        if (!column && graph::hasValue(value))
            column = m_feed.attribute(kind, name, graph::kindOf(value));
        if (!column)
            continue;
        m_feed.setAttribute(kind, slot, *column, value);
        (kind == ElementKind::Node ? m_nodeValues : m_edgeValues).set(slot, *column, value);
    }
}

} // namespace weir::source
