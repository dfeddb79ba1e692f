#include "format/words/gml_reader.h"
#include "format/colour_text.h"
#include "format/text_check.h"
#include "format/value_text.h"
#include "graph/limits.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace weir::format {

namespace {

using Kind = GmlToken::Kind;
using Place = AttributeList::Place;

/// A node's number as all write it alike: 7 for 07, +7 and 7.0. Other ids stay as they are.
std::string plainId(std::string_view text)
{
    text = trimmed(text);
    if (isWhole(text)) {
        const bool negative = text.front() == '-';
        if (negative || text.front() == '+')
            text.remove_prefix(1);
        text.remove_prefix(std::min(text.find_first_not_of('0'), text.size() - 1));
        return negative && text != "0" ? '-' + std::string(text) : std::string(text);
    }
    const NumberText number = readNumber(text);
    if (number.kind == NumberText::Kind::Number && std::abs(number.value) <= mostExactWhole && number.value == std::trunc(number.value))
        return writtenValue(number.value);
    return std::string(text);
}

} // namespace

std::expected<void, Error> GmlReader::read()
{
    next();
    while (!m_graph.stopped() && m_token.kind != Kind::End && m_token.kind != Kind::Fault) {
        switch (m_token.kind) {
        case Kind::Word: takeKey(); break;
        case Kind::Close: closeList(); break;
        default:
            m_graph.report().leaveOut("value", m_token.line, "it stands where a key is due");
            if (m_token.kind == Kind::Open)
                skipList();
            else
                next();
        }
    }
    Error fault;
    if (m_token.kind == Kind::Fault)
        fault.text = m_lexer.fault();
    else if (m_token.kind == Kind::End && m_where != Where::File)
        fault.text = std::to_string(m_token.line) + ": the text ends within "
            + (m_where == Where::Graph
                   ? std::string("the graph")
                   : (m_isNode ? "the node" : "the edge") + std::string(" that begins in line ") + std::to_string(m_line));
    else if (m_token.kind == Kind::End && m_graphs == 0)
        fault.text = std::to_string(m_token.line) + ": there is no graph: a text of GML has graph [ … ]";
    takePostponed();
    if (m_graphs > 1)
        m_graph.report().note("the file has " + std::to_string(m_graphs) + " graphs, which are shown as one");
    if (m_foreign.met())
        m_graph.report().note(ForeignText::note);
    if (!fault.text.empty())
        return std::unexpected(fault);
    return {};
}

void GmlReader::takeKey()
{
    m_key = m_token.text.substr(0, graph::maxColumnNameBytes);
    const std::uint64_t line = m_token.line;
    next();
    switch (m_token.kind) {
    case Kind::Open: return openList();
    case Kind::Word:
    case Kind::Text: {
        if (m_token.cut)
            m_graph.report().leaveOut("text's end", m_token.line,
                                      "only the first " + std::to_string(GmlLexer::mostTextBytes) + " bytes of a text are read");
        const bool isText = m_token.kind == Kind::Text;
        if (std::string_view text = m_foreign.legible(m_token.text); isText && text.find('&') != std::string_view::npos) {
            m_decoded = withoutEntities(text);
            takeValue(m_decoded, true);
        } else {
            takeValue(text, isText);
        }
        return next();
    }
    default:
        m_graph.report().leaveOut("key", line, quoted(m_key) + " has no value");
    }
}

void GmlReader::takeValue(std::string_view text, bool isText)
{
    const std::string key = lowered(m_key);
    switch (m_where) {
    case Where::File:
        if (key != "creator" && key != "version" && key != "comment")
            m_graph.report().passOver(m_key);
        return;
    case Where::Graph:
        if (key == "directed") {
            const auto directed = readFlag(trimmed(text));
            if (!directed)
                m_graph.report().leaveOut("direction", m_token.line, quoted(text) + " is neither 0 nor 1");
            else if (m_edges > 0 && *directed != m_directed)
                m_graph.report().note("the direction of edges is said behind some of them, which have none");
            m_directed = directed.value_or(m_directed);
        } else if (key != "creator" && key != "version" && key != "comment" && key != "id" && key != "multigraph") {
            m_graph.report().passOver(m_key + " of the graph");
        }
        return;
    case Where::Element: return takeElementValue(text, isText);
    }
}

