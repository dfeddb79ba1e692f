#include "format/words/dot/dot_reader.h"
#include "format/text_check.h"
#include "format/value_text.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace weir::format {

namespace {

using Kind = DotToken::Kind;
using Place = AttributeList::Place;

constexpr std::size_t fewMembers = 64 * 1024;   // as many are kept without a look at whether some are there twice
constexpr std::string_view clusterColumn = "cluster";

/// How a layout was drawn, in many bytes an element; nothing of the graph.
bool isDrawing(std::string_view name) { return name.size() > 4 && name.starts_with('_') && name.ends_with("draw_"); }
/// Whether a node with these attributes, or else with those, is drawn as a record.
bool isRecord(const AttributeList& list, const AttributeList& others)
{
    const AttributeList& saying = list.find("shape") ? list : others;
    const auto shape = saying.find("shape");
    return shape && (saying.text(*shape) == "record" || saying.text(*shape) == "Mrecord");
}
bool isLabel(std::string_view name) { return name == "label" || name == "xlabel" || name == "headlabel" || name == "taillabel"; }

} // namespace

std::expected<void, Error> DotReader::read()
{
    next();
    while (m_fault.text.empty() && m_token.kind != Kind::Fault && !m_graph.stopped()) {
        if (m_token.kind == Kind::End) {
            if (!m_levels.empty())
                fail(m_token.line, "the text ends within the graph whose { is in line " + std::to_string(m_levels.front().line));
            else if (m_graphs == 0)
                fail(m_token.line, "there is no graph: a text of Graphviz begins with graph or digraph");
            break;
        }
        if (m_levels.empty())
            takeHead();
        else
            takePart();
    }
    if (m_token.kind == Kind::Fault && m_fault.text.empty())
        m_fault.text = m_lexer.fault();
    // What was read before a fault stays, and has its clusters.
    while (!m_levels.empty() && !m_graph.stopped())
        close();
    if (m_graphs > 1)
        m_graph.report().note("the file has " + std::to_string(m_graphs) + " graphs, which are shown as one");
    if (m_foreign.met())
        m_graph.report().note(ForeignText::note);
    if (!m_fault.text.empty())
        return std::unexpected(m_fault);
    return {};
}

/// strict digraph NAME {
void DotReader::takeHead()
{
    const bool strict = m_token.isKeyword("strict");
    if (strict)
        next();
    if (!m_token.isKeyword("graph") && !m_token.isKeyword("digraph")) {
        if (m_graphs == 0)
            return fail(m_token.line,
                        "the text is none of Graphviz: it begins with " + quoted(m_token.text) + ", not with graph or digraph");
        if (!std::exchange(m_stray, true))
            m_graph.report().leaveOut("text", m_token.line, "it stands outside of a graph");
        return next();
    }
    m_stray = false;
    m_strict = strict;
    m_directed = m_token.isKeyword("digraph");
    next();
    m_graphName.clear();
    if (m_token.kind == Kind::Name) {
        m_graphName = cleaned(m_token.text, mostKeyBytes);
        next();
    }
    if (m_token.kind != Kind::Open)
        return fail(m_token.line, "behind the name of a graph comes {");
    ++m_graphs;
    m_strictEdges.clear();
    m_keyedEdges.clear();
    open(false);
}

/// At an opening brace.
void DotReader::open(bool named)
{
    if (m_levels.size() == mostDepth) {
        if (named)
            m_titles.pop_back();
        return fail(m_token.line, "subgraphs lie more than " + std::to_string(mostDepth) + " deep in each other");
    }
    m_levels.push_back({m_members.size(), m_operands.size(), 0, m_token.line, m_token.line, named});
    m_levels.back().cluster = named && std::string_view(m_titles.back().name).starts_with("cluster");
    m_scopes.open();
    next();
}

/// At a closing brace, or after a fault.
void DotReader::close()
{
    endStatement();
    const Level level = m_levels.back();
    nameCluster(level);
    if (level.named)
        m_titles.pop_back();
    m_levels.pop_back();
    m_scopes.close();
    if (m_token.kind != Kind::Fault)
        next();
    if (m_levels.empty())
        return;
    // It is an operand of the statement around it.
    Level& around = m_levels.back();
    around.sorted = std::max(around.sorted, level.sorted);
    around.expectsOperand = false;
    pushOperand({level.members, m_members.size()});
}

