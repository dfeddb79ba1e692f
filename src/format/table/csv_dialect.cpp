#include "format/table/csv_dialect.h"
#include "format/number_text.h"
#include "format/table/column_names.h"
#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace weir::format {

namespace {

constexpr std::size_t mostRows = 2000, mostComments = 8;

/// Lines that are not empty, each with how many lines stand before it.
struct Lines {
    std::vector<std::string_view> text;
    std::vector<std::size_t> before;
};

Lines linesOf(std::string_view text, bool isAll)
{
    Lines lines;
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.size() && lines.text.size() < mostRows;) {
        const std::size_t end = text.find_first_of("\r\n", at);
        if (end == std::string_view::npos && !isAll && !lines.text.empty())
            break;   // cut by the end of the head
        const std::string_view line = text.substr(at, end == std::string_view::npos ? end : end - at);
        if (line.find_first_not_of(" \t") != std::string_view::npos) {
            lines.text.push_back(line);
            lines.before.push_back(number);
        }
        ++number;
        at = end == std::string_view::npos ? text.size() : end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
    }
    return lines;
}

bool beginsLikeComment(std::string_view line)
{
    const std::size_t first = line.find_first_not_of(" \t");
    return first != std::string_view::npos && (line[first] == '#' || line[first] == '%');
}

/// "sep=;" as Excel wants it.
std::optional<char> namedSeparator(std::string_view line)
{
    line = trimmed(line);
    if (line.size() >= 2 && line.front() == '"' && line.back() == '"')
        line = line.substr(1, line.size() - 2);
    if (lowered(line.substr(0, 4)) != "sep=")
        return std::nullopt;
    const std::string_view separator = line.substr(4);
    if (separator.size() == 1)
        return separator[0];
    return separator.empty() || separator == "\\t" ? std::optional('\t') : std::nullopt;
}

/// What rows there are when lines are joined where quotes are open.
struct Trial {
    std::vector<std::vector<std::string>> rows;
    std::size_t wrong = 0;     // rows that are not written in the dialect
    std::size_t usual = 0;     // cells that most rows have
    std::size_t regular = 0;   // rows with as many

    [[nodiscard]] double share() const
    {
        return rows.empty() ? 0 : static_cast<double>(regular) / static_cast<double>(rows.size() + wrong);
    }
};

Trial tried(const std::vector<std::string_view>& lines, const CsvDialect& dialect)
{
    constexpr std::size_t mostLinesOfARow = 200;
    Trial trial;
    std::vector<std::string_view> cells;
    std::string row, unquoted;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        row = lines[i];
        CsvDialect::Split split = dialect.split(row, cells, unquoted);
        std::size_t last = i;
        while (split == CsvDialect::Split::QuoteOpen && last + 1 < lines.size() && last - i < mostLinesOfARow) {
            do {
                ++last;
                row += '\n';
                row += lines[last];
            } while (last + 1 < lines.size() && lines[last].find('"') == std::string_view::npos && last - i < mostLinesOfARow);
            split = dialect.split(row, cells, unquoted);
        }
        if (split != CsvDialect::Split::Whole) {
            ++trial.wrong;
            continue;
        }
        i = last;
        trial.rows.emplace_back(cells.begin(), cells.end());
    }
    std::map<std::size_t, std::size_t> sizes;
    for (const auto& one : trial.rows)
        ++sizes[one.size()];
    for (const auto& [size, count] : sizes) {
        if (count > trial.regular || (count == trial.regular && size > trial.usual)) {
            trial.regular = count;
            trial.usual = size;
        }
    }
    return trial;
}

/// Whether quotes at the start of cells are closed at the end of cells, as often as not.
bool quotesAreMeant(const std::vector<std::string_view>& lines, char separator)
{
    const Trial with = tried(lines, {separator, true, false});
    return with.wrong * 2 <= with.rows.size() + with.wrong;
}