/// At its [.
void GmlReader::openList()
{
    const std::string key = lowered(m_key);
    if (m_where == Where::File && key == "graph") {
        m_where = Where::Graph;
        ++m_graphs;
        m_edges = 0;
        m_directed = false;
        m_firstOfGraph = static_cast<Slot>(m_graph.nodeCount());
        return next();
    }
    if (m_where == Where::Graph && (key == "node" || key == "edge")) {
        m_where = Where::Element;
        m_isNode = key == "node";
        m_line = m_token.line;
        m_hasId = false;
        m_ends = {};
        m_list.clear();
        return next();
    }
    if (m_where != Where::Element) {
        m_graph.report().passOver(m_where == Where::File ? m_key : m_key + " of the graph");
        return skipList();
    }
    if (m_pathEnds.size() == mostListsKept) {
        m_graph.report().leaveOut("list", m_token.line, "lists lie more than " + std::to_string(mostListsKept) + " deep in each other");
        return skipList();
    }
    m_pathEnds.push_back(m_path.size());
    m_path += m_key + '.';
    next();
}

/// At its [: over all that is in it.
void GmlReader::skipList()
{
    std::uint64_t depth = 0;
    do {
        depth += m_token.kind == Kind::Open ? 1 : 0;
        depth -= m_token.kind == Kind::Close ? 1 : 0;
        if (depth > 0)
            next();
    } while (depth > 0 && m_token.kind != Kind::End && m_token.kind != Kind::Fault && !m_graph.stopped());
    if (m_token.kind == Kind::Close)
        next();
}

void GmlReader::closeList()
{
    if (m_where == Where::File) {
        m_graph.report().leaveOut("bracket", m_token.line, "a ] closes nothing");
    } else if (m_where == Where::Graph) {
        takePostponed();
        m_where = Where::File;
    } else if (!m_pathEnds.empty()) {
        m_path.resize(m_pathEnds.back());
        m_pathEnds.pop_back();
    } else {
        if (m_isNode)
            takeNode();
        else
            takeEdge();
        m_where = Where::Graph;
    }
    next();
}

void GmlReader::takeElementValue(std::string_view text, bool isText)
{
    if (m_path.empty()) {
        const std::string key = lowered(m_key);
        if (m_isNode && key == "id") {
            m_id = plainId(text);
            m_hasId = !m_id.empty();
            return;
        }
        if (!m_isNode && (key == "source" || key == "target")) {
            (key == "source" ? m_ends.source : m_ends.target) = plainId(text);
            return;
        }
    }
    if (text == "_networkx_list_start")   // a list of one value follows
        return;
    const std::string name = m_path + m_key;
    const auto there = m_list.find(name);
    if (!(there ? m_list.join(*there, text) : m_list.add(name, text, isText)))
        m_graph.report().leaveOut("attribute", m_token.line, "an element has more of them than it can have");
}

/// A place, a colour and a size that say how it was drawn.
void GmlReader::takeGraphics()
{
    const auto number = [this](std::optional<std::size_t> i) -> std::optional<double> {
        const NumberText text = i ? readNumber(m_list.text(*i)) : NumberText{};
        return text.kind == NumberText::Kind::Number ? std::optional(text.value) : std::nullopt;
    };
    const auto rename = [this](std::size_t i, std::string_view name) {
        const std::string text(m_list.text(i));
        if (!m_list.find(name) && m_list.add(name, text))
            m_list.setPlace(i, Place::Taken);
    };
    const auto x = m_list.find("graphics.x"), y = m_list.find("graphics.y");
    if (number(x) && number(y) && !m_list.find("x") && !m_list.find("y")) {
        rename(*x, "x");
        rename(*y, "y");
    }
    // A box is as wide as its label; only what is as high as it is wide has a size.
    const auto w = m_list.find("graphics.w"), h = m_list.find("graphics.h");
    if (number(w) && (!h || number(w) == number(h)) && *number(w) > 0 && !m_list.find("size")) {
        rename(*w, "size");
        if (h)
            m_list.setPlace(*h, Place::Taken);
    }
    const auto fill = m_list.find("graphics.fill");
    if (fill && readColour(m_list.text(*fill)) && !m_list.find("color"))
        rename(*fill, "color");
    const auto label = m_list.find("LabelGraphics.text");
    if (label && !m_list.find("label"))
        rename(*label, "label");
    else if (label && m_list.text(*label) == m_list.text(*m_list.find("label")))
        m_list.setPlace(*label, Place::Taken);
}

