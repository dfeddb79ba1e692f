#pragma once
#include "base/error.h"
#include "format/table/csv_dialect.h"
#include "format/text_input.h"
#include <cstdint>
#include <deque>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace weir::format {

/// Rows of a table in a text. A quoted cell may hold separators and line ends. A row that is wrong costs itself: of one
/// whose quote is not closed in time only the first line is given up. Empty rows are passed over. Reads as it goes;
/// memory: some rows of the longest kind. Not thread-safe.
class CsvReader final {
public:
    static constexpr std::size_t mostRowBytes = TextInput::mostLineBytes;
    static constexpr std::uint64_t mostRowLines = 1000;

    /// `input` outlives this object.
    CsvReader(TextInput& input, CsvDialect dialect) : m_input(input), m_dialect(dialect) {}

    /// Passes over so many lines, empty ones counted.
    void skipLines(std::uint64_t lines);

    /// Fills `cells` with the next row, valid until the next call. False: there is none. Error: what is wrong with the row at line(); the
    /// next call goes on behind it.
    [[nodiscard]] std::expected<bool, Error> next(std::vector<std::string_view>& cells);

    /// Of the row last read, from 1; where a row spans several, its first.
    [[nodiscard]] std::uint64_t line() const { return m_rowLine; }

private:
    [[nodiscard]] TextInput::Line readLine(std::string_view& text);
    [[nodiscard]] std::expected<bool, Error> joined(std::string_view first, std::vector<std::string_view>& cells);

    TextInput& m_input;
    CsvDialect m_dialect;
    std::string m_row, m_unquoted;   // a row of several lines; cells with quotes in them
    std::string m_lineAgain;   // the line of m_again that is looked at
    std::deque<std::string> m_again;   // lines that a wrong row had taken
    std::vector<std::string> m_taken;
    std::uint64_t m_line = 0, m_rowLine = 0, m_readAgain = 0;
    bool m_tooLongNext = false;   // behind m_again stood a line that is too long
};

}   // namespace weir::format
