#pragma once
#include "format/words/character_input.h"
#include <string>
#include <string_view>

namespace weir::format {

struct GmlToken {
    enum class Kind {
        End,
        Fault,
        Open,
        Close,   // brackets
        Word,          // a key, or a value without quotes
        Text           // in quotes
    };
    Kind kind = Kind::End;
    bool cut = false;            ///< the text goes on, and was not kept
    std::uint64_t line = 1;      ///< where it begins
    std::string_view text{};     ///< with its entities; valid until the next token
};

/// The tokens of GML, comments left out. Not thread-safe. Memory: two pieces of the input and the longest text that is kept.
class GmlLexer final {
public:
    static constexpr std::size_t mostTextBytes = 128 * 1024;   ///< of a text that are kept; its entities take more than what they name

    /// `input` stands at its beginning and outlives this.
    explicit GmlLexer(FileInput& input) : m_input(input) {}

    /// After Fault there is nothing more.
    [[nodiscard]] GmlToken next();
    /// "LINE: cause".
    [[nodiscard]] const std::string& fault() const { return m_fault; }

private:
    [[nodiscard]] GmlToken word(GmlToken token);
    [[nodiscard]] GmlToken text(GmlToken token);
    void keep(std::string_view text, GmlToken& token);

    CharacterInput m_input;
    std::string m_text;   // of the token, where it is not as it lies in the file
    std::string m_fault;
    std::uint64_t m_lineWithToken = 0;
};

} // namespace weir::format