/// Its nodes but for those of clusters within it, which were closed before.
void DotReader::nameCluster(const Level& level)
{
    if (!level.cluster)
        return;
    std::size_t within = m_clusters.size();
    while (within > 0 && m_clusters[within - 1].begin >= level.members)
        --within;
    const std::string_view text = m_titles.back().label.empty() ? m_titles.back().name : m_titles.back().label;
    const auto name = [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end && !m_graph.stopped(); ++i) {
            const Slot slot = m_members[i];
            if (slot >= m_inCluster.size())
                m_inCluster.resize(std::max<std::size_t>(slot + 1, m_inCluster.size() * 2));
            if (!m_inCluster[slot])
                m_fields.columns(ElementKind::Node).set(slot, clusterColumn, text, true);
            m_inCluster[slot] = true;
        }
    };
    std::size_t begin = level.members;
    for (std::size_t i = within; i < m_clusters.size(); ++i) {
        name(begin, m_clusters[i].begin);
        begin = m_clusters[i].end;
    }
    name(begin, m_members.size());
    m_clusters.resize(within);
    m_clusters.push_back({level.members, m_members.size()});
}

void DotReader::takePart()
{
    switch (m_token.kind) {
    case Kind::Name: return takeName();
    case Kind::Open:
        if (!m_levels.back().expectsOperand) {
            endStatement();
            m_levels.back().statementLine = m_token.line;
        }
        return open(false);
    case Kind::Close: return close();
    case Kind::Semicolon:
    case Kind::Comma: endStatement(); return next();
    case Kind::Arrow:
    case Kind::Line: return takeEdgeSign();
    case Kind::OpenList: return takeLists();
    case Kind::Equals: return spoil("a = stands without a name before it");
    case Kind::Colon: return spoil("a : stands without a node before it");
    case Kind::CloseList: return spoil("a ] closes nothing");
    case Kind::Other: return spoil(quoted(m_token.text) + " stands in no name without quotes");
    case Kind::End:
    case Kind::Fault: return;
    }
}

/// The statement that is open is left out, and what is left of the line; one that ends in the line before is whole.
void DotReader::spoil(std::string_view cause)
{
    const std::uint64_t line = m_token.line;
    if (m_lineBefore != line && !m_levels.back().expectsOperand)
        endStatement();
    m_graph.report().leaveOut("statement", line, cause);
    dropStatement();
    if (m_token.kind == Kind::Open || m_token.kind == Kind::Close)
        return;
    do
        next();
    while (m_token.line == line && m_token.kind != Kind::Semicolon && m_token.kind != Kind::Open && m_token.kind != Kind::Close
           && m_token.kind != Kind::End && m_token.kind != Kind::Fault);
}

void DotReader::takeName()
{
    if (!m_levels.back().expectsOperand) {
        endStatement();
        m_levels.back().statementLine = m_token.line;
    }
    if (m_token.isKeyword("subgraph"))
        return takeSubgraph();
    if (m_token.isKeyword("node"))
        return takeDefaults(ElementKind::Node);
    if (m_token.isKeyword("edge"))
        return takeDefaults(ElementKind::Edge);
    if (m_token.isKeyword("graph") && !m_levels.back().expectsOperand)
        return takeGraphAttribute({});
    if (m_token.isKeyword("graph") || m_token.isKeyword("digraph") || m_token.isKeyword("strict"))
        return spoil("a graph begins within another, of which a } may be missing");

    const bool isHtml = m_token.form == DotToken::Form::Html;
    const std::uint64_t line = m_token.line;
    m_name = m_foreign.legible(m_token.text);
    ++m_names;
    next();
    if (m_token.kind == Kind::Equals && !m_levels.back().expectsOperand)
        return takeGraphAttribute(m_name);
    m_port.clear();
    while (m_token.kind == Kind::Colon) {
        next();
        if (m_token.kind != Kind::Name)
            return spoil("behind a : comes the name of a port");
        if (!m_port.empty())
            m_port += ':';
        m_port += m_foreign.legible(m_token.text).substr(0, mostKeyBytes);
        next();
    }
    if (m_levels.back().expectsOperand) {
        const auto node = takeNode(m_name, isHtml, line);
        pushNode(node);
        pushPort(m_port);
        return;
    }
    m_hasFirst = true;
    m_firstIsHtml = isHtml;
    m_first.swap(m_name);
    m_firstPort.swap(m_port);
}

