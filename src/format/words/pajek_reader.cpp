#include "format/words/pajek_reader.h"
#include "format/colour_text.h"
#include "format/text_check.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace weir::format {

namespace {

constexpr std::size_t mostRelations = 65'536;

/// The text of a word that may stand in quotes, and goes from `words`.
std::string_view quotedWord(LineWords& words)
{
    const std::string_view rest = words.rest();
    if (!rest.starts_with('"'))
        return words.next();
    const std::size_t end = rest.find('"', 1);
    if (end == std::string_view::npos) {   // up to the end of the line
        words.skip(rest.size());
        return rest.substr(1);
    }
    words.skip(end + 1);
    return rest.substr(1, end - 1);
}

bool isNumber(std::string_view word) { return readNumber(word).kind == NumberText::Kind::Number; }

} // namespace

std::expected<void, Error> PajekReader::read()
{
    while (m_lines.next()) {
        const std::string_view line = trimmed(m_lines.text());
        if (line.empty() || line.starts_with('%'))
            continue;
        std::expected<void, Error> taken;
        if (line.starts_with('*')) {
            taken = takeSection();
        } else {
            switch (m_section) {
            case Section::None:
                return std::unexpected(m_lines.error("the file is none of Pajek: it begins with " + quoted(line) + ", not with *Vertices"));
            case Section::Vertices: taken = takeVertex(); break;
            case Section::Arcs:
            case Section::Edges: takeEdge(); break;
            case Section::ArcsList:
            case Section::EdgesList: takeList(); break;
            case Section::Matrix: takeMatrixRow(); break;
            case Section::Other: break;
            }
        }
        if (!taken)
            return taken;
    }
    takePlaces();
    if (m_section == Section::None)
        return std::unexpected(m_lines.error("there is no network: a file of Pajek has *Vertices"));
    m_nodes.bearTheRest(m_graph.nodeCount());
    if (m_networks > 1)
        m_graph.report().note("the file has " + std::to_string(m_networks) + " networks, which are shown as one");
    m_lines.finish();
    return {};
}

std::expected<void, Error> PajekReader::takeSection()
{
    LineWords words(m_lines.text());
    const std::string name = lowered(words.next());
    const auto begin = [this](Section section, std::string_view number, std::string_view relation) {
        m_section = section;
        m_cell = 0;
        m_relation = relationOf(number, relation);
    };
    if (name == "*network" || name == "*net") {
        m_section = Section::Other;
        return {};
    }
    if (name == "*vertices") {
        if (m_section == Section::Other && m_named > 0 && m_networks > 0)
            return {};   // of a partition or vector in a project
        const std::string_view count = words.next();
        const auto promised = NumberedNodes::numberIn(count);
        if (!promised)
            return std::unexpected(m_lines.error("behind *Vertices comes how many there are, not " + quoted(count)));
        ++m_networks;
        m_section = Section::Vertices;
        m_nodes.promise(m_networks == 1 ? *promised : std::max(*promised, *m_nodes.promised()));
        m_firstMode = NumberedNodes::numberIn(words.next());
        m_verticesSeen = 0;
        m_relations.clear();
        return {};
    }
    // *Arcs :2 "relation"
    std::string_view number, relation;
    if (words.rest().starts_with(':')) {
        number = words.next().substr(1);
        if (number.empty())
            number = words.next();
        relation = quotedWord(words);
    }
    if (name == "*arcs") {
        begin(Section::Arcs, number, relation);
    } else if (name == "*edges") {
        begin(Section::Edges, number, relation);
    } else if (name == "*arcslist") {
        begin(Section::ArcsList, number, relation);
    } else if (name == "*edgeslist") {
        begin(Section::EdgesList, number, relation);
    } else if (name == "*matrix") {
        begin(Section::Matrix, number, relation);
    } else {
        if (m_networks == 0
            && (name == "*partition" || name == "*vector" || name == "*permutation" || name == "*cluster" || name == "*hierarchy"))
            return std::unexpected(m_lines.error("the file is a " + name.substr(1)
                                                 + " of Pajek, values of a network's nodes; open the network itself (.net)"));
        m_section = Section::Other;
        ++m_named;
        m_graph.report().passOver(name);
    }
    return {};
}

