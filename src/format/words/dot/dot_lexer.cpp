#include "format/words/dot/dot_lexer.h"

namespace weir::format {

namespace {

using Kind = DotToken::Kind;

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", digits = "0123456789";
constexpr CharacterSet beginsName = charactersOf("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789.", true);
constexpr CharacterSet inName = beginsName;
constexpr CharacterSet blanks = charactersOf(" \t\v\f");
constexpr CharacterSet plainInQuotes = allBut("\"\\\n\r"), plainInHtml = allBut("<>\n\r"), plainInComment = allBut("*\n\r");

bool isOf(const CharacterSet& set, int c) { return c != CharacterInput::none && set[static_cast<std::size_t>(c)]; }
bool isLetter(int c) { return c >= 0x80 || (c > 0 && letters.find(static_cast<char>(c)) != std::string_view::npos); }
bool isDigit(int c) { return c >= '0' && c <= '9'; }

} // namespace

bool DotToken::isKeyword(std::string_view word) const
{
    if (kind != Kind::Name || form != Form::Bare || text.size() != word.size())
        return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if ((text[i] | 0x20) != word[i])
            return false;
    }
    return true;
}

DotToken DotLexer::fail(std::uint64_t line, std::string_view cause)
{
    m_fault = std::to_string(line) + ": " + std::string(cause);
    return {Kind::Fault};
}

/// False: a comment has no end.
bool DotLexer::skipBlanks()
{
    for (;;) {
        const int c = m_input.peek();
        if (c == '\n' || c == '\r') {
            m_input.skip();
        } else if (isOf(blanks, c)) {
            static_cast<void>(m_input.take(blanks));
        } else if (c == '#' && m_lineWithToken != m_input.line()) {
            m_input.skipLine();   // what a preprocessor says, or a comment of other languages
        } else if (c == '/' && (m_input.peekSecond() == '/' || m_input.peekSecond() == '*')) {
            if (!skipComment())
                return false;
        } else {
            return true;
        }
    }
}

bool DotLexer::skipComment()
{
    if (m_input.peekSecond() == '/') {
        m_input.skipLine();
        return true;
    }
    const std::uint64_t line = m_input.line();
    m_input.skip();
    m_input.skip();
    for (int c = 0; (c = m_input.peek()) != CharacterInput::none;) {
        if (isOf(plainInComment, c)) {
            static_cast<void>(m_input.take(plainInComment));
            continue;
        }
        m_input.skip();
        if (c == '*' && m_input.peek() == '/') {
            m_input.skip();
            return true;
        }
    }
    static_cast<void>(fail(line, "the comment that begins here has no end"));
    return false;
}

DotToken DotLexer::sign(DotToken token, Kind kind)
{
    m_input.skip();
    token.kind = kind;
    return token;
}

DotToken DotLexer::next()
{
    if (!m_fault.empty() || !skipBlanks())
        return {Kind::Fault};
    DotToken token;
    token.line = m_lineWithToken = m_input.line();
    const int c = m_input.peek();
    if (isOf(beginsName, c))
        return bareName(token);
    switch (c) {
    case CharacterInput::none: return token;
    case '{': return sign(token, Kind::Open);
    case '}': return sign(token, Kind::Close);
    case '[': return sign(token, Kind::OpenList);
    case ']': return sign(token, Kind::CloseList);
    case '=': return sign(token, Kind::Equals);
    case ';': return sign(token, Kind::Semicolon);
    case ',': return sign(token, Kind::Comma);
    case ':': return sign(token, Kind::Colon);
    case '"': return quotedName(token);
    case '<': return htmlName(token);
    case '-': {
        const int second = m_input.peekSecond();
        if (second == '-' || second == '>') {
            m_input.skip();
            return sign(token, second == '>' ? Kind::Arrow : Kind::Line);
        }
        if (isDigit(second) || second == '.')
            return bareName(token);
        break;
    }
    default:
        break;
    }
    m_text.assign(1, static_cast<char>(c));
    token.text = m_text;
    return sign(token, Kind::Other);
}

