#pragma once
#include "format/words/character_input.h"
#include <string>
#include <string_view>

namespace weir::format {

struct DotToken {
    enum class Kind {
        End,
        Fault,
        Name,                  // or a value: bare, in quotes, or of HTML
        Open,
        Close,           // braces
        OpenList,
        CloseList,   // brackets
        Equals,
        Semicolon,
        Comma,
        Colon,
        Arrow,
        Line,           // -> and --
        Other
    };
    enum class Form {
        Bare,
        Quoted,
        Html
    };

    Kind kind = Kind::End;
    Form form = Form::Bare;
    bool cut = false;             ///< the text goes on, and was not kept
    std::uint64_t line = 1;       ///< where it begins
    std::string_view text{};      ///< of a name, what it means; of Html what stands between < and >. Valid until the next token.

    /// It is this keyword, which is in lower case.
    [[nodiscard]] bool isKeyword(std::string_view word) const;
};

/// The tokens of Graphviz's language, with comments and the lines of a preprocessor left out. Takes more than the language does where that
/// means nothing else: names that begin with a digit, or have points or a hyphen before a letter in them. Not thread-safe. Memory: two
/// pieces of the input and the longest text that is kept.
class DotLexer final {
public:
    static constexpr std::size_t mostTextBytes = 64 * 1024;   ///< of a name or value that are kept

    /// `input` stands at its beginning and outlives this.
    explicit DotLexer(FileInput& input) : m_input(input) {}

    /// After Fault there is nothing more.
    [[nodiscard]] DotToken next();
    /// "LINE: cause".
    [[nodiscard]] const std::string& fault() const { return m_fault; }

private:
    [[nodiscard]] bool skipBlanks();
    [[nodiscard]] bool skipComment();
    [[nodiscard]] DotToken bareName(DotToken token);
    [[nodiscard]] DotToken quotedName(DotToken token);
    [[nodiscard]] DotToken htmlName(DotToken token);
    [[nodiscard]] DotToken sign(DotToken token, DotToken::Kind kind);
    void keep(std::string_view text, DotToken& token);
    void keepLineEnd(DotToken& token);
    [[nodiscard]] DotToken fail(std::uint64_t line, std::string_view cause);

    CharacterInput m_input;
    std::string m_text;   // of the token, where it is not as it lies in the file
    std::string m_fault;
    std::uint64_t m_lineWithToken = 0;
};

} // namespace weir::format