graph::Category PajekReader::relationOf(std::string_view number, std::string_view name)
{
    if (number.empty())
        return 0;
    if (const auto found = m_relations.find(number); found != m_relations.end() && name.empty())
        return found->second;
    const auto category = m_graph.category(ElementKind::Edge, name.empty() ? number : trimmed(name));
    if (!category)
        m_lines.leaveOut("relation", quoted(name) + " is longer than a label, or one more than a graph can tell apart");
    if (m_relations.size() < mostRelations)
        m_relations.insert_or_assign(std::string(number), category.value_or(0));
    return category.value_or(0);
}

std::expected<void, Error> PajekReader::takeVertex()
{
    LineWords words(m_lines.text());
    const std::string_view number = words.next();
    ++m_verticesSeen;
    const auto read = NumberedNodes::numberIn(number);
    if (m_graph.edgeCount() == 0 && m_networks == 1 && words.empty() && read != m_verticesSeen && isNumber(number)) {
        return std::unexpected(m_lines.error("the file has a value for each of a network's nodes: it is a partition or vector of Pajek "
                                             "(.clu, .vec); open the network itself (.net)"));
    }
    if (const std::string wrong = m_nodes.wrongIn(number); !wrong.empty()) {
        m_lines.leaveOut("vertex", wrong);
        return {};
    }
    m_list.clear();
    GraphSink::Node node;
    node.label = m_fields.label(quotedWord(words), m_lines.number());
    std::size_t figures = 0;
    std::array<double, 2> place{};
    for (; figures < 3 && !words.empty(); ++figures) {
        LineWords after = words;
        const std::string_view word = after.next();
        if (!isNumber(word))
            break;
        if (figures < 2)
            place[figures] = readNumber(word).value;
        else
            static_cast<void>(m_list.add("z", word));
        words = after;
    }
    const auto x = static_cast<float>(place[0]), y = static_cast<float>(place[1]);
    const bool hasPlace = figures >= 2 && std::isfinite(x) && std::isfinite(y), inCorner = hasPlace && x == 0 && y == 0;
    if (hasPlace && !inCorner) {
        m_placed = node.motion.positioned = true;
        node.motion.x = x;
        node.motion.y = y;
    }
    takeParameters(words);
    if (m_firstMode)
        static_cast<void>(m_list.add("mode", *read <= *m_firstMode ? "1" : "2"));
    for (std::size_t i = 0; i < m_list.size(); ++i) {
        const auto colour = m_list.name(i) == "ic" ? readColour(m_list.text(i)) : std::nullopt;   // of its inside
        if (colour) {
            node.colour = *colour;
            m_list.setPlace(i, AttributeList::Place::Taken);
        }
        if (m_list.name(i) != "category")
            continue;
        if (const auto category = m_graph.category(ElementKind::Node, trimmed(m_list.text(i)))) {
            node.category = *category;
            m_list.setPlace(i, AttributeList::Place::Taken);
        }
    }
    if (const auto size = m_list.find("s_size")) {
        if (const auto value = m_graph.report().figure("size", m_list.text(*size), m_lines.number()); value && *value >= 0) {
            node.motion.size = *value;
            node.sized = true;
            m_list.setPlace(*size, AttributeList::Place::Taken);
        }
    }
    const auto slot = m_graph.setNode(m_nodes.key(*read), node);
    if (!slot) {
        m_lines.leaveOut("vertex", slot.error().text);
        return {};
    }
    if (inCorner)
        m_inCorner.push_back(*read);
    m_fields.setColumns(m_list, ElementKind::Node, *slot);
    return {};
}

/// A shape, pairs of a name and a value, and when the element is there: box ic Red bc "Dark Blue" [1-5,7]
void PajekReader::takeParameters(LineWords& words)
{
    constexpr std::size_t mostWords = 256;
    std::array<std::string_view, mostWords> all;
    std::size_t count = 0;
    std::string time;
    while (!words.empty()) {
        const std::string_view rest = words.rest();
        if (rest.starts_with('[')) {
            const std::size_t end = std::min(rest.find(']'), rest.size() - 1);
            time += rest.substr(0, end + 1);
            words.skip(end + 1);
        } else if (count < mostWords) {
            all[count++] = quotedWord(words);
        } else {
            m_lines.leaveOut("parameter", "an element has more of them than are read");
            break;
        }
    }
    std::size_t i = 0;
    if (count % 2 == 1)
        static_cast<void>(m_list.add("shape", all[i++]));
    for (; i < count; i += 2)
        static_cast<void>(m_list.add(all[i], all[i + 1], !isNumber(all[i + 1])));
    if (!time.empty())
        static_cast<void>(m_list.add("time", time, true));
}

