#pragma once
#include <cstdint>
#include <string_view>

namespace weir::format {

/// How many of some texts have what one format or another cannot say. A plain value.
struct TextSurvey {
    std::uint64_t texts = 0;
    std::uint64_t blank = 0;          ///< empty, or of nothing but blanks and line ends
    std::uint64_t endBlanks = 0;      ///< others that begin or end with one
    std::uint64_t lineEnds = 0;       ///< with a line feed or a carriage return
    std::uint64_t returns = 0;        ///< with a carriage return
    std::uint64_t quotes = 0;         ///< with "
    std::uint64_t zeros = 0;          ///< with the character 0
    std::uint64_t notXml = 0;         ///< with a character that no document of XML may have, 0 among them
    std::uint64_t oddBackslashes = 0; ///< see hasOddBackslashes()
    std::uint64_t decimalCommas = 0;  ///< numbers as those write them whose decimal sign is a comma

    void add(std::string_view text);
};

/// Whether backslashes of an odd number stand before ", before a line end or at the end, which no text in quotes of Graphviz can have.
[[nodiscard]] bool hasOddBackslashes(std::string_view text);
/// Whether Graphviz takes an attribute of this name for a label, in which a backslash is written twice.
[[nodiscard]] bool isGraphvizLabel(std::string_view name);
/// How many bytes the character that `text` begins with takes, where no document of XML may have it; 0: it may.
[[nodiscard]] std::size_t notOfXml(std::string_view text);

} // namespace weir::format
