#pragma once
#include "base/error.h"
#include <cstdint>
#include <expected>
#include <istream>
#include <string>
#include <vector>

namespace weir::source {

/// Rows of a text of separated values: comma, tab, semicolon or runs of blanks, decided by the first row; quotes as in
/// RFC 4180, so a quoted cell may hold separators and line ends. Empty rows, and rows that begin with # or %, are
/// passed over. Reads as it goes. Not thread-safe.
class CsvReader final {
public:
    static constexpr std::size_t mostRowBytes = 1024 * 1024;
    static constexpr std::uint64_t mostRowLines = 1000;

    explicit CsvReader(std::istream& input) : m_input(input) {}

    /// Fills `cells` with the next row. False: there is none. Error: the cause, to be shown with line().
    [[nodiscard]] std::expected<bool, Error> next(std::vector<std::string>& cells);

    /// Of the row last read, from 1; where a row spans several, its first.
    [[nodiscard]] std::uint64_t line() const { return m_rowLine; }

private:
    [[nodiscard]] std::expected<bool, Error> readLine(std::string& text);
    [[nodiscard]] std::expected<bool, Error> split(std::string_view row, std::vector<std::string>& cells);
    void chooseSeparator(std::string_view row);

    std::istream& m_input;
    std::string m_row, m_more;
    std::uint64_t m_line = 0, m_rowLine = 0;
    char m_separator = '\0';   // '\0': not chosen; ' ': runs of blanks
};

} // namespace weir::source