/// At the keyword.
void DotReader::takeSubgraph()
{
    next();
    const bool named = m_token.kind == Kind::Name;
    if (named) {
        m_titles.push_back({std::string(m_foreign.legible(m_token.text).substr(0, mostKeyBytes)), {}});
        next();
    }
    if (m_token.kind == Kind::Open)
        return open(named);
    if (named)
        m_titles.pop_back();
    spoil("a subgraph has no { }");
}

/// At node or edge.
void DotReader::takeDefaults(ElementKind kind)
{
    if (m_levels.back().expectsOperand)
        return spoil("an edge ends at a word of the language; as a name it needs quotes");
    next();
    if (m_token.kind != Kind::OpenList)
        return spoil("behind node or edge comes [; as a name it needs quotes");
    while (m_token.kind == Kind::OpenList)
        readList();
    for (std::size_t i = 0; i < m_list.size(); ++i) {
        if (!m_scopes.set(kind, m_list.name(i), m_list.text(i), m_list.isText(i)))
            m_graph.report().leaveOut("default", m_token.line, "subgraphs in each other say more of them than are kept");
    }
    m_list.clear();
}

/// At the = behind `name`, or, where it is empty, at the keyword graph.
void DotReader::takeGraphAttribute(std::string_view name)
{
    next();
    if (!name.empty()) {
        if (m_token.kind != Kind::Name)
            return spoil("behind a = comes a value");
        setGraphAttribute(name, m_foreign.legible(m_token.text), m_token.form == DotToken::Form::Html);
        return next();
    }
    if (m_token.kind != Kind::OpenList)
        return spoil("behind graph comes [");
    while (m_token.kind == Kind::OpenList)
        readList();
    for (std::size_t i = 0; i < m_list.size(); ++i)
        setGraphAttribute(m_list.name(i), m_list.text(i), m_list.isText(i));
    m_list.clear();
}

void DotReader::setGraphAttribute(std::string_view name, std::string_view text, bool isText)
{
    Level& level = m_levels.back();
    if (name == "label" && level.named) {
        Title& title = m_titles.back();
        const std::string label = isText ? htmlText(text) : dotLabel(text, {.graph = title.name});
        title.label = m_fields.label(label, m_token.line);
        return;
    }
    if (name == "cluster" && level.named && lowered(text) == "true") {
        level.cluster = true;
        return;
    }
    passOver(name, m_levels.size() == 1 ? "the graph" : "subgraphs");
}

/// Many elements may have it, so that it is told once.
void DotReader::passOver(std::string_view name, std::string_view what)
{
    constexpr std::size_t mostTold = 32;
    if (std::ranges::any_of(m_told, [&](const auto& told) { return told.first == name && told.second == what; }))
        return;
    if (m_told.size() < mostTold)
        m_told.emplace_back(name, what);
    m_graph.report().passOver(std::string(name) + " of " + std::string(what));
}

/// At [.
void DotReader::readList()
{
    const std::uint64_t line = m_token.line;
    next();
    for (;;) {
        switch (m_token.kind) {
        case Kind::Name: {
            m_attribute = m_foreign.legible(m_token.text);
            std::uint64_t at = m_token.line;
            next();
            bool added = false;
            if (m_token.kind != Kind::Equals) {
                added = m_list.add(m_attribute, "true");
            } else {
                next();
                if (m_token.kind != Kind::Name) {
                    m_graph.report().leaveOut("attribute", m_token.line, "behind a = comes a value");
                    continue;
                }
                at = m_token.line;
                if (m_token.cut)
                    m_graph.report().leaveOut("text's end", at,
                                              "only the first " + std::to_string(DotLexer::mostTextBytes) + " bytes of a text are read");
                const std::string_view text = m_foreign.legible(m_token.text);
                added =
                    m_token.form == DotToken::Form::Html ? m_list.add(m_attribute, htmlText(text), true) : m_list.add(m_attribute, text);
                next();
            }
            if (!added)
                m_graph.report().leaveOut("attribute", at, "a statement has more of them than an element can have");
            break;
        }
        case Kind::Semicolon:
        case Kind::Comma: next(); break;
        case Kind::CloseList: return next();
        case Kind::End:
        case Kind::Fault: return;
        case Kind::Open:
        case Kind::Close:
            m_graph.report().leaveOut("list's end", m_token.line, "the ] of the [ in line " + std::to_string(line) + " is missing");
            return;
        default:
            m_graph.report().leaveOut("attribute", m_token.line,
                                      m_token.text.empty() ? std::string("a sign stands where a name is due")
                                                           : quoted(m_token.text) + " stands in no name without quotes");
            next();
        }
    }
}