void DotLexer::keep(std::string_view text, DotToken& token)
{
    const std::size_t room = mostTextBytes - m_text.size();
    token.cut |= text.size() > room;
    m_text += text.substr(0, room);
}

void DotLexer::keepLineEnd(DotToken& token)
{
    const bool isPair = m_input.peek() == '\r' && m_input.peekSecond() == '\n';
    m_input.skip();
    if (isPair)
        m_input.skip();
    keep("\n", token);
}

DotToken DotLexer::bareName(DotToken token)
{
    token.kind = Kind::Name;
    if (m_input.peek() != '-') {
        token.text = m_input.take(inName);
        // Nearly all names end here, and are read where they lie.
        if (!m_input.atEndOfPiece() && m_input.peek() != '-')
            return token;
        m_text.clear();
        keep(token.text, token);
    } else {
        m_input.skip();
        m_text = "-";
    }
    for (;;) {
        if (const std::string_view more = m_input.take(inName); !more.empty()) {
            keep(more, token);
        } else if (m_input.peek() == '-' && isLetter(m_input.peekSecond())) {
            m_input.skip();
            keep("-", token);
        } else {
            break;
        }
    }
    token.text = m_text;
    return token;
}

DotToken DotLexer::quotedName(DotToken token)
{
    token.kind = Kind::Name;
    token.form = DotToken::Form::Quoted;
    m_text.clear();
    m_input.skip();
    for (;;) {
        const int c = m_input.peek();
        if (c == CharacterInput::none)
            return fail(token.line, "the text in quotes that begins here has no end");
        if (isOf(plainInQuotes, c)) {
            keep(m_input.take(plainInQuotes), token);
        } else if (c == '\n' || c == '\r') {
            keepLineEnd(token);
        } else if (c == '\\') {
            m_input.skip();
            const int escaped = m_input.peek();
            if (escaped == '"') {
                m_input.skip();
                keep("\"", token);
            } else if (escaped == '\\') {
                m_input.skip();
                keep("\\\\", token);
            } else if (escaped == '\n' || escaped == '\r') {   // the text goes on in the next line
                const bool isPair = escaped == '\r' && m_input.peekSecond() == '\n';
                m_input.skip();
                if (isPair)
                    m_input.skip();
            } else {
                keep("\\", token);
            }
        } else {   // the closing quotes
            m_input.skip();
            if (!skipBlanks())
                return {Kind::Fault};
            if (m_input.peek() != '+')
                break;
            m_input.skip();
            if (!skipBlanks())
                return {Kind::Fault};
            if (m_input.peek() != '"')
                return fail(m_input.line(), "behind a + comes another text in quotes");
            m_input.skip();
        }
    }
    token.text = m_text;
    return token;
}

DotToken DotLexer::htmlName(DotToken token)
{
    token.kind = Kind::Name;
    token.form = DotToken::Form::Html;
    m_text.clear();
    m_input.skip();
    for (std::uint64_t depth = 1;;) {
        const int c = m_input.peek();
        if (c == CharacterInput::none)
            return fail(token.line, "the HTML that begins here has no end");
        if (isOf(plainInHtml, c)) {
            keep(m_input.take(plainInHtml), token);
            continue;
        }
        if (c == '\n' || c == '\r') {
            keepLineEnd(token);
            continue;
        }
        m_input.skip();
        if (c == '>' && --depth == 0)
            break;
        const char sign = static_cast<char>(c);
        keep({&sign, 1}, token);
        if (c != '<')
            continue;
        if (m_input.peek() != '!' || m_input.peekSecond() != '-') {
            ++depth;
            continue;
        }
        // A comment: its brackets are no brackets.
        for (std::string_view end = "-->", left = end; !left.empty();) {
            const int inside = m_input.peek();
            if (inside == CharacterInput::none)
                return fail(token.line, "the HTML that begins here has no end");
            m_input.skip();
            left = inside == left.front() ? left.substr(1) : inside == '-' && left == ">" ? left
                : inside == '-'                                                           ? end.substr(1)
                                                                                          : end;
        }
        keep(">", token);
    }
    token.text = m_text;
    return token;
}

} // namespace weir::format
