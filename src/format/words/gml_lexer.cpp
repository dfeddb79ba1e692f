#include "format/words/gml_lexer.h"

namespace weir::format {

namespace {

using Kind = GmlToken::Kind;

constexpr CharacterSet blanks = charactersOf(" \t\v\f");
constexpr CharacterSet inWord = allBut(" \t\v\f\n\r[]\""), inText = allBut("\"\n\r");

} // namespace

GmlToken GmlLexer::next()
{
    if (!m_fault.empty())
        return {Kind::Fault};
    for (;;) {
        const int c = m_input.peek();
        GmlToken token;
        token.line = m_input.line();
        switch (c) {
        case CharacterInput::none: return token;
        case '\n':
        case '\r': m_input.skip(); continue;
        case ' ':
        case '\t':
        case '\v':
        case '\f': static_cast<void>(m_input.take(blanks)); continue;
        case '#':
            if (m_lineWithToken != token.line) {
                m_input.skipLine();
                continue;
            }
            break;
        case '[':
        case ']':
            m_input.skip();
            token.kind = c == '[' ? Kind::Open : Kind::Close;
            m_lineWithToken = token.line;
            return token;
        case '"': m_lineWithToken = token.line; return text(token);
        default: break;
        }
        m_lineWithToken = token.line;
        return word(token);
    }
}

void GmlLexer::keep(std::string_view text, GmlToken& token)
{
    const std::size_t room = mostTextBytes - m_text.size();
    token.cut |= text.size() > room;
    m_text += text.substr(0, room);
}

GmlToken GmlLexer::word(GmlToken token)
{
    token.kind = Kind::Word;
    token.text = m_input.take(inWord);
    if (!m_input.atEndOfPiece())
        return token;
    m_text.clear();
    keep(token.text, token);
    for (std::string_view more; !(more = m_input.take(inWord)).empty();)
        keep(more, token);
    token.text = m_text;
    return token;
}

GmlToken GmlLexer::text(GmlToken token)
{
    token.kind = Kind::Text;
    m_text.clear();
    m_input.skip();
    for (;;) {
        const int c = m_input.peek();
        if (c == CharacterInput::none) {
            m_fault = std::to_string(token.line) + ": the text in quotes that begins here has no end";
            return {Kind::Fault};
        }
        if (c == '"') {
            m_input.skip();
            token.text = m_text;
            return token;
        }
        if (c == '\n' || c == '\r') {
            const bool isPair = c == '\r' && m_input.peekSecond() == '\n';
            m_input.skip();
            if (isPair)
                m_input.skip();
            keep("\n", token);
        } else {
            keep(m_input.take(inText), token);
        }
    }
}

} // namespace weir::format
