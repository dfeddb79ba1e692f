#include "format/table/node_table_reader.h"
#include "format/colour_text.h"
#include "format/table/column_names.h"
#include "format/table/table_shape.h"
#include "format/text_check.h"
#include <algorithm>
#include <utility>

namespace weir::format {

void NodeTableReader::findColumns(const TableHead& head)
{
    if (head.rows.empty())
        return;
    static constexpr std::array<std::string_view, columns> names{"id",    "label", "x", "y", "size",
                                                                 "color", "r",     "g", "b"};
    const std::vector<std::string>& first = head.rows[0];
    std::vector<bool> known(first.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        const std::string plain = plainName(first[i]);
        const auto found = std::ranges::find(names, plain == "colour" ? "color" : plain);
        if (found == names.end())
            continue;
        auto& column = m_columns[static_cast<std::size_t>(found - names.begin())];
        known[i] = !column;
        if (!column)
            column = i;
    }
    // By other names: key, node, name; of two such columns the second labels.
    for (const auto& [column, role] :
         {std::pair(Id, ColumnRole::Id), std::pair(Label, ColumnRole::Id), std::pair(Label, ColumnRole::Label)}) {
        for (std::size_t i = 0; i < first.size() && !m_columns[column]; ++i) {
            if (!known[i] && roleOf(first[i]) == role) {
                m_columns[column] = i;
                known[i] = true;
            }
        }
    }
    m_headed = m_columns[Id].has_value();
    if (!m_headed) {
        m_columns = {};
        m_columns[Id] = 0;
        m_columns[Label] = 1;
        return;
    }
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (!known[i] && !first[i].empty())
            m_graph.report().passOver(first[i]);
    }
}

void NodeTableReader::read()
{
    const TableHead head = tableHead(m_input.head(), m_input.headIsAll());
    m_decimal = decimalSign(head.rows, head.dialect.separator);
    findColumns(head);
    CsvReader rows(m_input, head.dialect);
    rows.skipLines(head.linesBefore);
    bool header = m_headed;
    std::vector<std::string> cells;
    while (!m_graph.stopped()) {
        const auto there = rows.next(cells);
        m_line = rows.line();
        if (!there) {
            m_graph.report().leaveOut("row of nodes", m_line, there.error().text);
            continue;
        }
        if (!*there)
            return;
        if (!std::exchange(header, false))
            take(cells);
    }
}

const std::string* NodeTableReader::cell(const std::vector<std::string>& cells, Column column) const
{
    return m_columns[column] && *m_columns[column] < cells.size() && !cells[*m_columns[column]].empty()
               ? &cells[*m_columns[column]]
               : nullptr;
}

std::optional<float> NodeTableReader::figure(const std::vector<std::string>& cells, Column column,
                                             std::string_view what)
{
    const std::string* const text = cell(cells, column);
    return text == nullptr ? std::nullopt : m_graph.report().figure(what, *text, m_line, m_decimal);
}

std::uint32_t NodeTableReader::colourOf(const std::vector<std::string>& cells)
{
    if (const std::string* const text = cell(cells, Colour)) {
        if (const auto colour = readColour(*text))
            return *colour;
        m_graph.report().leaveOut("colour", m_line, quoted(*text) + " is no colour like #3366cc or steelblue");
    }
    const auto red = figure(cells, Red, "colour"), green = figure(cells, Green, "colour"),
               blue = figure(cells, Blue, "colour");
    return red && green && blue ? format::colourOf(*red, *green, *blue).value_or(0) : 0;
}

void NodeTableReader::take(const std::vector<std::string>& cells)
{
    const auto leaveOut = [this](std::string_view cause) { m_graph.report().leaveOut("row of nodes", m_line, cause); };
    const std::string* const key = cell(cells, Id);
    if (key == nullptr)
        return leaveOut("its id is empty");
    if (m_graph.findNode(*key))
        return leaveOut("the node " + quoted(*key) + " is there twice");
    GraphSink::Node state;
    if (const std::string* const label = cell(cells, Label))
        state.label = *label;
    const auto x = figure(cells, X, "position"), y = figure(cells, Y, "position");
    state.motion.positioned = x && y;
    state.motion.x = state.motion.positioned ? *x : 0;
    state.motion.y = state.motion.positioned ? *y : 0;
    auto size = figure(cells, Size, "size");
    if (size && *size < 0) {
        m_graph.report().leaveOut("size", m_line, quoted(*cell(cells, Size)) + " is negative");
        size.reset();
    }
    state.motion.size = size.value_or(1);
    state.sized = size.has_value();
    state.colour = colourOf(cells);
    if (const auto set = m_graph.setNode(*key, state); !set)
        leaveOut(set.error().text);
}

} // namespace weir::format
