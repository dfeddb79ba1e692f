#include "format/table/edge_list_reader.h"
#include "format/text_check.h"
#include <algorithm>
#include <utility>

namespace weir::format {

namespace {

constexpr std::size_t mostColumnsNamed = 200;

/// The text behind 'weight': in a dictionary as Python writes it; what else it has goes to `others`.
std::string_view weightIn(std::string_view dictionary, std::vector<std::string>& others)
{
    std::string_view weight;
    for (std::size_t at = 0; at < dictionary.size();) {
        const std::size_t open = dictionary.find_first_of("'\"", at);
        if (open == std::string_view::npos)
            break;
        const std::size_t close = dictionary.find(dictionary[open], open + 1);
        if (close == std::string_view::npos)
            break;
        const std::string_view key = dictionary.substr(open + 1, close - open - 1);
        const std::size_t colon = dictionary.find_first_not_of(' ', close + 1);
        at = close + 1;
        if (colon == std::string_view::npos || dictionary[colon] != ':')
            continue;
        std::size_t begin = std::min(dictionary.find_first_not_of(' ', colon + 1), dictionary.size()), end = begin;
        if (begin < dictionary.size() && (dictionary[begin] == '\'' || dictionary[begin] == '"')) {
            end = std::min(dictionary.find(dictionary[begin], begin + 1), dictionary.size());
            ++begin;
        } else {
            end = std::min(dictionary.find_first_of(",}", begin), dictionary.size());
        }
        if (key == "weight")
            weight = dictionary.substr(begin, end - begin);
        else
            others.emplace_back(key);
        at = end + 1;
    }
    return weight;
}

} // namespace

std::expected<void, Error> EdgeListReader::read()
{
    auto table = EdgeTable::foundIn(m_input.head(), m_input.headIsAll(), m_named);
    if (!table)
        return std::unexpected(table.error());
    m_table = std::move(*table);
    for (const std::string& note : m_table.notes)
        m_graph.report().note(note);
    CsvReader rows(m_input, m_table.head.dialect);
    rows.skipLines(m_table.head.linesBefore);
    std::size_t headRows = m_table.headRows;
    Cells cells;
    while (!m_graph.stopped()) {
        const auto there = rows.next(cells);
        m_line = rows.line();
        if (!there) {
            leaveOut(there.error().text);
            continue;
        }
        if (!*there)
            break;
        if (headRows > 0) {
            if (--headRows > 0)
                leaveOut("it stands above the names of the columns");
            continue;
        }
        if (m_table.shape == EdgeTable::Shape::Neighbours)
            takeNeighbours(cells);
        else
            takeEdge(cells);
    }
    if (!m_nodesTaken) {
        for (const auto column : {m_table.id, m_table.label}) {
            if (column)
                m_graph.report().passOver(m_table.names[*column]);
        }
    }
    return {};
}

/// Nothing, with a word in the report, where no node can have this key.
std::optional<EdgeListReader::End> EdgeListReader::endOf(const std::string& key, std::string_view kind)
{
    if (const auto there = m_graph.findNode(key))
        return End{key, there};
    if (const auto kept = checkKey(key); !kept) {
        m_graph.report().leaveOut(kind, m_line, kept.error().text);
        return std::nullopt;
    }
    return End{key, std::nullopt};
}

void EdgeListReader::connect(const End& source, const End& target, GraphSink::Edge edge)
{
    edge.source = source.slot ? *source.slot : *m_graph.nodeOf(source.key);
    edge.target = target.slot ? *target.slot : *m_graph.nodeOf(target.key);
    m_graph.addEdge(edge);
}

void EdgeListReader::takeNeighbours(const Cells& cells)
{
    if (cells[0].empty())
        return leaveOut("the first cell is empty");
    const auto node = endOf(cells[0], "row");
    if (!node)
        return;
    const Slot slot = *m_graph.nodeOf(node->key);
    GraphSink::Edge edge;
    edge.directed = m_table.directed;
    for (std::size_t i = 1; i < cells.size(); ++i) {
        const auto neighbour = cells[i].empty() ? std::nullopt : endOf(cells[i], "neighbour");
        if (neighbour)
            connect({node->key, slot}, *neighbour, edge);
    }
}

/// A row of another length than the others is rather cut, or has a separator in a name, than one with other columns.
bool EdgeListReader::hasRightSize(const Cells& cells)
{
    const std::size_t ends = std::max(m_table.source, m_table.target) + 1;
    const auto cellsOf = [](std::size_t count) { return std::to_string(count) + (count == 1 ? " cell" : " cells"); };
    if (cells.size() < ends || (!m_table.names.empty() && cells.size() < m_table.usualCells)) {
        leaveOut("the row has " + cellsOf(cells.size())
                 + (cells.size() < 2 ? ", and an edge needs a source and a target"
                                     : " where others have " + std::to_string(m_table.usualCells)));
        return false;
    }
    for (std::size_t i = std::max({m_table.usualCells, m_table.names.size(), ends}); i < cells.size(); ++i) {
        if (cells[i].empty() || i == m_table.weight || (m_table.dictionaries && i == 2))
            continue;
        leaveOut("the row has " + cellsOf(cells.size()) + " where others have " + std::to_string(m_table.usualCells));
        return false;
    }
    return true;
}

void EdgeListReader::passOverColumns(const Cells& cells)
{
    if (m_passedOver.size() < std::min(cells.size(), mostColumnsNamed))
        m_passedOver.resize(std::min(cells.size(), mostColumnsNamed));
    for (std::size_t i = 0; i < m_passedOver.size() && i < cells.size(); ++i) {
        if (m_passedOver[i] || cells[i].empty())
            continue;
        const bool taken = i == m_table.source || i == m_table.target || i == m_table.weight || i == m_table.direction
                           || i == m_table.kind || i == m_table.id || i == m_table.label
                           || (m_table.dictionaries && i == 2);
        if (!taken)
            m_graph.report().passOver(i < m_table.names.size() && !m_table.names[i].empty()
                                          ? m_table.names[i]
                                          : "column " + std::to_string(i + 1));
        m_passedOver[i] = true;
    }
}

void EdgeListReader::takeNode(const Cells& cells)
{
    const std::string& key = cells[*m_table.id];
    GraphSink::Node state;
    if (m_table.label && *m_table.label < cells.size())
        state.label = cells[*m_table.label];
    if (const auto there = m_graph.findNode(key)) {
        const GraphSink::Node known = m_graph.node(*there);
        state.motion = known.motion;
        state.sized = known.sized;
    }
    m_nodesTaken = true;
    if (const auto set = m_graph.setNode(key, state); !set)
        leaveOut(set.error().text);
}

float EdgeListReader::weightOf(const Cells& cells)
{
    std::string_view text;
    if (m_table.dictionaries && cells.size() > 2) {
        std::vector<std::string> others;
        text = weightIn(cells[2], others);
        for (const std::string& name : others)
            m_graph.report().passOver(name);
    } else if (m_table.weight && *m_table.weight < cells.size()) {
        text = cells[*m_table.weight];
    }
    const auto weight = text.empty() ? std::nullopt : m_graph.report().figure("weight", text, m_line, m_table.decimal);
    return weight.value_or(1);
}

graph::Category EdgeListReader::kindOf(const std::string& name)
{
    const auto kind = m_graph.category(ElementKind::Edge, name);
    if (!kind)
        m_graph.report().leaveOut("edge kind", m_line, quoted(name) + " is longer than a label, or one more than a graph can tell apart");
    return kind.value_or(0);
}

void EdgeListReader::takeEdge(const Cells& cells)
{
    if (!hasRightSize(cells))
        return;
    passOverColumns(cells);
    const std::string &source = cells[m_table.source], &target = cells[m_table.target];
    if (source.empty() && target.empty()) {
        if (m_table.id && *m_table.id < cells.size() && !cells[*m_table.id].empty())
            return takeNode(cells);
        return leaveOut("source and target are empty");
    }
    const auto from = source.empty() ? std::nullopt : endOf(source, "row");
    if (!source.empty() && !from)
        return;
    const auto to = target.empty() ? std::nullopt : endOf(target, "row");
    if (!target.empty() && !to)
        return;
    if (source.empty() || target.empty()) {
        m_graph.report().leaveOut("edge", m_line,
                                  source.empty() ? "the source is empty; its target is there alone"
                                                 : "the target is empty; its source is there alone");
        static_cast<void>(m_graph.nodeOf(source.empty() ? target : source));
        return;
    }
    GraphSink::Edge edge;
    edge.directed = m_table.directed;
    edge.weight = weightOf(cells);
    if (m_table.direction && *m_table.direction < cells.size() && !cells[*m_table.direction].empty()) {
        const std::string& word = cells[*m_table.direction];
        const DirectionWord direction = directionIn(word);
        if (direction == DirectionWord::None)
            m_graph.report().leaveOut("direction", m_line, quoted(word) + " is neither directed nor undirected");
        else
            edge.directed = direction == DirectionWord::Directed;
    }
    if (m_table.kind && *m_table.kind < cells.size())
        edge.category = kindOf(cells[*m_table.kind]);
    connect(*from, *to, edge);
}

} // namespace weir::format
