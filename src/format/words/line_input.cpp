#include "format/words/line_input.h"

namespace weir::format {

bool LineInput::next()
{
    while (!m_graph.stopped()) {
        std::string_view text;
        const TextInput::Line line = m_text.next(text);
        if (line == TextInput::Line::None)
            return false;
        ++m_number;
        if (line == TextInput::Line::There) {
            m_line = m_foreign.legible(text);
            return true;
        }
        leaveOut("line", "it is longer than " + std::to_string(TextInput::mostLineBytes) + " bytes");
    }
    return false;
}

void LineInput::finish()
{
    if (m_foreign.met())
        m_graph.report().note(ForeignText::note);
}

} // namespace weir::format
