#include "format/table/edge_table.h"
#include "format/table/column_attributes.h"
#include "format/table/column_names.h"
#include "format/text_check.h"
#include <algorithm>
#include <charconv>
#include <span>

namespace weir::format {

namespace {

std::string listed(std::span<const std::string> names)
{
    constexpr std::size_t most = 12;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i)
        text += (i == 0 ? "" : ", ") + cleaned(names[i], 40);
    return names.size() > most ? text + ", …" : text;
}

Error wrong(std::size_t line, const std::string& cause) { return Error{std::to_string(line) + ": " + cause}; }

std::optional<std::size_t> columnNamed(std::span<const std::string> names, const std::string& wanted,
                                       std::size_t columns)
{
    const auto exact = std::ranges::find(names, wanted);
    if (exact != names.end())
        return static_cast<std::size_t>(exact - names.begin());
    const auto alike = std::ranges::find_if(names, [plain = plainName(wanted)](const std::string& name) {
        return !plain.empty() && plainName(name) == plain;
    });
    if (alike != names.end())
        return static_cast<std::size_t>(alike - names.begin());
    std::size_t number = 0;
    const auto [end, fault] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
    const bool valid = fault == std::errc{} && end == wanted.data() + wanted.size() && number >= 1 && number <= columns;
    return valid ? std::optional(number - 1) : std::nullopt;
}

/// The two columns that can only be the ends where no name says so.
std::optional<EdgeEnds> onlyEnds(std::span<const std::string> names, Rows rows, DecimalSign sign)
{
    std::vector<std::size_t> ids;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (const std::string plain = plainName(names[i]); plain.size() > 2 && plain.ends_with("id"))
            ids.push_back(i);
    }
    const bool nodeTable = std::ranges::any_of(names, [](const std::string& name) { return plainName(name) == "id"; });
    if (nodeTable)
        return std::nullopt;
    if (ids.size() == 2)
        return EdgeEnds{ids[0], ids[1]};
    const bool alike = names.size() == 2 && counted(rows, 0, sign).areNumbers() == counted(rows, 1, sign).areNumbers();
    return alike ? std::optional(EdgeEnds{0, 1}) : std::nullopt;
}

/// Takes the first row, or the last comment, as the names of the columns.
void takeHeader(EdgeTable& table)
{
    TableHead& head = table.head;
    std::vector<std::string_view> views;
    std::string unquoted;
    for (auto comment = head.comments.rbegin(); comment != head.comments.rend(); ++comment) {
        const std::string_view text =
            trimmed(std::string_view(*comment).substr(std::min(comment->find_first_not_of("#%"), comment->size())));
        const std::size_t columns = commonCells(head.rows);
        for (const char separator : {head.dialect.separator, CsvDialect::blanks}) {
            CsvDialect dialect = head.dialect;
            dialect.separator = separator;
            const bool whole = dialect.split(text, views, unquoted) == CsvDialect::Split::Whole;
            const std::vector<std::string> cells(views.begin(), views.end());
            if (whole && cells.size() >= 2
                && (cells.size() == columns || separator != CsvDialect::blanks) && endsByName(cells)) {
                table.names = cells;
                return;
            }
        }
    }
    if (head.rows.empty())
        return;
    if (isHeader(head.rows[0], Rows(head.rows).subspan(1), table.decimal)) {
        table.headRows = 1;
        table.names = head.rows[0];
        if (!endsByName(table.names))
            table.notes.push_back("the first row is taken as the names of the columns (" + listed(table.names) + ')');
        return;
    }
    // A title may stand above them.
    constexpr std::size_t mostTitleRows = 5;
    for (std::size_t i = 1; i < std::min(head.rows.size(), mostTitleRows) && head.rows[i - 1].size() == 1; ++i) {
        if (endsByName(head.rows[i])) {
            table.headRows = i + 1;
            table.names = head.rows[i];
            return;
        }
    }
}

std::string cellsOf(std::size_t count) { return std::to_string(count) + (count == 1 ? " cell" : " cells"); }

} // namespace