/// Nodes at 0, 0 lie there only where others lie elsewhere.
void PajekReader::takePlaces()
{
    for (std::size_t i = 0; m_placed && i < m_inCorner.size() && !m_graph.stopped(); ++i) {
        const auto slot = m_nodes.node(m_inCorner[i]);
        if (!slot)
            continue;
        GraphSink::Node node = m_graph.node(*slot);
        node.motion.positioned = true;
        node.motion.x = node.motion.y = 0;
        static_cast<void>(m_graph.setNode(m_nodes.key(m_inCorner[i]), node));
    }
}

std::optional<Slot> PajekReader::nodeIn(std::string_view word, std::string_view what)
{
    if (const std::string wrong = m_nodes.wrongIn(word); !wrong.empty()) {
        m_lines.leaveOut(what, wrong);
        return std::nullopt;
    }
    return m_nodes.node(*NumberedNodes::numberIn(word));
}

void PajekReader::takeEdge()
{
    LineWords words(m_lines.text());
    GraphSink::Edge edge;
    edge.directed = m_section == Section::Arcs;
    edge.category = m_relation;
    std::string_view first = words.next();
    if (first.ends_with(':')) {   // the relation, line by line
        edge.category = relationOf(first.substr(0, first.size() - 1), {});
        first = words.next();
    }
    const std::string_view second = words.next();
    for (const std::string_view end : {first, second}) {
        if (const std::string wrong = m_nodes.wrongIn(end); !wrong.empty())
            return m_lines.leaveOut("edge", wrong);
    }
    m_list.clear();
    if (LineWords after = words; !words.empty() && readNumber(after.next()).kind != NumberText::Kind::Words)
        edge.weight = m_graph.report().figure("weight", words.next(), m_lines.number()).value_or(1);
    takeParameters(words);
    const auto source = m_nodes.node(*NumberedNodes::numberIn(first)), target = m_nodes.node(*NumberedNodes::numberIn(second));
    if (!source || !target)
        return m_lines.leaveOut("edge", "the graph is full");
    edge.source = *source;
    edge.target = *target;
    const Slot slot = m_graph.addEdge(edge);
    m_fields.setColumns(m_list, ElementKind::Edge, slot);
}

void PajekReader::takeList()
{
    LineWords words(m_lines.text());
    const auto source = nodeIn(words.next(), "line");
    if (!source)
        return;
    while (!words.empty() && !m_graph.stopped()) {
        if (const auto target = nodeIn(words.next(), "edge"))
            m_graph.addEdge({*source, *target, m_relation, m_section == Section::ArcsList, 1});
    }
}

/// Cells go on over lines: of a network of two kinds of nodes, rows of the first and columns of the second.
void PajekReader::takeMatrixRow()
{
    const std::uint64_t all = m_nodes.promised().value_or(0), first = std::min(m_firstMode.value_or(0), all);
    const std::uint64_t rows = first > 0 ? first : all, columns = first > 0 ? all - first : all;
    for (LineWords words(m_lines.text()); !words.empty() && !m_graph.stopped(); ++m_cell) {
        const std::string_view word = words.next();
        if (columns == 0 || m_cell / columns >= rows)
            return m_lines.leaveOut("cell", "the matrix has more cells than *Vertices says");
        const auto weight = m_graph.report().figure("cell", word, m_lines.number());
        if (!weight || *weight == 0)
            continue;
        const auto source = m_nodes.node(m_cell / columns + 1), target = m_nodes.node(m_cell % columns + 1 + first);
        if (source && target)
            m_graph.addEdge({*source, *target, m_relation, first == 0, *weight});
    }
}

} // namespace weir::format
