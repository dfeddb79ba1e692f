#include "format/table/table_shape.h"
#include "format/table/column_names.h"
#include "format/table/csv_dialect.h"
#include <algorithm>
#include <array>
#include <unordered_set>

namespace weir::format {

namespace {

using Kind = NumberText::Kind;

bool isArrow(std::string_view text)
{
    static constexpr std::array arrows{"->", "-->", "=>", "--", "---", "<->", "<-->", "<=>", "→", "↔"};
    return std::ranges::any_of(arrows, [text](const char* arrow) { return text == arrow; });
}

} // namespace

CellCount counted(Rows rows, std::size_t column, DecimalSign sign)
{
    CellCount count;
    for (const auto& row : rows) {
        if (column >= row.size() || row[column].empty())
            continue;
        const Kind kind = readNumber(row[column], sign).kind;
        if (kind == Kind::NoValue || kind == Kind::Empty)
            continue;
        ++count.filled;
        count.numbers += kind == Kind::Number || kind == Kind::Infinite ? 1 : 0;
        count.directions += directionIn(row[column]) != DirectionWord::None ? 1 : 0;
    }
    return count;
}

std::size_t mostCells(Rows rows)
{
    std::size_t most = 0;
    for (const auto& row : rows)
        most = std::max(most, row.size());
    return std::min<std::size_t>(most, 200);
}

std::size_t commonCells(Rows rows)
{
    std::size_t usual = 0, rowsWithIt = 0;
    for (std::size_t size = 1; size <= mostCells(rows); ++size) {
        const auto with = static_cast<std::size_t>(
            std::ranges::count_if(rows, [size](const auto& row) { return row.size() == size; }));
        if (with >= rowsWithIt && with > 0) {
            usual = size;
            rowsWithIt = with;
        }
    }
    return usual;
}

bool isMatrix(Rows rows, bool all)
{
    const std::size_t size = rows.empty() ? 0 : rows[0].size();
    const auto isValue = [](const std::string& cell) {
        return readNumber(cell).kind != Kind::Words || readNumber(cell, DecimalSign::Comma).kind == Kind::Number;
    };
    const auto values = [&](std::span<const std::string> cells) { return std::ranges::all_of(cells, isValue); };
    if (size >= 3 && rows.size() >= 3) {
        const std::size_t compared = std::min(rows.size() - 1, size - 1);
        bool named = !all || rows.size() == size;
        for (std::size_t i = 0; named && i < compared; ++i)
            named = rows[i + 1].size() == size && !rows[0][i + 1].empty() && rows[i + 1][0] == rows[0][i + 1]
                    && values(std::span(rows[i + 1]).subspan(1));
        if (named)
            return true;
    }
    constexpr std::size_t leastWithoutNames = 4;
    const bool square =
        all && size >= leastWithoutNames && rows.size() == size && std::ranges::all_of(rows, [&](const auto& row) {
            return row.size() == size && values(row) && std::ranges::none_of(row, &std::string::empty);
        });
    if (!square)
        return false;
    // As many edges with as many figures look the same, but are not symmetric and have few zeros.
    std::size_t zeros = 0, alike = 0;
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j < size; ++j) {
            zeros += readNumber(rows[i][j]).value == 0 ? 1 : 0;
            alike += rows[i][j] == rows[j][i] ? 1 : 0;
        }
    }
    return alike == size * size || zeros * 2 >= size * size;
}

bool hasNeighbours(Rows rows, char separator)
{
    bool longer = false, differ = false, numbers = true;
    std::unordered_set<std::string_view> ends;
    std::size_t further = 0, known = 0;
    for (const auto& row : rows) {
        longer |= row.size() > 3;
        differ |= row.size() != rows[0].size();
        for (std::size_t i = 0; i < std::min<std::size_t>(row.size(), 2); ++i)
            ends.insert(row[i]);
    }
    for (const auto& row : rows) {
        for (const std::string& cell : row)
            numbers =
                numbers && !cell.empty() && std::ranges::all_of(cell, [](char c) { return c >= '0' && c <= '9'; });
        for (std::size_t i = 2; i < row.size(); ++i) {
            ++further;
            known += ends.contains(row[i]) ? 1 : 0;
        }
    }
    if (!differ || further == 0)
        return false;
    // By blanks a name of two words looks the same, and with three cells at most so does a weight.
    if (separator == CsvDialect::blanks && !numbers)
        return false;
    if (numbers && !longer)
        return false;
    if (separator != CsvDialect::blanks && known * 5 < further)
        return false;
    bool words = numbers;
    for (const auto& row : rows) {
        for (std::size_t i = 2; i < row.size() && !words; ++i)
            words =
                readNumber(row[i], DecimalSign::Comma).kind == Kind::Words && readNumber(row[i]).kind == Kind::Words;
    }
    return words;
}