void GmlReader::takeNode()
{
    if (!m_hasId) {
        do
            m_id = "node " + std::to_string(++m_nodesWithoutId);
        while (m_graph.findNode(m_id));
    }
    const auto there = m_graph.findNode(m_id);
    if (there && *there >= m_firstOfGraph)
        return m_graph.report().leaveOut("node", m_line, "the node " + quoted(m_id) + " is there twice");
    takeGraphics();
    GraphSink::Node node;
    if (there) {
        node = m_graph.node(*there);
        node.label.clear();
    }
    m_fields.takeNode(m_list, node, m_line);
    const auto slot = m_graph.setNode(m_id, node);
    if (!slot)
        return m_graph.report().leaveOut("node", m_line, slot.error().text);
    m_fields.setColumns(m_list, ElementKind::Node, *slot);
}

void GmlReader::takeEdge()
{
    GraphSink::Edge edge;
    edge.directed = m_directed;
    ++m_edges;
    if (m_ends.source.empty() || m_ends.target.empty()) {
        return m_graph.report().leaveOut("edge", m_line,
                                         m_ends.source.empty()
                                             ? m_ends.target.empty() ? "source and target are missing" : "its source is missing"
                                             : "its target is missing");
    }
    // The weight of an edge is often called its value.
    if (const auto value = m_list.find("value");
        value && !m_list.find("weight") && readNumber(m_list.text(*value)).kind != NumberText::Kind::Words) {
        if (m_list.add("weight", std::string(m_list.text(*value))))
            m_list.setPlace(*value, Place::Taken);
    }
    m_fields.takeEdge(m_list, edge, m_line);
    const auto source = m_graph.findNode(m_ends.source), target = m_graph.findNode(m_ends.target);
    if (!source || !target)
        return postpone(edge);
    edge.source = *source;
    edge.target = *target;
    addEdge(edge);
}

void GmlReader::addEdge(const GraphSink::Edge& edge)
{
    const Slot slot = m_graph.addEdge(edge);
    m_fields.setColumns(m_list, ElementKind::Edge, slot);
}

void GmlReader::postpone(const GraphSink::Edge& edge)
{
    std::string texts = m_ends.source + m_ends.target;
    for (std::size_t i = 0; i < m_list.size(); ++i) {
        if (m_list.place(i) == Place::Taken)
            continue;
        for (const std::string_view text : {m_list.name(i), m_list.text(i)}) {
            const auto bytes = static_cast<std::uint32_t>(text.size());
            texts.append(reinterpret_cast<const char*>(&bytes), sizeof bytes);
            texts += text;
        }
        texts += m_list.isText(i) ? '"' : ' ';
    }
    if (m_postponed.size() + sizeof(Postponed) + texts.size() > mostPostponedBytes)
        return m_graph.report().leaveOut("edge", m_line, "too many edges come before their nodes");
    Postponed head{};
    head.line = m_line;
    head.bytes = static_cast<std::uint32_t>(texts.size());
    head.sourceBytes = static_cast<std::uint32_t>(m_ends.source.size());
    head.targetBytes = static_cast<std::uint32_t>(m_ends.target.size());
    head.weight = edge.weight;
    head.category = edge.category;
    head.directed = edge.directed;
    const auto* const bytes = reinterpret_cast<const char*>(&head);
    m_postponed.insert(m_postponed.end(), bytes, bytes + sizeof head);
    m_postponed.insert(m_postponed.end(), texts.begin(), texts.end());
}

void GmlReader::takePostponed()
{
    std::string_view left(m_postponed.data(), m_postponed.size());
    const auto take = [&left](std::size_t bytes) {
        const std::string_view taken = left.substr(0, bytes);
        left.remove_prefix(bytes);
        return taken;
    };
    const auto takeText = [&take] {
        std::uint32_t bytes = 0;
        std::memcpy(&bytes, take(sizeof bytes).data(), sizeof bytes);
        return take(bytes);
    };
    while (!left.empty() && !m_graph.stopped()) {
        Postponed head;
        std::memcpy(&head, take(sizeof head).data(), sizeof head);
        const std::size_t end = left.size() - head.bytes;
        const std::string_view sourceId = take(head.sourceBytes), targetId = take(head.targetBytes);
        m_list.clear();
        while (left.size() > end) {
            const std::string_view name = takeText(), text = takeText();
            static_cast<void>(m_list.add(name, text, take(1) == "\""));
        }
        const auto source = m_graph.findNode(sourceId), target = m_graph.findNode(targetId);
        if (!source || !target) {
            m_graph.report().leaveOut("edge", head.line, "there is no node " + quoted(source ? targetId : sourceId));
            continue;
        }
        addEdge({*source, *target, head.category, head.directed, head.weight});
    }
    m_postponed.clear();
    m_list.clear();
}

} // namespace weir::format