std::expected<EdgeTable, Error> EdgeTable::foundIn(std::string_view text, bool isAll, const NamedColumns& named)
{
    EdgeTable table;
    table.head = tableHead(text, isAll);
    TableHead& head = table.head;
    const std::size_t firstLine = head.linesBefore + 1;
    if (head.rows.empty())
        return table;
    if (isMatrix(head.rows, isAll))
        return std::unexpected(wrong(
            firstLine, "the file is a matrix, not a list of edges; write an edge a row (source, target, weight)"));
    table.decimal = decimalSign(head.rows, head.dialect.separator);
    takeHeader(table);
    if (declaresNumbers(table.names))
        table.decimal = DecimalSign::Point;
    const Rows rows = Rows(head.rows).subspan(table.headRows);
    table.usualCells = table.names.empty() ? commonCells(rows) : table.names.size();
    // Programs that leave out empty cells at the end do so in most rows.
    if (!table.names.empty() && !rows.empty()) {
        const std::size_t usual = commonCells(rows);
        const auto asNamed =
            std::ranges::count_if(rows, [&](const auto& row) { return row.size() == table.names.size(); });
        if (usual < table.usualCells && static_cast<std::size_t>(asNamed) * 2 < rows.size())
            table.usualCells = usual;
    }
    std::optional<EdgeEnds> ends = endsByName(table.names);
    if (!named.source.empty() || !named.target.empty()) {
        const std::size_t columns = std::max(table.names.size(), mostCells(rows));
        const auto source = columnNamed(table.names, named.source, columns),
                   target = columnNamed(table.names, named.target, columns);
        if (!source || !target) {
            return std::unexpected(
                wrong(firstLine, "there is no column " + quoted(source ? named.target : named.source) + (table.names.empty() ? "; the rows have " + cellsOf(mostCells(rows)) : "; there are " + listed(table.names))));
        }
        ends = EdgeEnds{*source, *target};
    }
    if (!ends && !table.names.empty())
        ends = std::ranges::any_of(table.names, namesAnEnd) ? std::nullopt : onlyEnds(table.names, rows, table.decimal);
    if (!ends && !table.names.empty()) {
        const std::string how = "; say which are the ends: file:PATH:source=NAME,target=NAME";
        const bool oneEnd = std::ranges::any_of(table.names, namesAnEnd);
        const bool nodes = !oneEnd && std::ranges::any_of(table.names, [](const std::string& name) {
            return roleOf(name) == ColumnRole::Id;
        });
        if (nodes) {
            table.shape = Shape::Nodes;
            table.notes.clear();
            return table;
        }
        return std::unexpected(wrong(
            firstLine, oneEnd ? "the header names only one of the columns source and target (it has " + listed(table.names) + ")" + how : "the columns are " + listed(table.names) + ", and none can be told to be source and target" + how));
    }
    if (!ends && hasNeighbours(rows, head.dialect.separator)) {
        table.shape = Shape::Neighbours;
        return table;
    }
    if (ends) {
        table.source = ends->source;
        table.target = ends->target;
        if (table.source == table.target)
            return std::unexpected(wrong(firstLine, "source and target are one column"));
    } else if (const Middle middle = middleOf(rows); middle != Middle::None) {
        table.target = 2;
        (middle == Middle::Arrow ? table.direction : table.kind) = 1;
        if (middle == Middle::Relation)
            table.notes.emplace_back("the second column is taken as the kind of an edge, the third as its target");
    } else if (head.dialect.separator == CsvDialect::blanks) {
        // Names with blanks and without quotes: where a row ends is unknowable.
        const CellCount third = counted(rows, 2, table.decimal);
        const auto regular =
            std::ranges::count_if(rows, [&](const auto& row) { return row.size() == table.usualCells; });
        const bool dictionaries =
            std::ranges::any_of(rows, [](const auto& row) { return row.size() > 2 && row[2].starts_with('{'); });
        if (!dictionaries && third.filled > 0 && !third.areNumbers()
            && static_cast<std::size_t>(regular) * 5 < rows.size() * 4) {
            return std::unexpected(wrong(
                firstLine, "the rows have " + cellsOf(rows[0].size()) + " and others; names with blanks need quotes, or a comma or tab between the columns"));
        }
    }

    if (!named.weight.empty()) {
        table.weight = columnNamed(table.names, named.weight, std::max(table.names.size(), mostCells(rows)));
        if (!table.weight)
            return std::unexpected(wrong(firstLine, "there is no column " + quoted(named.weight)));
    }
    const auto isEnd = [&table](std::size_t column) { return column == table.source || column == table.target; };
    std::size_t best = 0;
    for (std::size_t i = 0; i < table.names.size(); ++i) {
        if (isEnd(i))
            continue;
        const CellCount count = counted(rows, i, table.decimal);
        switch (roleOf(table.names[i])) {
        case ColumnRole::Weight:
            if (named.weight.empty() && (weightRank(table.names[i]) == 0 || count.areNumbers() || count.filled == 0)
                && (!table.weight || weightRank(table.names[i]) < best)) {
                table.weight = i;
                best = weightRank(table.names[i]);
            }
            break;
        case ColumnRole::Direction:
                // "type" is the direction for Gephi, and a kind of relation for everybody else.
            if (count.areDirections() && !table.direction)
                table.direction = i;
            else if (count.filled > 0 && !count.areDirections())
                table.kind = i;
            break;
        case ColumnRole::Kind:
            if (!table.kind && (typedName(table.names[i]).kind == graph::AttributeKind::Text || (count.filled > 0 && !count.areNumbers())))
                table.kind = i;
            break;
        case ColumnRole::Id:
            if (!table.id)
                table.id = i;
            else if (!table.label)
                table.label = i;
            break;
        case ColumnRole::Label:
            if (!table.label)
                table.label = i;
            break;
        case ColumnRole::Other:
            break;
        }
    }
    if (table.names.empty()) {
        table.dictionaries =
            std::ranges::any_of(rows, [](const auto& row) { return row.size() > 2 && row[2].starts_with('{'); });
        const std::size_t third = std::max<std::size_t>(2, table.target + 1);
        if (!table.dictionaries && !table.weight && counted(rows, third, table.decimal).areNumbers() && !isEnd(third))
            table.weight = third;
    }
    // The networks of KONECT begin with "% sym weighted" and the like.
    for (const std::string& comment : head.comments) {
        const std::string lower = lowered(comment);
        if (lower.starts_with("% sym ") || lower == "% sym")
            table.directed = false;
        if (lower.starts_with("% bip ") || lower == "% bip") {
            table.directed = false;
            table.notes.emplace_back("nodes on the left and on the right that have the same number are shown as one");
        }
    }
    return table;
}

} // namespace weir::format