Middle middleOf(Rows rows)
{
    std::size_t arrows = 0, triples = 0;
    std::unordered_set<std::string_view> outer, inner, last;
    for (const auto& row : rows) {
        if (row.size() < 3)
            continue;
        ++triples;
        arrows += isArrow(row[1]) ? 1 : 0;
        outer.insert(row[0]);
        inner.insert(row[1]);
        last.insert(row[2]);
    }
    if (triples * 5 < rows.size() * 4 || triples == 0)
        return Middle::None;
    if (arrows * 5 >= triples * 4)
        return Middle::Arrow;
    // A kind comes again and again, and is no end; ends are at either side.
    const bool joined = std::ranges::any_of(last, [&outer](std::string_view end) { return outer.contains(end); });
    const bool apart =
        std::ranges::none_of(inner, [&](std::string_view kind) { return outer.contains(kind) || last.contains(kind); });
    const bool words = std::ranges::none_of(inner, [](std::string_view kind) {
        return kind.empty() || readNumber(kind, DecimalSign::Comma).kind != Kind::Words
               || readNumber(kind).kind != Kind::Words;
    });
    const bool again = inner.size() * 2 <= triples && inner.size() < last.size();
    return joined && apart && words && again ? Middle::Relation : Middle::None;
}

bool isHeader(const std::vector<std::string>& first, Rows others, DecimalSign sign)
{
    if (endsByName(first))
        return true;
    const auto isWord = [](const std::string& cell) {
        return !cell.empty() && readNumber(cell).kind == Kind::Words
               && readNumber(cell, DecimalSign::Comma).kind == Kind::Words;
    };
    if (std::ranges::any_of(first, [&](const std::string& cell) { return !cell.empty() && !isWord(cell); }))
        return false;
    std::unordered_set<std::string_view> nodes;
    for (const auto& row : others) {
        for (std::size_t i = 0; i < std::min<std::size_t>(row.size(), 2); ++i)
            nodes.insert(row[i]);
    }
    const bool recurs =
        std::ranges::any_of(first, [&](const std::string& cell) { return !cell.empty() && nodes.contains(cell); });
    const bool oneIsId = std::ranges::any_of(
        first, [](const std::string& cell) { return plainName(cell) == "id" || plainName(cell) == "nodeid"; });
    if (oneIsId && !recurs)
        return true;
    if (first.size() >= 2 && !recurs && std::ranges::any_of(first, namesAnEnd))
        return true;
    for (std::size_t column = 0; column < first.size(); ++column) {
        const CellCount count = counted(others, column, sign);
        if (isWord(first[column]) && !first[column].starts_with('{') && count.areNumbers()
            && count.filled * 2 > others.size() && !recurs)
            return true;
    }
    return !recurs && first.size() >= 2
           && std::ranges::all_of(first, [](const std::string& cell) { return cell.empty() || isUsualHeader(cell); });
}

DecimalSign decimalSign(Rows rows, char separator)
{
    std::size_t onlyComma = 0, onlyPoint = 0, thousands = 0;
    for (const auto& row : rows) {
        for (const std::string& cell : row) {
            if (cell.size() > 40 || cell.find(',') == std::string::npos) {
                onlyPoint += cell.size() <= 40 && cell.find('.') != std::string::npos
                                     && readNumber(cell).kind == Kind::Number
                                     && readNumber(cell, DecimalSign::Comma).kind != Kind::Number
                                 ? 1
                                 : 0;
                continue;
            }
            const bool asPoint = readNumber(cell).kind == Kind::Number,
                       asComma = readNumber(cell, DecimalSign::Comma).kind == Kind::Number;
            onlyComma += asComma && !asPoint ? 1 : 0;
            onlyPoint += asPoint && !asComma ? 1 : 0;
            thousands += asPoint && asComma ? 1 : 0;
        }
    }
    if (onlyComma != onlyPoint)
        return onlyComma > onlyPoint ? DecimalSign::Comma : DecimalSign::Point;
    // Programs that separate by semicolons do so because their comma is the decimal sign.
    return thousands > 0 && separator == ';' ? DecimalSign::Comma : DecimalSign::Point;
}

DirectionWord directionIn(std::string_view text)
{
    static constexpr std::array directed{"directed",  "true",   "yes",      "1", "dir", "arc",
                                         "->",        "-->",    "=>",       "→", "d",   "oriented",
                                         "gerichtet", "dirigé", "dirigido", "t", "y",   "directedged"};
    static constexpr std::array undirected{
        "undirected",    "false",       "no",          "0",           "undir",
        "edge",          "--",          "-",           "u",           "mutual",
        "bidirectional", "both",        "<->",         "<-->",        "<=>",
        "---",           "↔",           "ungerichtet", "nondirected", "nicht gerichtet",
        "non dirigé",    "no dirigido", "f",           "symmetric",   "reciprocal"};
    const std::string word = lowered(trimmed(text));
    const auto is = [&word](const char* one) { return word == one; };
    if (std::ranges::any_of(directed, is))
        return DirectionWord::Directed;
    return std::ranges::any_of(undirected, is) ? DirectionWord::Undirected : DirectionWord::None;
}

} // namespace weir::format
