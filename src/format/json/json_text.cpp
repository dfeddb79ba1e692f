#include "format/json/json_text.h"
#include "format/json/json_value.h"
#include "format/reading_report.h"
#include <algorithm>
#include <array>
#include <cstring>

namespace weir::format {

namespace {

constexpr std::size_t pieceBytes = 256 * 1024;
constexpr std::size_t mostNameBytes = 64 * 1024;

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Signs that matter outside of texts.
constexpr std::array<bool, 256> brackets = [] {
    std::array<bool, 256> table{};
    for (const char c : {'"', '{', '}', '[', ']'})
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

bool isBracket(char c) { return brackets[static_cast<unsigned char>(c)]; }

} // namespace

JsonText::JsonText(FileInput& input) : m_input(input), m_bytes(pieceBytes + padding)
{
    static_cast<void>(readMore(0));
    if (std::string_view(m_bytes.data(), m_end).starts_with("\xef\xbb\xbf"))
        m_at = m_begin = m_counted = 3;
}

/// Bytes before `keptFrom` go. Places in m_bytes move by as much.
bool JsonText::readMore(std::size_t keptFrom)
{
    if (m_ended)
        return false;
    forget(keptFrom);
    std::memmove(m_bytes.data(), m_bytes.data() + keptFrom, m_end - keptFrom);
    m_base += keptFrom;
    m_at -= keptFrom;
    m_end -= keptFrom;
    m_begin -= std::min(m_begin, keptFrom);
    if (m_bytes.size() < m_end + pieceBytes + padding)
        m_bytes.resize(std::max(2 * m_bytes.size(), m_end + pieceBytes + padding));
    const std::size_t got = m_input.read(std::span(m_bytes).subspan(m_end, pieceBytes));
    m_ended = got < pieceBytes;
    m_end += got;
    return got > 0;
}

void JsonText::forget(std::size_t before)
{
    if (m_counted < before) {
        m_line += static_cast<std::uint64_t>(std::count(m_bytes.data() + m_counted, m_bytes.data() + before, '\n'));
        m_counted = before;
    }
    m_counted -= before;
}

std::uint64_t JsonText::line()
{
    if (m_droppedLine != 0)
        return m_droppedLine;
    if (m_counted < m_begin) {
        m_line += static_cast<std::uint64_t>(std::count(m_bytes.data() + m_counted, m_bytes.data() + m_begin, '\n'));
        m_counted = m_begin;
    }
    return m_line;
}

void JsonText::fail(std::string_view cause)
{
    if (!m_fault.empty())
        return;
    m_begin = m_at;
    m_droppedLine = 0;
    // Documents are often one line, of which a number alone says nothing.
    m_fault = std::to_string(line()) + ": " + std::string(cause) + " (behind " + ReadingReport::counted(m_base + m_at, "byte") + ')';
}

char JsonText::peek()
{
    if (!m_fault.empty())
        return '\0';
    for (;;) {
        while (m_at < m_end && isBlank(m_bytes[m_at]))
            ++m_at;
        if (m_at < m_end)
            return m_bytes[m_at];
        if (!readMore(m_at))
            return '\0';
    }
}

bool JsonText::open(char bracket)
{
    if (peek() != bracket)
        return false;
    m_begin = m_at++;
    m_droppedLine = 0;
    m_open.push_back(bracket);
    m_afterValue = false;
    return true;
}

/// Whether another member or element comes before the bracket that closes.
bool JsonText::next(char close)
{
    char c = peek();
    if (c == ',' && m_afterValue) {
        ++m_at;
        c = peek();
    } else if (m_afterValue && c != close && c != '\0') {
        fail("a comma or a bracket is missing, or one too many");
    }
    if (!m_fault.empty())
        return false;
    if (c == '\0') {
        fail("the file ends before the document does; is it whole?");
        return false;
    }
    if (c != close)
        return true;
    ++m_at;
    m_open.pop_back();
    m_afterValue = true;
    return false;
}

bool JsonText::nextMember(std::string& name)
{
    if (!next('}'))
        return false;
    if (m_bytes[m_at] != '"') {
        fail("a member's name is missing, or has no quotes");
        return false;
    }
    const std::string_view written = value();
    if (written.empty() || written.size() > mostNameBytes) {
        fail("a member's name is longer than it may be, or not closed");
        return false;
    }
    const auto text = textOf(written);
    if (!text) {
        fail("a member's name has a wrong escape, or is not UTF-8");
        return false;
    }
    name = *text;
    if (peek() != ':') {
        fail("a colon is missing behind a member's name");
        return false;
    }
    ++m_at;
    m_afterValue = false;
    return true;
}

bool JsonText::nextElement() { return next(']'); }

/// Goes behind the value that comes next; where it began. Places in m_bytes may have moved.
std::size_t JsonText::scanned(Keep keep)
{
    m_tooLong = false;
    const char first = peek();
    m_begin = m_at;
    m_droppedLine = 0;
    if (first == '\0' || first == ',' || first == ':' || first == '}' || first == ']') {
        fail(first == '\0' ? "the file ends before the document does; is it whole?" : "a value is missing");
        return m_at;
    }
    std::size_t begin = m_at, depth = 0;
    bool inText = false, escaped = false;
    const bool isScalar = first != '"' && first != '{' && first != '[';
    for (;;) {
        const char* const bytes = m_bytes.data();
        std::size_t at = m_at;
        bool whole = false;
        while (at < m_end && !whole) {
            if (isScalar) {
                const char c = bytes[at];
                whole = isBlank(c) || c == ',' || c == '}' || c == ']';
                at += whole ? 0 : 1;
                continue;
            }
            if (inText) {
                for (; at < m_end; ++at) {
                    const char c = bytes[at];
                    if (escaped) {
                        escaped = false;
                    } else if (c == '\\') {
                        escaped = true;
                    } else if (c == '"') {
                        ++at;
                        inText = false;
                        whole = depth == 0;
                        break;
                    }
                }
                continue;
            }
            while (at < m_end && !isBracket(bytes[at]))
                ++at;
            if (at == m_end)
                break;
            const char c = bytes[at++];
            if (c == '"')
                inText = true;
            else if (c == '{' || c == '[')
                ++depth;
            else
                whole = --depth == 0;
        }
        m_at = at;
        if (whole || (isScalar && m_ended))
            break;
        m_tooLong = m_tooLong || m_at - begin > mostValueBytes;
        const bool dropped = keep == Keep::Nothing || m_tooLong;
        if (dropped)
            m_droppedLine = line();
        const std::size_t keptFrom = dropped ? m_at : begin;
        begin = 0;
        if (!readMore(keptFrom)) {
            if (isScalar)
                break;
            fail(inText ? "a text is not closed; is the file whole?" : "a bracket is not closed; is the file whole?");
            return m_at;
        }
    }
    m_afterValue = true;
    return begin;
}

std::string_view JsonText::value()
{
    const std::size_t begin = scanned(Keep::Value);
    return m_fault.empty() && !m_tooLong ? std::string_view(m_bytes.data() + begin, m_at - begin) : std::string_view{};
}

void JsonText::skip()
{
    static_cast<void>(scanned(Keep::Nothing));
    m_tooLong = false;
}

JsonText::Place JsonText::place()
{
    static_cast<void>(peek());
    m_begin = m_at;
    m_droppedLine = 0;
    return {m_base + m_at, line(), m_open, m_afterValue};
}

void JsonText::goTo(const Place& place)
{
    m_fault.clear();
    m_open = place.open;
    m_afterValue = place.afterValue;
    if (place.byte >= m_base && place.byte <= m_base + m_end) {
        m_at = place.byte - m_base;
    } else {
        m_input.goTo(place.byte);
        m_base = place.byte;
        m_at = m_end = 0;
        m_ended = false;
        static_cast<void>(readMore(0));
    }
    m_begin = m_counted = m_at;
    m_droppedLine = 0;
    m_line = place.line;
}

} // namespace weir::format
