#include "format/words/dimacs_reader.h"
#include "format/text_check.h"

namespace weir::format {

std::expected<void, Error> DimacsReader::read()
{
    while (m_lines.next()) {
        LineWords words(m_lines.text());
        const std::string_view kind = words.next();
        if (kind.empty() || kind == "c" || kind.starts_with('%'))
            continue;
        if (kind == "p") {
            if (const auto problem = takeProblem(); !problem)
                return problem;
            continue;
        }
        if (m_problem == Problem::None) {
            if (kind == "e" || kind == "a" || kind == "n")
                return std::unexpected(m_lines.error("a line with the problem (p) is due before the first of nodes and edges"));
            return std::unexpected(
                m_lines.error("the file is none of DIMACS: it begins with " + quoted(m_lines.text()) + ", not with lines c and p"));
        }
        if (kind == "n")
            takeNode();
        else if (kind == "v" && m_problem == Problem::Places)
            takePlace();
        else if (kind == "e" || kind == "a")
            takeEdge(kind == "a");
        else if (kind == "d" || kind == "v" || kind == "x")
            m_graph.report().passOver("lines " + std::string(kind));   // how a graph was made
        else
            m_lines.leaveOut("line", quoted(kind) + " is no kind of line");
    }
    if (m_problem == Problem::None)
        return std::unexpected(m_lines.error("there is no graph: a file of DIMACS has a line with its problem (p)"));
    if (m_problem != Problem::Places)
        noteCount(m_graph, "edge", m_promisedEdges, m_edgesSeen);
    m_nodes.bearTheRest(m_graph.nodeCount());
    m_lines.finish();
    return {};
}

/// p edge NODES EDGES
std::expected<void, Error> DimacsReader::takeProblem()
{
    LineWords words(m_lines.text());
    static_cast<void>(words.next());
    const std::string name = lowered(words.next());
    const auto wrong = [this](const std::string& cause) { return std::unexpected(m_lines.error(cause)); };
    if (m_problem != Problem::None) {
        m_lines.leaveOut("line", "a file has one problem");
        return {};
    }
    if (name == "edge" || name == "edges" || name == "col")
        m_problem = Problem::Colouring;
    else if (name == "max")
        m_problem = Problem::MaximumFlow;
    else if (name == "min")
        m_problem = Problem::MinimumCost;
    else if (name == "sp")
        m_problem = Problem::ShortestPath;
    else if (name == "aux" && lowered(words.next()) == "sp" && lowered(words.next()) == "co")
        m_problem = Problem::Places;
    else
        return wrong(name == "cnf" ? "the file is a formula (cnf), not a graph"
                                   : "the problems of DIMACS that are graphs are edge, col, max, min and sp, not " + quoted(name));
    const auto nodes = NumberedNodes::numberIn(words.next()), edges = NumberedNodes::numberIn(words.next());
    if (!nodes || (!edges && m_problem != Problem::Places))
        return wrong("behind the problem come the numbers of nodes and edges, not " + quoted(m_lines.text()));
    m_nodes.promise(*nodes);
    m_promisedEdges = edges.value_or(0);
    return {};
}

/// n NODE VALUE
void DimacsReader::takeNode()
{
    LineWords words(m_lines.text());
    static_cast<void>(words.next());
    const std::string_view number = words.next(), value = words.next();
    if (const std::string wrong = m_nodes.wrongIn(number); !wrong.empty())
        return m_lines.leaveOut("node", wrong);
    const auto slot = m_nodes.node(*NumberedNodes::numberIn(number));
    if (!slot || value.empty())
        return;
    if (m_problem == Problem::MaximumFlow && (value == "s" || value == "t"))
        m_nodeColumns.set(*slot, "terminal", value == "s" ? "source" : "sink", true);
    else
        m_nodeColumns.set(*slot, m_problem == Problem::MinimumCost ? "flow" : "value", value);
}

/// v NODE X Y, the latter to the north
void DimacsReader::takePlace()
{
    LineWords words(m_lines.text());
    static_cast<void>(words.next());
    const std::string_view number = words.next(), first = words.next(), second = words.next();
    if (const std::string wrong = m_nodes.wrongIn(number); !wrong.empty())
        return m_lines.leaveOut("node", wrong);
    const auto x = m_graph.report().figure("position", first, m_lines.number()),
               y = m_graph.report().figure("position", second, m_lines.number());
    GraphSink::Node node;
    if (x && y)
        node.motion = {*x, -*y, true};
    static_cast<void>(m_graph.setNode(m_nodes.key(*NumberedNodes::numberIn(number)), node));
}

/// e NODE NODE [WEIGHT], a FROM TO [WEIGHT], and of costs a FROM TO LEAST CAPACITY COST
void DimacsReader::takeEdge(bool directed)
{
    LineWords words(m_lines.text());
    static_cast<void>(words.next());
    const std::string_view from = words.next(), to = words.next();
    ++m_edgesSeen;
    for (const std::string_view end : {from, to}) {
        if (const std::string wrong = m_nodes.wrongIn(end); !wrong.empty())
            return m_lines.leaveOut("edge", wrong);
    }
    GraphSink::Edge edge;
    edge.directed = directed;
    const bool hasCosts = m_problem == Problem::MinimumCost;
    const std::string_view least = hasCosts ? words.next() : std::string_view{}, capacity = hasCosts ? words.next() : std::string_view{},
                           weight = words.next();
    if (!weight.empty())
        edge.weight = figure("weight", weight);
    const auto source = m_nodes.node(*NumberedNodes::numberIn(from)), target = m_nodes.node(*NumberedNodes::numberIn(to));
    if (!source || !target)
        return m_lines.leaveOut("edge", "the graph is full");
    edge.source = *source;
    edge.target = *target;
    const Slot slot = m_graph.addEdge(edge);
    if (!least.empty())
        m_edges.set(slot, "least", least);
    if (!capacity.empty())
        m_edges.set(slot, "capacity", capacity);
}

} // namespace weir::format
