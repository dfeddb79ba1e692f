#include "format/words/character_input.h"

namespace weir::format {

bool CharacterInput::more()
{
    const std::string_view piece = m_text.nextPiece();
    m_at = piece.data();
    m_end = m_at + piece.size();
    return !piece.empty();
}

int CharacterInput::peekSecond()
{
    if (m_end - m_at < 2) {
        if (peek() == none)
            return none;
        std::string left(m_at, m_end);
        m_joined = std::move(left) += m_text.nextPiece();
        m_at = m_joined.data();
        m_end = m_at + m_joined.size();
    }
    return m_end - m_at < 2 ? none : static_cast<unsigned char>(m_at[1]);
}

void CharacterInput::skipLine()
{
    static constexpr CharacterSet inLine = allBut("\n\r");
    while (!take(inLine).empty() && atEndOfPiece()) {}
}

} // namespace weir::format
