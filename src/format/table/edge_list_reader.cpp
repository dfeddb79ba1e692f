#include "format/table/edge_list_reader.h"
#include "format/table/node_table_reader.h"
#include "format/table/python_dictionary.h"
#include "format/text_check.h"
#include <algorithm>
#include <utility>

namespace weir::format {

namespace {

constexpr std::size_t dictionaryColumn = 2;

bool isEmpty(std::span<const std::string> row, std::size_t column) { return column >= row.size() || row[column].empty(); }

} // namespace

std::expected<void, Error> EdgeListReader::read()
{
    auto table = EdgeTable::foundIn(m_input.head(), m_input.headIsAll(), m_named);
    if (!table)
        return std::unexpected(table.error());
    m_table = std::move(*table);
    for (const std::string& note : m_table.notes)
        m_graph.report().note(note);
    if (m_table.shape == EdgeTable::Shape::Nodes) {
        NodeTableReader(m_input, m_graph).read();
        return {};
    }
    findAttributes();
    CsvReader rows(m_input, m_table.head.dialect);
    rows.skipLines(m_table.head.linesBefore);
    std::size_t headRows = m_table.headRows;
    m_table.head = {};
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
    return {};
}

/// Rows without ends are nodes where the table has a column for their keys.
void EdgeListReader::findAttributes()
{
    std::vector<std::vector<std::string>> edges, nodes;
    for (auto row = m_table.head.rows.begin() + static_cast<std::ptrdiff_t>(m_table.headRows); row != m_table.head.rows.end(); ++row) {
        const bool isNode = m_table.id && isEmpty(*row, m_table.source) && isEmpty(*row, m_table.target);
        (isNode ? nodes : edges).push_back(std::move(*row));
    }
    m_edgeColumns.find(m_table.names, edges, m_table.decimal, [this](std::size_t column) {
        return column == m_table.source || column == m_table.target || column == m_table.weight || column == m_table.direction
            || column == m_table.kind || (m_table.dictionaries && column == dictionaryColumn);
    });
    m_nodeColumns.find(m_table.names, nodes, m_table.decimal, [this](std::size_t column) {
        return column == m_table.source || column == m_table.target || column == m_table.id || column == m_table.label;
    });
}

/// Nothing, with a word in the report, where no node can have this key.
std::optional<EdgeListReader::End> EdgeListReader::endOf(std::string_view key, std::optional<Slot> there, std::string_view kind)
{
    if (there)
        return End{key, there};
    if (const auto kept = checkKey(key); !kept) {
        m_graph.report().leaveOut(kind, m_line, kept.error().text);
        return std::nullopt;
    }
    return End{key, std::nullopt};
}

Slot EdgeListReader::connect(const End& source, const End& target, GraphSink::Edge edge)
{
    edge.source = source.slot ? *source.slot : *m_graph.nodeOf(source.key);
    edge.target = target.slot ? *target.slot : *m_graph.nodeOf(target.key);
    return m_graph.addEdge(edge);
}

void EdgeListReader::takeNeighbours(const Cells& cells)
{
    if (cells[0].empty())
        return leaveOut("the first cell is empty");
    const auto node = endOf(cells[0], m_graph.findNode(cells[0]), "row");
    if (!node)
        return;
    const Slot slot = *m_graph.nodeOf(node->key);
    GraphSink::Edge edge;
    edge.directed = m_table.directed;
    for (std::size_t i = 1; i < cells.size(); ++i) {
        const auto neighbour = cells[i].empty() ? std::nullopt : endOf(cells[i], m_graph.findNode(cells[i]), "neighbour");
        if (neighbour)
            static_cast<void>(connect({node->key, slot}, *neighbour, edge));
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
        if (cells[i].empty() || i == m_table.weight || (m_table.dictionaries && i == dictionaryColumn))
            continue;
        leaveOut("the row has " + cellsOf(cells.size()) + " where others have " + std::to_string(m_table.usualCells));
        return false;
    }
    return true;
}

void EdgeListReader::takeNode(const Cells& cells)
{
    const std::string_view key = cells[*m_table.id];
    GraphSink::Node state;
    if (const auto there = m_graph.findNode(key))
        state = m_graph.node(*there);
    if (m_table.label && *m_table.label < cells.size())
        state.label = cells[*m_table.label];
    if (const auto slot = m_graph.setNode(key, state))
        m_nodeColumns.set(*slot, cells);
    else
        leaveOut(slot.error().text);
}

/// Nothing, with a word in the report: the text is no weight, which it keeps as an attribute.
std::optional<float> EdgeListReader::weightIn(std::string_view text)
{
    return text.empty() ? 1 : m_graph.report().figure("weight", text, m_line, m_table.decimal);
}

graph::Category EdgeListReader::kindOf(std::string_view name)
{
    const auto kind = m_graph.category(ElementKind::Edge, name);
    if (!kind)
        m_graph.report().leaveOut("edge kind", m_line, quoted(name) + " is longer than a label, or one more than a graph can tell apart");
    return kind.value_or(0);
}

bool EdgeListReader::isDirected(std::string_view word)
{
    constexpr std::size_t mostWords = 16;
    auto known = std::ranges::find(m_directions, word, &std::pair<std::string, DirectionWord>::first);
    if (known == m_directions.end()) {
        if (m_directions.size() == mostWords)
            m_directions.clear();
        known = m_directions.insert(m_directions.end(), {std::string(word), directionIn(word)});
    }
    if (known->second != DirectionWord::None)
        return known->second == DirectionWord::Directed;
    m_graph.report().leaveOut("direction", m_line, quoted(word) + " is neither directed nor undirected");
    return m_table.directed;
}

void EdgeListReader::takeEdge(const Cells& cells)
{
    if (!hasRightSize(cells))
        return;
    const std::string_view source = cells[m_table.source], target = cells[m_table.target];
    if (source.empty() && target.empty()) {
        if (m_table.id && *m_table.id < cells.size() && !cells[*m_table.id].empty())
            return takeNode(cells);
        return leaveOut("source and target are empty");
    }
    const GraphSink::Ends ends = m_graph.findEnds(source, target);
    const auto from = source.empty() ? std::nullopt : endOf(source, ends.source, "row");
    if (!source.empty() && !from)
        return;
    const auto to = target.empty() ? std::nullopt : endOf(target, ends.target, "row");
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
    std::vector<std::pair<std::string_view, std::string_view>> members;
    std::string_view weight;
    if (m_table.dictionaries && cells.size() > dictionaryColumn) {
        members = membersOfDictionary(cells[dictionaryColumn]);
        const auto named = std::ranges::find(members, "weight", &std::pair<std::string_view, std::string_view>::first);
        weight = named == members.end() ? weight : named->second;
    } else if (m_table.weight && *m_table.weight < cells.size()) {
        weight = cells[*m_table.weight];
    }
    const auto number = weightIn(weight);
    edge.weight = number.value_or(1);
    if (m_table.direction && *m_table.direction < cells.size() && !cells[*m_table.direction].empty())
        edge.directed = isDirected(cells[*m_table.direction]);
    if (m_table.kind && *m_table.kind < cells.size())
        edge.category = kindOf(cells[*m_table.kind]);
    const Slot slot = connect(*from, *to, edge);
    m_edgeColumns.set(slot, cells);
    if (!number)
        m_edgeColumns.setNamed(slot, m_table.weight && *m_table.weight < m_table.names.size() ? m_table.names[*m_table.weight] : "weight",
                               weight);
    for (const auto& [name, value] : members) {
        if (name != "weight")
            m_edgeColumns.setNamed(slot, name, value);
    }
}

} // namespace weir::format
