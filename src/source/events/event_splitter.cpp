#include "source/events/event_splitter.h"
#include "format/number_text.h"
#include <algorithm>
#include <array>

namespace weir::source {

namespace {

constexpr std::array<bool, 256> signs(std::string_view of)
{
    std::array<bool, 256> table{};
    for (const char c : of)
        table[static_cast<unsigned char>(c)] = true;
    return table;
}

constexpr std::array<bool, 256> textEnds = signs("\"\\\n\r"), structure = signs(" \t\n\r\"{}[]");

bool endsPlainText(char c) { return textEnds[static_cast<unsigned char>(c)]; }
bool isPlain(char c) { return !structure[static_cast<unsigned char>(c)]; }

} // namespace

void EventSplitter::append(std::string_view bytes)
{
    // What was handed out goes now, since it was valid until here.
    m_bytes.erase(0, m_taken);
    m_at -= m_taken;
    m_begin -= m_begin < m_taken ? m_begin : m_taken;
    m_firstLineEnd -= m_firstLineEnd < m_taken ? m_firstLineEnd : m_taken;
    m_taken = 0;
    m_bytes.append(bytes);
}

void EventSplitter::begin(State state)
{
    m_state = state;
    m_begin = m_at;
    m_beginLine = m_line;
    m_firstLineEnd = 0;
    m_inText = m_escaped = m_afterReturn = false;
    m_last = '\0';
    m_arrays = 0;
    m_depth = 0;
}

EventSplitter::Text EventSplitter::made(std::size_t end)
{
    m_state = State::Between;
    m_taken = m_at;
    return {m_beginLine, format::trimmed(std::string_view(m_bytes).substr(m_begin, end - m_begin)), false};
}

/// What is under way is no object: a line, or, where it has several, its first line, and the others are looked at anew.
bool EventSplitter::giveUp(Text& firstLine)
{
    if (m_firstLineEnd == 0) {
        m_state = State::Line;
        return false;
    }
    m_at = m_firstLineEnd;
    m_line = m_beginLine + 1;
    m_afterReturn = m_bytes[m_at - 1] == '\r';
    firstLine = made(m_at);
    return true;
}

bool EventSplitter::endsLine(char c)
{
    const bool second = c == '\n' && m_afterReturn;   // of CRLF
    m_afterReturn = c == '\r';
    if (c != '\n' && c != '\r')
        return false;
    m_line += second ? 0 : 1;
    return true;
}

/// One more character of an object. False: with it there is none.
bool EventSplitter::take(char c)
{
    if (m_inText) {
        m_inText = c != '"' || m_escaped;
        m_escaped = c == '\\' && !m_escaped;
        return c != '\n' && c != '\r';
    }
    const bool inArray = (m_arrays & 1U) != 0;
    switch (c) {
    case ' ':
    case '\t':
    case '\n':
    case '\r': return true;
    case '"': m_inText = true; break;
    case '{':
            // Where no value may stand another object begins, and the one under way was cut.
        if (m_depth > 0 && m_last != ':' && !(inArray && (m_last == '[' || m_last == ',')))
            return false;
        [[fallthrough]];
    case '[':
        if (m_depth == mostDepth)
            return false;
        m_arrays = m_arrays << 1U | (c == '[' ? 1U : 0U);
        ++m_depth;
        break;
    case '}':
    case ']':
        if (inArray != (c == ']'))
            return false;
        m_arrays >>= 1U;
        --m_depth;
        break;
    default: break;
    }
    m_last = c;
    return true;
}

/// Passes over what changes nothing: signs within a text, and outside of it those of words and numbers. Most of an object is that.
void EventSplitter::passOverPlain()
{
    if (m_escaped)
        return;
    const char* const bytes = m_bytes.data();
    const std::size_t begin = m_at, end = std::min(m_bytes.size(), m_begin + mostBytes);
    if (m_inText) {
        while (m_at < end && !endsPlainText(bytes[m_at]))
            ++m_at;
    } else {
        while (m_at < end && isPlain(bytes[m_at]))
            ++m_at;
        if (m_at > begin)
            m_last = bytes[m_at - 1];
    }
    m_afterReturn = m_afterReturn && m_at == begin;
}

/// Looks at an object until it is whole, is none, or the bytes end.
std::optional<EventSplitter::Text> EventSplitter::objectMayEnd()
{
    Text text;
    for (; m_at < m_bytes.size(); ++m_at) {
        passOverPlain();
        if (m_at == m_bytes.size())
            break;
        const char c = m_bytes[m_at];
        if (!take(c))
            return giveUp(text) ? std::optional(text) : std::nullopt;
        if (endsLine(c) && m_firstLineEnd == 0)
            m_firstLineEnd = m_at + 1;
        if (m_depth == 0) {
            ++m_at;
            return made(m_at);
        }
        if (m_at - m_begin >= mostBytes) {
            if (giveUp(text))
                return text;
            return std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<EventSplitter::Text> EventSplitter::next()
{
    while (m_at < m_bytes.size()) {
        const char c = m_bytes[m_at];
        switch (m_state) {
        case State::Between:
                // Each of several files that were joined may begin with the mark of its encoding, EF BB BF. Commas stand
                // between the objects of a list.
            if (endsLine(c) || c == ',' || c == ' ' || c == '\t' || c == '\xef' || c == '\xbb' || c == '\xbf') {
                m_taken = ++m_at;
                break;
            }
            begin(c == '{' ? State::Object : State::Line);
            break;
        case State::Object:
            if (auto text = objectMayEnd())
                return text;
            break;
        case State::Line:
            if (c == '\n' || c == '\r')
                return made(m_at);
            if (++m_at - m_begin <= mostBytes)
                break;
            m_state = State::Skipped;
            m_taken = m_at;
            return Text{m_beginLine, {}, true};
        case State::Skipped:
            if (c == '\n' || c == '\r')
                m_state = State::Between;
            else
                m_taken = ++m_at;
            break;
        }
    }
    return m_ended ? unfinished() : std::nullopt;
}

/// Of what ended without being whole.
std::optional<EventSplitter::Text> EventSplitter::unfinished()
{
    Text text;
    if (m_state == State::Object && giveUp(text))
        return text;
    m_ended = false;
    if (m_state == State::Between)
        return std::nullopt;
    const bool shown = m_state == State::Line;
    ++m_line;
    text = made(m_bytes.size());
    return shown ? std::optional(text) : std::nullopt;
}

} // namespace weir::source
