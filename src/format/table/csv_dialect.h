#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace weir::format {

/// How a table is written in a text. A plain value.
struct CsvDialect {
    static constexpr char blanks = ' ';   ///< runs of blanks and tabs

    char separator = ',';
    bool quotes = true;         ///< cells may be quoted as in RFC 4180
    bool backslashes = false;   ///< \" in a quoted cell is a quote, \\ a backslash

    /// Whether a row goes on behind the end of its line, ended, or was not written in this dialect.
    enum class Split { Whole,
                       QuoteOpen,
                       TextBehindQuote };

    /// Fills `cells` with those of `row`, unquoted and, where they had no quotes, without blanks at their ends: views of the row, or of
    /// `unquoted`, which holds those that have quotes in them.
    [[nodiscard]] Split split(std::string_view row, std::vector<std::string_view>& cells, std::string& unquoted) const;
};

/// The start of a table in rows, as it is decided what the table is. A plain value.
struct TableHead {
    CsvDialect dialect;
    std::size_t linesBefore = 0;   ///< of comments and a "sep=;" in front of the first row, with empty lines
    std::vector<std::string> comments;   ///< of these the last ones, with their # or %
    std::vector<std::vector<std::string>> rows;
};

/// Reads the first 64 KiB of a table, `text`; `isAll`: nothing follows it, so its last line is whole.
/// Separator and quotes are those with which most rows have the same number of cells.
[[nodiscard]] TableHead tableHead(std::string_view text, bool isAll);

}   // namespace weir::format