/// At the [ behind an operand.
void DotReader::takeLists()
{
    if (!m_hasFirst && m_operands.size() == m_levels.back().operands)
        m_graph.report().leaveOut("list of attributes", m_token.line, "it stands behind nothing");
    while (m_token.kind == Kind::OpenList)
        readList();
    endStatement();
}

void DotReader::takeEdgeSign()
{
    Level& level = m_levels.back();
    if (!m_hasFirst && (level.expectsOperand || m_operands.size() == level.operands))
        return spoil("an edge has no end before its sign");
    const bool isArrow = m_token.kind == Kind::Arrow;
    if (isArrow != m_directed)
        m_graph.report().note(m_directed ? "edges with -- in a digraph have no direction" : "edges with -> in a graph have a direction");
    if (m_hasFirst)
        m_graph.expectNode(m_first);   // memory for both ends is waited for once
    next();
    if (m_token.kind == Kind::Name)
        m_graph.expectNode(m_token.text);
    if (std::exchange(m_hasFirst, false)) {
        pushNode(takeNode(m_first, m_firstIsHtml, level.statementLine));
        pushPort(m_firstPort);
    }
    level.expectsOperand = true;
    m_operands.back().arrow = isArrow;
}

/// Nothing: a node that cannot be taken, which has no edges.
void DotReader::pushNode(std::optional<Slot> node)
{
    const std::size_t begin = m_members.size();
    if (node)
        m_members.push_back(*node);
    m_levels.back().expectsOperand = false;
    pushOperand({begin, m_members.size()});
}

void DotReader::pushOperand(Operand operand)
{
    if (m_operands.size() < mostOperands)
        m_operands.push_back(operand);
    else
        fail(m_token.line, "the edges of a statement have more than " + std::to_string(mostOperands) + " ends");
}

/// Of the last operand.
void DotReader::pushPort(std::string_view port)
{
    if (port.empty())
        return;
    if (m_ports.size() < mostPorts)
        m_ports.push_back({m_operands.size() - 1, std::string(port)});
    else
        m_graph.report().leaveOut("port", m_token.line, "a statement has more than " + std::to_string(mostPorts));
}

void DotReader::endStatement()
{
    Level& level = m_levels.back();
    if (m_hasFirst) {
        const auto node = takeNode(m_first, m_firstIsHtml, level.statementLine);
        if (node && m_levels.size() > 1)
            m_members.push_back(*node);
        m_hasFirst = false;
    } else if (m_operands.size() > level.operands) {
        if (level.expectsOperand)
            m_graph.report().leaveOut("edge", m_token.line, "it has no end behind its sign");
        if (m_operands.size() - level.operands > 1)
            makeEdges(level);
        else if (!m_list.empty())
            passOver("attributes", "subgraphs");
    }
    dropStatement();
    if (m_levels.size() > 1 && m_members.size() - level.members > std::max(2 * level.sorted, fewMembers)) {
        sortMembers(level.members);
        level.sorted = m_members.size() - level.members;
        if (m_members.size() > mostMembers)
            fail(m_token.line, "subgraphs in each other have more than " + std::to_string(mostMembers) + " nodes in all");
    }
}

void DotReader::dropStatement()
{
    Level& level = m_levels.back();
    m_hasFirst = level.expectsOperand = false;
    while (!m_ports.empty() && m_ports.back().operand >= level.operands)
        m_ports.pop_back();
    m_operands.resize(level.operands, {0, 0});
    m_list.clear();
    if (m_levels.size() == 1) {
        m_members.resize(level.members);
        m_clusters.clear();
    }
}

