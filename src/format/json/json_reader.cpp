#include "format/json/json_reader.h"
#include "format/text_check.h"
#include <algorithm>
#include <array>

namespace weir::format {

namespace {

/// Members beside nodes and edges that say nothing of a graph.
constexpr std::array bookkeeping{
    "multigraph", "format_version", "generated_by", "target_cytoscapejs_version", "CXVersion", "hasFragments", "metaData", "status", "type",
    "id", "label"};

/// Of Cytoscape, by its group, or because it has ends.
bool isEdge(const simdjson::dom::element& element)
{
    if (std::string_view group; element["group"].get(group) == simdjson::SUCCESS && (group == "nodes" || group == "edges"))
        return group == "edges";
    simdjson::dom::element end;
    return element["data"]["source"].get(end) == simdjson::SUCCESS && element["data"]["target"].get(end) == simdjson::SUCCESS;
}

/// What CX2 says of a column beforehand.
void declare(JsonElement& element, std::string_view column, const simdjson::dom::element& words)
{
    std::string_view type, alias;
    std::optional<graph::AttributeKind> kind;
    if (words["d"].get(type) == simdjson::SUCCESS) {
        const bool number = type == "integer" || type == "long" || type == "double";
        kind = type == "boolean" ? graph::AttributeKind::Flag : number ? graph::AttributeKind::Number
                                                                       : graph::AttributeKind::Text;
    }
    const bool isShort = words["a"].get(alias) == simdjson::SUCCESS;
    simdjson::dom::element fallback;
    const bool hasFallback = words["v"].get(fallback) == simdjson::SUCCESS;
    element.declare(isShort ? alias : column, column, kind,
                    hasFallback ? scalarText(fallback).value_or(simdjson::to_string(fallback)) : std::string{});
}

} // namespace

JsonReader::JsonReader(FileInput& input, GraphSink& sink)
    : m_sink(sink), m_shape(JsonShape::foundIn(input.head())), m_text(input), m_graph(sink, m_shape.dialect)
{}

std::expected<void, Error> JsonReader::read()
{
    if (m_shape.dialect == JsonDialect::None || m_shape.dialect == JsonDialect::Events)
        return std::unexpected(Error{"1: the file is " + m_shape.words});
    m_graph.begin();
    if (m_shape.dialect == JsonDialect::Adjacency)
        readNeighbours();
    else if (m_text.peek() == '[')
        readList();
    else
        readGraph();
    readLater();
    if (m_graphs > 1)
        m_sink.report().note("the file has " + std::to_string(m_graphs) + " graphs, which are shown as one");
    if (m_sink.stopped())
        return {};
    if (m_text.fault().empty() && m_text.peek() != '\0')
        m_text.stop(std::to_string(m_text.place().line) + ": there is more behind the end of the document, which is not read");
    return m_text.fault().empty() ? std::expected<void, Error>{} : std::unexpected(Error{m_text.fault()});
}

bool JsonReader::stopped()
{
    if (m_sink.stopped())
        m_text.stop("nobody wants more");
    return m_sink.stopped();
}

/// A list of elements side by side, or of CX2's parts.
void JsonReader::readList()
{
    if (m_shape.dialect != JsonDialect::Cx2)
        return readMixed(Taken::Nodes);
    if (!m_text.open('['))
        return;
    while (m_text.nextElement()) {
        if (m_text.open('{'))
            readMembers();
        else
            m_text.skip();
    }
}

void JsonReader::readGraph()
{
    if (!m_text.open('{'))
        return;
    readMembers();
}

void JsonReader::readMembers()
{
    for (std::string name; m_text.nextMember(name);)
        readMember(name);
}

void JsonReader::readMember(const std::string& name)
{
    const char begins = m_text.peek();
    const bool isJgf = m_shape.dialect == JsonDialect::Jgf;
    if (name == "nodes" && begins == '[')
        return readNodes();
    if (name == "nodes" && begins == '{')
        return readNodeMembers();
    if ((name == "edges" || name == "links") && begins == '[')
        return readEdgesNowOrLater();
    if (name == "elements" && m_shape.dialect == JsonDialect::Cytoscape)
        return begins == '{' ? readGraph() : readMixed(Taken::Nodes);
    if (name == "graph" && isJgf && begins == '{') {
        readGraph();
        return readLater();
    }
    if (name == "graphs" && isJgf && begins == '[')
        return readGraphs();
    if (name == "adjacency" && begins == '[')
        return readAdjacency();
    if (name == "hyperedges" && begins == '[')
        return readHyperedges();
    if (name == "attributeDeclarations" && m_shape.dialect == JsonDialect::Cx2)
        return readDeclarations();
    if (name == "options" && begins == '{')
        return readOptions();
    if (name == "directed" && (begins == 't' || begins == 'f' || begins == '0' || begins == '1')) {
        m_graph.direct(begins == 't' || begins == '1');
        return m_text.skip();
    }
    passOver(name);
}

void JsonReader::passOver(const std::string& name)
{
    const char begins = m_text.peek();
    bool empty = false;
    if (begins == '{' || begins == '[') {
        const JsonText::Place place = m_text.place();
        std::string first;
        empty = m_text.open(begins) && !(begins == '{' ? m_text.nextMember(first) : m_text.nextElement());
        if (m_text.fault().empty())
            m_text.goTo(place);
    }
    m_text.skip();
    const bool known = std::ranges::any_of(bookkeeping, [&](std::string_view one) { return one == name; });
    if (!known && !empty && begins != 'n')
        m_sink.report().passOver(name);
}

void JsonReader::readGraphs()
{
    static_cast<void>(m_text.open('['));
    while (m_text.nextElement() && !stopped()) {
        ++m_graphs;
        m_graph.begin();
        if (m_text.peek() == '{')
            readGraph();
        else
            m_text.skip();
        readLater();
    }
}

void JsonReader::readHyperedges()
{
    static_cast<void>(m_text.open('['));
    for (; m_text.nextElement(); m_text.skip())
        m_sink.report().leaveOut("hyperedge", m_text.place().line, "only edges with two ends are shown");
}

/// Edges name nodes, and whether they have a direction may be said behind them.
void JsonReader::readEdgesNowOrLater()
{
    const bool mayBeSaid =
        m_shape.dialect == JsonDialect::NodeLink || m_shape.dialect == JsonDialect::Jgf || m_shape.dialect == JsonDialect::Graphology;
    if (m_graph.nodesListed() && (m_graph.directed() || !mayBeSaid))
        return readEdges();
    m_later.push_back({m_text.place()});
    m_text.skip();
}

void JsonReader::readLater()
{
    if (m_later.empty() || stopped())
        return;
    std::vector<Later> later;
    later.swap(m_later);
    // What stood before a fault stays, so such lists are read as far as they are there.
    const std::string fault = m_text.fault();
    const JsonText::Place here = fault.empty() ? m_text.place() : JsonText::Place{};
    for (const Later& list : later) {
        m_text.goTo(list.place);
        if (list.mixed)
            readMixed(Taken::Edges);
        else
            readEdges();
    }
    if (!fault.empty())
        m_text.stop(fault);
    else if (m_text.fault().empty())
        m_text.goTo(here);
}

void JsonReader::readNodes()
{
    m_graph.expectNodes();
    static_cast<void>(m_text.open('['));
    while (m_text.nextElement() && !stopped()) {
        const std::string_view text = m_text.value();
        if (!m_text.fault().empty())
            return;
        if (const auto node = m_graph.value("node", text, m_text.line()))
            m_graph.takeNode(*node);
    }
}

/// An object whose members are the nodes, by their keys.
void JsonReader::readNodeMembers()
{
    m_graph.expectNodes();
    static_cast<void>(m_text.open('{'));
    for (std::string key; m_text.nextMember(key) && !stopped();) {
        const std::string_view text = m_text.value();
        if (!m_text.fault().empty())
            return;
        if (const auto node = m_graph.value("node", text, m_text.line()))
            m_graph.takeNode(*node, &key);
    }
}

void JsonReader::readEdges()
{
    static_cast<void>(m_text.open('['));
    while (m_text.nextElement() && !stopped()) {
        const std::string_view text = m_text.value();
        if (!m_text.fault().empty())
            return;
        if (const auto edge = m_graph.value("edge", text, m_text.line()))
            m_graph.takeEdge(*edge);
    }
}

/// Nodes and edges side by side: the edges are left for a second pass, since they may come before the nodes.
void JsonReader::readMixed(Taken what)
{
    const bool onlyEdges = m_shape.dialect != JsonDialect::Cytoscape;
    if (!onlyEdges)
        m_graph.expectNodes();
    const JsonText::Place begin = m_text.place();
    static_cast<void>(m_text.open('['));
    bool later = false;
    while (m_text.nextElement() && !stopped()) {
        const std::string_view text = m_text.value();
        if (!m_text.fault().empty())
            break;
        // What is wrong is told once.
        const bool isSecond = what == Taken::Edges && !onlyEdges;
        const auto element = m_graph.value(isSecond ? "" : "element", text, m_text.line());
        if (!element)
            continue;
        if (onlyEdges || isEdge(*element)) {
            if (onlyEdges || what == Taken::Edges)
                m_graph.takeEdge(*element);
            else
                later = true;
        } else if (what == Taken::Nodes) {
            m_graph.takeNode(*element);
        }
    }
    if (later)
        m_later.push_back({begin, true});
}

/// Each node with those that it has edges to: a list of them, or an object with what is said of each edge.
void JsonReader::readNeighbours()
{
    static_cast<void>(m_text.open('{'));
    for (std::string key; m_text.nextMember(key) && !stopped();) {
        if (const auto node = m_graph.neighbour(key))
            readNeighboursOf(*node);
        else
            m_text.skip();
    }
}

void JsonReader::readNeighboursOf(Slot node)
{
    if (m_text.open('[')) {
        while (m_text.nextElement() && !stopped()) {
            const std::string_view text = m_text.value();
            if (!m_text.fault().empty())
                return;
            const auto value = m_graph.value("edge", text, m_text.line());
            const auto target = value ? m_graph.neighbour(*value) : std::nullopt;
            if (target)
                m_graph.connect(node, *target, *value, "id");
        }
    } else if (m_text.open('{')) {
        for (std::string key; m_text.nextMember(key) && !stopped();) {
            const std::string_view text = m_text.value();
            if (!m_text.fault().empty())
                return;
            const auto value = m_graph.value("edge", text, m_text.line());
            const auto target = value ? m_graph.neighbour(key) : std::nullopt;
            if (!target)
                continue;
            // Parallel edges are objects behind the numbers from 0.
            simdjson::dom::object parallel, first;
            if (value->get(parallel) != simdjson::SUCCESS || parallel["0"].get(first) != simdjson::SUCCESS) {
                m_graph.connect(node, *target, *value);
                continue;
            }
            for (const auto one : parallel)
                m_graph.connect(node, *target, one.value);
        }
    } else {
        m_sink.report().leaveOut("value", m_text.place().line, "it is neither a list nor an object of neighbours");
        m_text.skip();
    }
}

/// Beside a list of nodes one of lists, in the same order, of those that each has edges to (NetworkX).
void JsonReader::readAdjacency()
{
    static_cast<void>(m_text.open('['));
    for (std::size_t place = 0; m_text.nextElement() && !stopped(); ++place) {
        const Slot source = m_graph.listed(place);
        if (source == noSlot || !m_text.open('[')) {
            m_text.skip();
            continue;
        }
        while (m_text.nextElement() && !stopped()) {
            const std::string_view text = m_text.value();
            if (!m_text.fault().empty())
                return;
            const auto edge = m_graph.value("edge", text, m_text.line());
            const auto target = edge ? m_graph.neighbour(*edge) : std::nullopt;
            const bool both = !m_graph.directed().value_or(true);   // an undirected one stands with both of its ends
            if (target && (!both || *target >= source))
                m_graph.connect(source, *target, *edge, "id");
        }
    }
}

/// Of graphology: which edges there may be.
void JsonReader::readOptions()
{
    const std::string_view text = m_text.value();
    const auto options = m_graph.object("option", text, m_text.line());
    std::string_view type;
    if (options && (*options)["type"].get(type) == simdjson::SUCCESS)
        m_graph.direct(type != "undirected");
}

/// Of CX2: the kinds of attributes, and the short names by which elements have them.
void JsonReader::readDeclarations()
{
    const std::string_view text = m_text.value();
    const auto list = m_graph.value("declaration", text, m_text.line());
    simdjson::dom::array parts;
    if (!list || list->get(parts) != simdjson::SUCCESS)
        return;
    for (const auto part : parts) {
        for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
            simdjson::dom::object columns;
            if (part[kind == ElementKind::Node ? "nodes" : "edges"].get(columns) != simdjson::SUCCESS)
                continue;
            for (const auto column : columns)
                declare(m_graph.element(kind), column.key, column.value);
        }
    }
}

} // namespace weir::format