/// Whether quotes within quoted cells have backslashes in front of them.
bool backslashesAreMeant(const std::vector<std::string_view>& lines, char separator)
{
    const bool any = std::ranges::any_of(lines, [](std::string_view line) { return line.find("\\\"") != std::string_view::npos; });
    if (!any)
        return false;
    const Trial without = tried(lines, {separator, true, false}), with = tried(lines, {separator, true, true});
    return with.wrong < without.wrong || (with.wrong == without.wrong && with.share() > without.share());
}

CsvDialect dialectFor(const std::vector<std::string_view>& lines, char separator)
{
    CsvDialect dialect{separator, true, backslashesAreMeant(lines, separator)};
    dialect.quotes = dialect.backslashes || quotesAreMeant(lines, separator);
    return dialect;
}

/// Edges as NetworkX writes them: two ends and a dictionary.
bool haveDictionaries(const std::vector<std::string_view>& lines)
{
    const auto has = std::ranges::count_if(
        lines, [](std::string_view line) { return line.find(" {") != std::string_view::npos && trimmed(line).ends_with('}'); });
    return static_cast<std::size_t>(has) * 2 > lines.size();
}

CsvDialect chosenDialect(const std::vector<std::string_view>& lines)
{
    if (haveDictionaries(lines))
        return {CsvDialect::blanks, true, false};
    // In this order where they do as well: what stands in names least often comes first.
    static constexpr std::array separators{'\t', ';', '|', ',', CsvDialect::blanks};
    CsvDialect chosen{CsvDialect::blanks, true, false};
    double best = 0;
    std::size_t columns = 0;
    for (const char separator : separators) {
        const bool seen = separator == CsvDialect::blanks
            || std::ranges::any_of(lines, [separator](std::string_view line) { return line.find(separator) != std::string_view::npos; });
        if (!seen)
            continue;
        const CsvDialect dialect = dialectFor(lines, separator);
        const Trial trial = tried(lines, dialect);
        // A table has at least two columns; blanks stand in names and are believed only where nothing else separates.
        std::size_t several = 0;
        for (const auto& row : trial.rows)
            several += row.size() > 1 ? 1 : 0;
        if (several * 2 < trial.rows.size() + trial.wrong)
            continue;
        const double named = !trial.rows.empty() && endsByName(trial.rows[0]) ? 1 : 0;
        // Of two the one that leaves no column empty: "\ta,\tb" is separated by commas.
        const bool indents = !trial.rows.empty() && std::ranges::all_of(trial.rows, [](const auto& row) { return row[0].empty(); });
        const double worth =
            (0.3 + named + (trial.usual < 2 ? 0 : trial.share()) - (indents ? 0.1 : 0)) * (separator == CsvDialect::blanks ? 0.8 : 1);
        constexpr double chance = 0.02;
        const bool finer = separator == ',' && chosen.separator == ';' && worth > best - chance && trial.usual > columns;
        if (worth > best + chance || finer) {
            best = worth;
            columns = trial.usual;
            chosen = dialect;
        }
    }
    return chosen;
}

} // namespace

