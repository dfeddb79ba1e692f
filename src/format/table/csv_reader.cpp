#include "format/table/csv_reader.h"
#include <algorithm>

namespace weir::format {

TextInput::Line CsvReader::readLine(std::string_view& text)
{
    ++m_line;
    if (!m_again.empty()) {
        m_lineAgain = std::move(m_again.front());
        m_again.pop_front();
        text = m_lineAgain;
        return TextInput::Line::There;
    }
    if (!m_tooLongNext)
        return m_input.next(text);
    m_tooLongNext = false;
    text = {};
    return TextInput::Line::TooLong;
}

void CsvReader::skipLines(std::uint64_t lines)
{
    std::string_view passed;
    for (std::uint64_t i = 0; i < lines && readLine(passed) != TextInput::Line::None; ++i) {}
}

std::expected<bool, Error> CsvReader::next(std::vector<std::string_view>& cells)
{
    std::string_view row;
    do {
        const TextInput::Line line = readLine(row);
        m_rowLine = m_line;
        if (line == TextInput::Line::None)
            return false;
        if (line == TextInput::Line::TooLong)
            return std::unexpected(Error{"the line is longer than " + std::to_string(mostRowBytes) + " bytes"});
    } while (row.find_first_not_of(" \t") == std::string_view::npos);
    switch (m_dialect.split(row, cells, m_unquoted)) {
    case CsvDialect::Split::Whole: return true;
    case CsvDialect::Split::TextBehindQuote: return std::unexpected(Error{"there is text behind a closing quote"});
    case CsvDialect::Split::QuoteOpen: break;
    }
    return joined(row, cells);
}

/// The row goes on until a line closes its quote, for which that line needs an odd number of quotes.
std::expected<bool, Error> CsvReader::joined(std::string_view first, std::vector<std::string_view>& cells)
{
    // Lines that are read again and again would take the square of their number: as many are as there were lines before.
    const bool mayJoin = m_readAgain <= 10 * mostRowLines + m_rowLine;
    m_taken.clear();
    m_row = first;
    for (std::string_view more; mayJoin;) {
        const TextInput::Line line = readLine(more);
        m_tooLongNext = line == TextInput::Line::TooLong;
        if (line != TextInput::Line::There)
            break;
        m_taken.emplace_back(more);
        if (m_row.size() + more.size() >= mostRowBytes || m_taken.size() >= mostRowLines)
            break;
        m_row += '\n';
        m_row += more;
        if (std::ranges::count(more, '"') % 2 == 0 && !m_dialect.backslashes)
            continue;
        const CsvDialect::Split split = m_dialect.split(m_row, cells, m_unquoted);
        if (split == CsvDialect::Split::Whole)
            return true;
        if (split == CsvDialect::Split::TextBehindQuote)
            break;
    }
    m_again.insert(m_again.begin(), std::make_move_iterator(m_taken.begin()), std::make_move_iterator(m_taken.end()));
    m_readAgain += m_taken.size();
    m_line = m_rowLine;
    return std::unexpected(Error{"a quote is opened and not closed"});
}

} // namespace weir::format