/// Those from `begin` on are the last; of several of a node one stays.
void DotReader::sortMembers(std::size_t begin)
{
    const auto first = m_members.begin() + static_cast<std::ptrdiff_t>(begin);
    std::ranges::sort(first, m_members.end());
    m_members.erase(std::unique(first, m_members.end()), m_members.end());
    while (!m_clusters.empty() && m_clusters.back().end > begin)
        m_clusters.pop_back();
}

void DotReader::makeEdges(const Level& level)
{
    prepareEdges();
    EdgeLook look = m_bornEdge;
    look.line = level.statementLine;
    look.edge.weight = std::numeric_limits<float>::quiet_NaN();   // until the statement says it
    takeEdgeList(m_list, look, level.statementLine);
    look.weighed = !std::isnan(look.edge.weight);
    if (!look.weighed)
        look.edge.weight = m_bornEdge.edge.weight;
    const auto portOf = [this](std::size_t operand) -> std::string_view {
        const auto found = std::ranges::lower_bound(m_ports, operand, {}, &Port::operand);
        return found == m_ports.end() || found->operand != operand ? std::string_view{} : std::string_view(found->text);
    };
    const bool hasPorts = !m_ports.empty() && m_ports.back().operand >= level.operands;
    // A set has each node once, as long as sets in sets do not make too much work of it.
    const auto nodesOf = [this](const Operand& operand, std::vector<Slot>& nodes) {
        nodes.assign(m_members.begin() + static_cast<std::ptrdiff_t>(operand.begin),
                     m_members.begin() + static_cast<std::ptrdiff_t>(operand.end));
        if (nodes.size() < 2 || m_sortBudget < nodes.size())
            return;
        m_sortBudget -= nodes.size();
        std::ranges::sort(nodes);
        nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    };
    std::uint64_t made = 0, left = 0;
    for (std::size_t i = level.operands; i + 1 < m_operands.size() && !m_graph.stopped(); ++i) {
        const Operand &from = m_operands[i], &to = m_operands[i + 1];
        if (from.begin == from.end || to.begin == to.end)
            continue;
        const std::string_view tailPort = hasPorts ? portOf(i) : std::string_view{},
                               headPort = hasPorts ? portOf(i + 1) : std::string_view{};
        if (from.end - from.begin == 1 && to.end - to.begin == 1) {
            makeEdge(m_members[from.begin], m_members[to.begin], look, from.arrow, tailPort, headPort);
            continue;
        }
        // As many as there are names in the text are no product.
        std::uint64_t room = mostProductEdgesOfAll + m_names - m_productEdges;
        if (room == 0) {
            left += (from.end - from.begin) * (to.end - to.begin);
            continue;
        }
        nodesOf(from, m_tails);
        nodesOf(to, m_heads);
        if (m_tails.size() > 1 && m_heads.size() > 1)
            room = std::min(room, mostProductEdges - made);
        const std::uint64_t all = static_cast<std::uint64_t>(m_tails.size()) * m_heads.size();
        left += all - std::min(all, room);
        room = std::min(all, room);
        made += m_tails.size() > 1 && m_heads.size() > 1 ? room : 0;
        m_productEdges += room;
        for (const Slot tail : m_tails) {
            if (room == 0 || m_graph.stopped())
                break;
            for (const Slot head : m_heads) {
                if (room == 0)
                    break;
                --room;
                makeEdge(tail, head, look, from.arrow, tailPort, headPort);
            }
        }
    }
    if (left > 0) {
        m_graph.report().leaveOut("edge", level.statementLine,
                                  "between sets of nodes a statement makes at most " + std::to_string(mostProductEdges) + ", a file "
                                      + std::to_string(mostProductEdgesOfAll),
                                  left);
    }
}