CsvDialect::Split CsvDialect::split(std::string_view row, std::vector<std::string_view>& cells, std::string& unquoted) const
{
    cells.clear();
    unquoted.clear();
    std::size_t at = 0;
    const bool byBlanks = separator == blanks, tabsAreBlanks = byBlanks || separator != '\t';
    const auto isPassed = [tabsAreBlanks](char c) { return c == ' ' || (c == '\t' && tabsAreBlanks); };
    const auto skipBlanks = [&] {
        while (at < row.size() && isPassed(row[at]))
            ++at;
    };
    for (;;) {
        skipBlanks();
        if (byBlanks && at == row.size())
            return Split::Whole;
        if (quotes && at < row.size() && row[at] == '"') {
            const std::size_t begin = ++at;
            const std::size_t copyBegin = unquoted.size();
            bool copied = false;
            // Views of it are handed out, so it must not move.
            const auto copyFrom = [&](std::size_t from) {
                if (unquoted.capacity() < row.size())
                    unquoted.reserve(row.size());
                if (!copied)
                    unquoted.append(row, from, at - from);
                copied = true;
            };
            for (;; ++at) {
                if (at >= row.size())
                    return Split::QuoteOpen;
                const bool behindBackslash =
                    backslashes && row[at] == '\\' && at + 1 < row.size() && (row[at + 1] == '"' || row[at + 1] == '\\');
                const bool twice = row[at] == '"' && at + 1 < row.size() && row[at + 1] == '"';
                if (behindBackslash || twice) {
                    copyFrom(begin);
                    unquoted += row[++at];
                } else if (row[at] == '"') {
                    break;
                } else if (copied) {
                    unquoted += row[at];
                }
            }
            cells.push_back(copied ? std::string_view(unquoted).substr(copyBegin) : row.substr(begin, at - begin));
            ++at;
            const std::size_t closed = at;
            skipBlanks();
            if (at < row.size() && (byBlanks ? at == closed : row[at] != separator))
                return Split::TextBehindQuote;
        } else if (byBlanks && row[at] == '{') {
            // The attributes of an edge, as NetworkX writes them behind its ends.
            cells.push_back(trimmed(row.substr(at)));
            return Split::Whole;
        } else {
            const std::size_t end = std::min(byBlanks ? row.find_first_of(" \t", at) : row.find(separator, at), row.size());
            std::size_t last = end;
            while (last > at && isPassed(row[last - 1]))
                --last;
            cells.push_back(row.substr(at, last - at));
            at = end;
        }
        if (byBlanks)
            continue;
        if (at >= row.size())
            return Split::Whole;
        ++at;   // the separator; behind it there is one more cell, be it empty
    }
}

TableHead tableHead(std::string_view text, bool isAll)
{
    TableHead head;
    Lines lines = linesOf(text, isAll);
    std::optional<char> named;
    std::size_t first = 0;
    if (!lines.text.empty() && (named = namedSeparator(lines.text[0])))
        first = 1;
    std::size_t data = first;
    while (data < lines.text.size() && beginsLikeComment(lines.text[data]))
        ++data;
    // Names may begin like comments, as hashtags do: such a first row is one where # begins other cells as well.
    const std::vector<std::string_view> rows(lines.text.begin() + static_cast<std::ptrdiff_t>(data < lines.text.size() ? data : first),
                                             lines.text.end());
    head.dialect = named ? dialectFor(rows, *named) : chosenDialect(rows);
    const Trial trial = tried(rows, head.dialect);
    const auto isName = [](std::string_view cell) {
        return cell.size() > 1 && (cell[0] == '#' || cell[0] == '%') && cell[1] != ' ' && cell[1] != '#' && cell[1] != '%';
    };
    std::size_t elsewhere = 0;
    for (const auto& row : trial.rows)
        elsewhere += static_cast<std::size_t>(std::ranges::count_if(row, isName));
    std::size_t dataRow = data;
    std::vector<std::string_view> cells;
    std::string unquoted;
    while (dataRow > first && head.dialect.split(lines.text[dataRow - 1], cells, unquoted) == CsvDialect::Split::Whole && cells.size() >= 2
           && cells.size() == trial.usual && isName(cells[0])) {
        const bool others = elsewhere > 0 || std::any_of(cells.begin() + 1, cells.end(), isName);
        if (!others || head.dialect.separator == CsvDialect::blanks)
            break;
        --dataRow;
    }
    for (std::size_t i = dataRow - std::min(dataRow - first, mostComments); i < dataRow; ++i)
        head.comments.emplace_back(trimmed(lines.text[i]));
    head.linesBefore = dataRow < lines.text.size() ? lines.before[dataRow] : lines.text.empty() ? 0
                                                                                                : lines.before.back() + 1;
    head.rows = tried({lines.text.begin() + static_cast<std::ptrdiff_t>(dataRow), lines.text.end()}, head.dialect).rows;
    return head;
}

} // namespace weir::format
