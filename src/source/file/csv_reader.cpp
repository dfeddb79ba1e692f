#include "source/file/csv_reader.h"
#include <algorithm>

namespace weir::source {

std::expected<bool, Error> CsvReader::readLine(std::string& text)
{
    text.clear();
    std::streambuf& bytes = *m_input.rdbuf();
    using Traits = std::streambuf::traits_type;
    auto byte = bytes.sbumpc();
    if (byte == Traits::eof())
        return false;
    ++m_line;
    for (; byte != Traits::eof() && byte != '\n'; byte = bytes.sbumpc()) {
        if (text.size() == mostRowBytes)
            return std::unexpected(Error{"the line is longer than " + std::to_string(mostRowBytes) + " bytes"});
        text += Traits::to_char_type(byte);
    }
    if (text.ends_with('\r'))
        text.pop_back();
    if (m_line == 1 && (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")))
        return std::unexpected(Error{"the file is UTF-16; save it as UTF-8"});
    if (m_line == 1 && text.starts_with("\xef\xbb\xbf"))
        text.erase(0, 3);
    return true;
}

std::expected<bool, Error> CsvReader::next(std::vector<std::string>& cells)
{
    for (;;) {
        const auto there = readLine(m_row);
        m_rowLine = m_line;
        if (!there || !*there)
            return there;
        const std::size_t first = m_row.find_first_not_of(" \t");
        if (first != std::string::npos && m_row[first] != '#' && m_row[first] != '%')
            break;
    }
    if (m_separator == '\0')
        chooseSeparator(m_row);
    auto whole = split(m_row, cells);
    while (whole && !*whole) {
        // A quote is still open: the row goes on until a line has an odd number of quotes, which alone can close it.
        do {
            const auto more = readLine(m_more);
            if (!more)
                return more;
            if (!*more || m_row.size() + m_more.size() >= mostRowBytes || m_line - m_rowLine >= mostRowLines)
                return std::unexpected(
                    Error{"a quote is opened and not closed within " + std::to_string(mostRowLines) + " lines"});
            m_row += '\n';
            m_row += m_more;
        } while (std::ranges::count(m_more, '"') % 2 == 0);
        whole = split(m_row, cells);
    }
    return whole;
}

void CsvReader::chooseSeparator(std::string_view row)
{
    std::size_t tabs = 0, commas = 0, semicolons = 0;
    bool quoted = false;
    for (const char c : row) {
        if (c == '"')
            quoted = !quoted;
        tabs += !quoted && c == '\t' ? 1 : 0;
        commas += !quoted && c == ',' ? 1 : 0;
        semicolons += !quoted && c == ';' ? 1 : 0;
    }
    const std::size_t most = std::max({tabs, commas, semicolons});
    m_separator = most == 0 ? ' ' : most == tabs ? '\t' : most == commas ? ',' : ';';
}

/// False: the row ends inside quotes.
std::expected<bool, Error> CsvReader::split(std::string_view row, std::vector<std::string>& cells)
{
    cells.clear();
    std::size_t at = 0;
    const bool blanks = m_separator == ' ';
    const auto skipBlanks = [&] { at = std::min(row.find_first_not_of(blanks ? " \t" : " ", at), row.size()); };
    for (;;) {
        skipBlanks();
        if (blanks && at == row.size())
            return true;
        std::string& cell = cells.emplace_back();
        if (at < row.size() && row[at] == '"') {
            ++at;
            for (;; ++at) {
                if (at >= row.size())
                    return false;
                if (row[at] != '"')
                    cell += row[at];
                else if (at + 1 < row.size() && row[at + 1] == '"')
                    cell += row[at++];
                else
                    break;
            }
            ++at;
            skipBlanks();
            const bool cellEnds = at >= row.size() || row[at] == m_separator || blanks;
            if (!cellEnds)
                return std::unexpected(Error{"there is text behind a closing quote"});
        } else {
            const std::size_t end =
                std::min(blanks ? row.find_first_of(" \t", at) : row.find(m_separator, at), row.size());
            cell = row.substr(at, end - at);
            cell.resize(cell.find_last_not_of(' ') + 1);
            at = end;
        }
        if (blanks)
            continue;
        if (at >= row.size())
            return true;
        ++at;   // the separator; behind it there is one more cell, be it empty
    }
}

} // namespace weir::source
