#include "format/table/node_table_reader.h"
#include "format/colour_text.h"
#include "format/table/column_names.h"
#include "format/table/table_shape.h"
#include "format/text_check.h"
#include <algorithm>
#include <utility>

namespace weir::format {

namespace {

/// Of the first cells of a column, whether most are colours.
bool areColours(Rows rows, std::size_t column)
{
    std::size_t filled = 0, colours = 0;
    for (const auto& row : rows) {
        if (column >= row.size() || row[column].empty())
            continue;
        ++filled;
        colours += readColour(row[column]) ? 1 : 0;
    }
    return colours * 2 >= filled;
}

} // namespace

void NodeTableReader::findColumns(const TableHead& head)
{
    if (head.rows.empty())
        return;
    static constexpr std::array<std::string_view, columns> names{"id", "label", "x", "y", "size", "color", "r", "g", "b", "category"};
    const std::vector<std::string>& first = head.rows[0];
    const Rows rows = Rows(head.rows).subspan(1);
    std::vector<bool> known(first.size());
    // A column of words that is called size is no figure.
    const auto fits = [&](std::size_t number, std::size_t place) {
        if (number == Id || number == Label)
            return number == Id || !first[place].starts_with(':');   // :LABEL says what kinds a node is of
        const CellCount count = counted(rows, place, m_decimal);
        if (number == Category)
            return typedName(first[place]).kind == graph::AttributeKind::Text || (count.filled > 0 && !count.areNumbers());
        return number == Colour ? areColours(rows, place) : count.areNumbers() || count.filled == 0;
    };
    for (std::size_t i = 0; i < first.size(); ++i) {
        const std::string plain = plainName(first[i]);
        const auto found = std::ranges::find(names, plain == "colour" ? "color" : plain);
        const auto number = static_cast<std::size_t>(found - names.begin());
        if (found == names.end() || m_columns[number] || !fits(number, i))
            continue;
        m_columns[number] = i;
        known[i] = true;
    }
    // By other names: key, node, name; of two such columns the second labels.
    for (const auto& [column, role] :
         {std::pair(Id, ColumnRole::Id), std::pair(Label, ColumnRole::Id), std::pair(Label, ColumnRole::Label)}) {
        for (std::size_t i = 0; i < first.size() && !m_columns[column]; ++i) {
            if (!known[i] && roleOf(first[i]) == role && fits(column, i)) {
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
    }
    m_attributes.find(m_headed ? std::span(first) : std::span<const std::string>(), m_headed ? rows : Rows(head.rows), m_decimal,
                      [this](std::size_t place) { return std::ranges::find(m_columns, std::optional(place)) != m_columns.end(); });
}

void NodeTableReader::read()
{
    const TableHead head = tableHead(m_input.head(), m_input.headIsAll());
    m_decimal = !head.rows.empty() && declaresNumbers(head.rows[0]) ? DecimalSign::Point : decimalSign(head.rows, head.dialect.separator);
    findColumns(head);
    CsvReader rows(m_input, head.dialect);
    rows.skipLines(head.linesBefore);
    bool header = m_headed;
    Cells cells;
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

/// "": the row has none.
std::string_view NodeTableReader::cell(const Cells& cells, Column column) const
{
    return m_columns[column] && *m_columns[column] < cells.size() ? cells[*m_columns[column]] : std::string_view{};
}

std::optional<float> NodeTableReader::figure(const Cells& cells, Column column, std::string_view what)
{
    const std::string_view text = cell(cells, column);
    return text.empty() ? std::nullopt : m_graph.report().figure(what, text, m_line, m_decimal);
}

std::uint32_t NodeTableReader::colourOf(const Cells& cells)
{
    if (const std::string_view text = cell(cells, Colour); !text.empty()) {
        if (const auto colour = readColour(text))
            return *colour;
        m_graph.report().leaveOut("colour", m_line, quoted(text) + " is no colour like #3366cc or steelblue");
    }
    const auto red = figure(cells, Red, "colour"), green = figure(cells, Green, "colour"), blue = figure(cells, Blue, "colour");
    return red && green && blue ? format::colourOf(*red, *green, *blue).value_or(0) : 0;
}

void NodeTableReader::take(const Cells& cells)
{
    const auto leaveOut = [this](std::string_view cause) { m_graph.report().leaveOut("row of nodes", m_line, cause); };
    const std::string_view key = cell(cells, Id);
    if (key.empty())
        return leaveOut("its id is empty");
    if (m_graph.findNode(key))
        return leaveOut("the node " + quoted(key) + " is there twice");
    GraphSink::Node state;
    state.label = cell(cells, Label);
    const auto x = figure(cells, X, "position"), y = figure(cells, Y, "position");
    state.motion.positioned = x && y;
    state.motion.x = state.motion.positioned ? *x : 0;
    state.motion.y = state.motion.positioned ? *y : 0;
    auto size = figure(cells, Size, "size");
    if (size && *size < 0) {
        m_graph.report().leaveOut("size", m_line, quoted(cell(cells, Size)) + " is negative");
        size.reset();
    }
    state.motion.size = size.value_or(1);
    state.sized = size.has_value();
    state.colour = colourOf(cells);
    if (const std::string_view name = cell(cells, Category); !name.empty()) {
        const auto category = m_graph.category(ElementKind::Node, name);
        if (!category)
            m_graph.report().leaveOut("category", m_line,
                                      quoted(name) + " is longer than a label, or one more than a graph can tell apart");
        state.category = category.value_or(0);
    }
    if (const auto slot = m_graph.setNode(key, state))
        m_attributes.set(*slot, cells);
    else
        leaveOut(slot.error().text);
}

} // namespace weir::format
