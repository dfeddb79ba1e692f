#pragma once
#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace weir::format {

/// What a file of one format or another cannot say of a graph, so that who reads it has it differently or not at all. Nothing else is lost.
enum class Loss : std::uint8_t {
    Keys,            ///< nodes are numbers: their keys are labels, and of labelled nodes the attribute "key"
    ColumnNames,     ///< columns have other names: the format, or who reads it, means something else by theirs, or cannot have them
    EmptyColumns,    ///< columns in which no element has a value are not there
    Motion,          ///< columns of values in motion are attributes
    TextColumns,     ///< columns of texts are of the kind that their first text looks like, and have a column of texts beside them
    NoValues,        ///< texts that are words for "no value" before all others of their column are left out
    BlankTexts,      ///< texts of nothing but blanks, and empty ones, are left out
    EndBlanks,       ///< labels and categories have no blanks at their ends
    LineEnds,        ///< ends of lines in texts are blanks
    Returns,         ///< carriage returns in texts are ends of lines
    Quotes,          ///< " in texts is '
    Characters,      ///< characters that the format cannot have are U+FFFD
    Backslashes,     ///< texts have a backslash more, before " or at the end of a line
    Places,          ///< nodes that all lie at 0, 0 have no place
    Transparency,    ///< colours have none
};
inline constexpr std::size_t lossKinds = 15;

/// Which a format has.
class LossSet final {
public:
    constexpr LossSet(std::initializer_list<Loss> losses)
    {
        for (const Loss loss : losses)
            m_bits |= 1U << static_cast<unsigned>(loss);
    }
    [[nodiscard]] constexpr bool has(Loss loss) const { return (m_bits >> static_cast<unsigned>(loss) & 1U) != 0; }

private:
    std::uint32_t m_bits = 0;
};

/// How many of each there were in a graph.
class Losses final {
public:
    void add(Loss loss, std::uint64_t count) { m_counts[static_cast<std::size_t>(loss)] += count; }
    [[nodiscard]] std::uint64_t count(Loss loss) const { return m_counts[static_cast<std::size_t>(loss)]; }
    [[nodiscard]] bool none() const;
    /// "GML cannot say: 3 keys of nodes, which are labels there; 1 text …". "": nothing is lost.
    [[nodiscard]] std::string sentence(std::string_view format) const;

private:
    std::array<std::uint64_t, lossKinds> m_counts{};
};

} // namespace weir::format
