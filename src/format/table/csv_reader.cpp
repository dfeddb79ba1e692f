#include "format/table/csv_reader.h"
#include <algorithm>

namespace weir::format {

TextInput::Line CsvReader::readLine(std::string& text)
{
    ++m_line;
    if (m_again.empty())
        return m_tooLongNext ? (m_tooLongNext = false, text.clear(), TextInput::Line::TooLong) : m_input.next(text);
    text = std::move(m_again.front());
    m_again.pop_front();
    return TextInput::Line::There;
}

void CsvReader::skipLines(std::uint64_t lines)
{
    for (std::uint64_t i = 0; i < lines && readLine(m_row) != TextInput::Line::None; ++i) {}
}

std::expected<bool, Error> CsvReader::next(std::vector<std::string>& cells)
{
    do {
        const TextInput::Line line = readLine(m_row);
        m_rowLine = m_line;
        if (line == TextInput::Line::None)
            return false;
        if (line == TextInput::Line::TooLong)
            return std::unexpected(Error{"the line is longer than " + std::to_string(mostRowBytes) + " bytes"});
    } while (m_row.find_first_not_of(" \t") == std::string::npos);
    switch (m_dialect.split(m_row, cells)) {
        case CsvDialect::Split::Whole:
            return true;
        case CsvDialect::Split::TextBehindQuote:
            return std::unexpected(Error{"there is text behind a closing quote"});
        case CsvDialect::Split::QuoteOpen:
            break;
    }
    return joined(cells);
}

/// The row goes on until a line closes its quote, for which that line needs an odd number of quotes.
std::expected<bool, Error> CsvReader::joined(std::vector<std::string>& cells)
{
    // Lines that are read again and again would take the square of their number: as many are as there were lines before.
    const bool mayJoin = m_readAgain <= 10 * mostRowLines + m_rowLine;
    m_taken.clear();
    for (std::string more; mayJoin;) {
        const TextInput::Line line = readLine(more);
        m_tooLongNext = line == TextInput::Line::TooLong;
        if (line != TextInput::Line::There)
            break;
        m_taken.push_back(more);
        if (m_row.size() + more.size() >= mostRowBytes || m_taken.size() >= mostRowLines)
            break;
        m_row += '\n';
        m_row += more;
        if (std::ranges::count(more, '"') % 2 == 0 && !m_dialect.backslashes)
            continue;
        const CsvDialect::Split split = m_dialect.split(m_row, cells);
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