void DotReader::makeEdge(Slot tail, Slot head, const EdgeLook& look, bool arrow, std::string_view tailPort, std::string_view headPort)
{
    const KnownEdge* known = nullptr;
    std::uint64_t ends = 0;
    std::string key;
    if (m_strict) {
        const bool turn = !arrow && tail > head;
        ends = std::uint64_t{turn ? head : tail} << 32U | (turn ? tail : head);
        if (const auto found = m_strictEdges.find(ends); found != m_strictEdges.end())
            known = &found->second;
    } else if (!look.key.empty()) {
        key = std::to_string(tail) + ' ' + std::to_string(head) + ' ' + look.key;
        if (const auto found = m_keyedEdges.find(key); found != m_keyedEdges.end())
            known = &found->second;
    }
    Slot there = noSlot;
    if (known != nullptr) {
        there = known->slot;
        changeEdge(*known, look);
    } else {
        GraphSink::Edge edge = look.edge;
        edge.source = look.heads == Heads::Back ? head : tail;
        edge.target = look.heads == Heads::Back ? tail : head;
        edge.directed = look.heads == Heads::ByGraph ? arrow : look.heads == Heads::Forward || look.heads == Heads::Back;
        there = m_graph.addEdge(edge);
        const KnownEdge born{there, edge.category, look.heads};
        if (m_strict)
            m_strictEdges.emplace(ends, born);
        else if (!look.key.empty())
            m_keyedEdges.emplace(std::move(key), born);
    }
    ElementColumns& columns = m_fields.columns(ElementKind::Edge);
    if (!tailPort.empty())
        columns.set(there, "tailport", tailPort, true);
    if (!headPort.empty())
        columns.set(there, "headport", headPort, true);
    if (m_edgeDefaults.empty() && m_list.empty())
        return;
    if (known == nullptr)   // defaults are of what is born
        setColumns(m_edgeDefaults, ElementKind::Edge, there, {.graph = m_graphName});
    setColumns(m_list, ElementKind::Edge, there, {.graph = m_graphName});
}

/// A statement that meets an edge once more says more of it.
void DotReader::changeEdge(const KnownEdge& edge, const EdgeLook& look)
{
    if (look.weighed)
        m_graph.setEdgeWeight(edge.slot, look.edge.weight);
    const bool kindSaid = look.edge.category != m_bornEdge.edge.category && look.edge.category != edge.category;
    const bool headsSaid = look.heads != m_bornEdge.heads && look.heads != edge.heads;
    if (kindSaid || headsSaid)
        m_graph.report().leaveOut(kindSaid ? "kind" : "direction", look.line, "the edge is there already, with another one");
}

void DotReader::prepareEdges()
{
    const auto [list, changed] = m_scopes.now(ElementKind::Edge);
    if (!changed)
        return;
    m_edgeDefaults = list;
    m_bornEdge = {};
    takeEdgeList(m_edgeDefaults, m_bornEdge, m_token.line);
}

void DotReader::takeEdgeList(AttributeList& list, EdgeLook& look, std::uint64_t line)
{
    static constexpr std::array<std::pair<std::string_view, Heads>, 4> words{{
        {"forward", Heads::Forward},
        {"back", Heads::Back},
        {"none", Heads::None},
        {"both", Heads::Both},
    }};
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string_view name = list.name(i), text = list.text(i);
        if (name == "dir") {
            const auto word = std::ranges::find(words, text, &std::pair<std::string_view, Heads>::first);
            if (word != words.end())
                look.heads = word->second;
            // An edge with two heads is none that a graph here tells from one without.
            list.setPlace(i, word != words.end() && word->second != Heads::Both ? Place::Taken : Place::Column);
        } else if (name == "key") {
            look.key = text;
            list.setPlace(i, Place::Column);
        } else if (name == "pos" || isDrawing(name)) {
            passOver(name, "edges");
            list.setPlace(i, Place::Taken);
        }
    }
    m_fields.takeEdge(list, look.edge, line);
}

void DotReader::prepareNodes()
{
    const auto [list, changed] = m_scopes.now(ElementKind::Node);
    if (!changed)
        return;
    m_nodeDefaults = list;
    m_bornNode = {};
    m_bornLabel.clear();
    m_bornFilled = false;
    // A label with escapes is another one for each node.
    for (std::size_t i = 0; i < m_nodeDefaults.size(); ++i) {
        if (m_nodeDefaults.name(i) == "label" && !m_nodeDefaults.isText(i) && hasEscapes(m_nodeDefaults.text(i))) {
            m_bornLabel =
                isRecord(m_nodeDefaults, m_nodeDefaults) ? recordLabel(m_nodeDefaults.text(i)) : std::string(m_nodeDefaults.text(i));
            m_nodeDefaults.setPlace(i, Place::Taken);
        }
    }
    takeNodeList(m_nodeDefaults, {}, m_bornNode, m_bornFilled, m_token.line);
}

void DotReader::takeNodeList(AttributeList& list, std::string_view key, GraphSink::Node& node, bool& filled, std::uint64_t line)
{
    std::optional<std::uint32_t> inside, outline;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string_view name = list.name(i), text = list.text(i);
        if (list.place(i) != Place::Open)
            continue;
        if (name == "label" && !list.isText(i)) {
            const std::string label = isRecord(list, m_nodeDefaults) ? recordLabel(text) : std::string(text);
            node.label = m_fields.label(hasEscapes(label) ? dotLabel(label, {.graph = m_graphName, .node = key}) : label, line);
            list.setPlace(i, Place::Taken);
        } else if (name == "pos") {
            const auto place = dotPlace(text);
            const float x = place ? static_cast<float>(place->x) : 0, y = place ? static_cast<float>(-place->y) : 0;   // points go upwards
            const bool isHeld = place && std::isfinite(x) && std::isfinite(y);
            list.setPlace(i, isHeld ? Place::Taken : Place::Column);
            if (!isHeld)
                continue;
            node.motion.positioned = true;
            node.motion.x = x;
            node.motion.y = y;
            if (place->z)
                static_cast<void>(list.add("z", writtenValue(*place->z)));
        } else if (name == "fillcolor" || name == "color") {
            auto& colour = name == "color" ? outline : inside;
            colour = dotColour(text);
            list.setPlace(i, colour && name == "fillcolor" ? Place::Taken : Place::Column);
        } else if (isDrawing(name)) {
            passOver(name, "nodes");
            list.setPlace(i, Place::Taken);
        }
    }
    if (inside) {
        node.colour = *inside;
        filled = true;
    } else if (outline && !filled) {
        node.colour = *outline;
        list.setPlace(*list.find("color"), Place::Taken);
    }
    m_fields.takeNode(list, node, line);
}

std::optional<Slot> DotReader::takeNode(std::string_view name, bool isHtml, std::uint64_t line)
{
    const auto there = m_graph.findNode(name);
    if (there && m_list.empty())
        return there;
    GraphSink::Node node;
    bool filled = false;
    if (there) {
        node = m_graph.node(*there);
        node.label.clear();
        filled = *there < m_filled.size() && m_filled[*there];
    } else {
        prepareNodes();
        node = m_bornNode;
        filled = m_bornFilled;
        if (!m_bornLabel.empty() && m_bornLabel != "\\N")
            node.label = m_fields.label(dotLabel(m_bornLabel, {.graph = m_graphName, .node = name}), line);
        if (isHtml && node.label.empty())
            node.label = m_fields.label(htmlText(name), line);
    }
    if (!m_list.empty())
        takeNodeList(m_list, name, node, filled, line);
    if (!there && node.label == name)
        node.label.clear();
    const auto slot = m_graph.setNode(name, node);
    if (!slot) {
        m_graph.report().leaveOut("node", line, name.empty() ? "its name is empty" : slot.error().text);
        return std::nullopt;
    }
    if (filled) {
        if (*slot >= m_filled.size())
            m_filled.resize(std::max<std::size_t>(*slot + 1, m_filled.size() * 2));
        m_filled[*slot] = true;
    }
    const DotNames names{.graph = m_graphName, .node = name};
    if (!there)
        setColumns(m_nodeDefaults, ElementKind::Node, *slot, names);
    setColumns(m_list, ElementKind::Node, *slot, names);
    return *slot;
}

/// Of the defaults only what the statement does not say itself.
void DotReader::setColumns(const AttributeList& list, ElementKind kind, Slot slot, const DotNames& names)
{
    ElementColumns& columns = m_fields.columns(kind);
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list.place(i) == Place::Taken || (&list != &m_list && m_list.find(list.name(i))))
            continue;
        if (isLabel(list.name(i)) && !list.isText(i) && hasEscapes(list.text(i)))
            columns.set(slot, list.name(i), dotLabel(list.text(i), names), true);
        else
            columns.set(slot, list.name(i), list.text(i), list.isText(i));
    }
}

} // namespace weir::format
