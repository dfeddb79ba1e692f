#include "format/text_input.h"
#include "format/text_check.h"
#include <algorithm>
#include <cstring>
#include <utility>

namespace weir::format {

TextInput::TextInput(FileInput& input) : m_input(input)
{
    m_bytes.resize(headBytes);
    m_bytes.resize(m_input.read(m_bytes));
    m_ended = m_bytes.size() < headBytes;
    // Without a mark: text of the first 256 characters has its zeros in every other byte.
    const std::string_view first = std::string_view(m_bytes).substr(0, 512);
    std::size_t zeros[2] = {0, 0};
    for (std::size_t i = 0; i < first.size(); ++i)
        zeros[i % 2] += first[i] == '\0' ? 1 : 0;
    const std::size_t many = first.size() / 3;
    if (m_bytes.starts_with("\xff\xfe") || (many > 0 && zeros[1] >= many && zeros[0] == 0))
        m_encoding = Encoding::Utf16Le;
    else if (m_bytes.starts_with("\xfe\xff") || (many > 0 && zeros[0] >= many && zeros[1] == 0))
        m_encoding = Encoding::Utf16Be;
    if (m_encoding == Encoding::Utf8) {
        m_text.swap(m_bytes);
        if (m_text.starts_with("\xef\xbb\xbf"))
            m_text.erase(0, 3);
        return;
    }
    if (m_bytes.starts_with("\xff\xfe") || m_bytes.starts_with("\xfe\xff"))
        m_bytes.erase(0, 2);
    decodeUtf16();
}

void TextInput::readPiece()
{
    m_text.erase(0, m_at);
    m_at = 0;
    std::string& bytes = m_encoding == Encoding::Utf8 ? m_text : m_bytes;
    const std::size_t kept = bytes.size();
    bytes.resize(kept + headBytes);
    bytes.resize(kept + m_input.read(std::span(bytes).subspan(kept)));
    m_ended = bytes.size() < kept + headBytes;
    if (m_encoding != Encoding::Utf8)
        decodeUtf16();
}

void TextInput::decodeUtf16()
{
    constexpr char32_t replacement = 0xfffd;
    std::size_t at = 0;
    for (; at + 1 < m_bytes.size(); at += 2) {
        const auto byte = [this, at](std::size_t i) { return static_cast<char16_t>(static_cast<unsigned char>(m_bytes[at + i])); };
        const auto unit = static_cast<char16_t>(m_encoding == Encoding::Utf16Le ? byte(0) | byte(1) << 8 : byte(0) << 8 | byte(1));
        const bool low = unit >= 0xdc00 && unit < 0xe000;
        if (m_highSurrogate != 0) {
            appendUtf8(m_text, low ? 0x10000 + ((m_highSurrogate & 0x3ffU) << 10 | (unit & 0x3ffU)) : replacement);
            m_highSurrogate = 0;
            if (low)
                continue;
        }
        if (unit >= 0xd800 && unit < 0xdc00)
            m_highSurrogate = unit;
        else
            appendUtf8(m_text, low ? replacement : unit);
    }
    m_bytes.erase(0, at);
    if (m_ended && (m_highSurrogate != 0 || !m_bytes.empty())) {
        appendUtf8(m_text, replacement);
        m_highSurrogate = 0;
        m_bytes.clear();
    }
}

std::string_view TextInput::nextPiece()
{
    while (m_at == m_text.size() && !m_ended)
        readPiece();
    return std::string_view(m_text).substr(std::exchange(m_at, m_text.size()));
}

TextInput::Line TextInput::next(std::string_view& text)
{
    text = {};
    std::size_t length = 0;   // of the line, as far as it was looked at
    bool tooLong = false;
    for (;;) {
        if (m_at + length == m_text.size()) {
            if (m_ended)
                break;
            readPiece();
            continue;
        }
        if (m_afterReturn) {
            m_afterReturn = false;
            m_at += m_text[m_at] == '\n' ? 1 : 0;
            continue;
        }
        const char* const begin = m_text.data() + m_at + length;
        const std::size_t left = m_text.size() - m_at - length;
        const auto* const feed = static_cast<const char*>(std::memchr(begin, '\n', left));
        const std::size_t upToFeed = feed == nullptr ? left : static_cast<std::size_t>(feed - begin);
        const auto* const carriageReturn = static_cast<const char*>(std::memchr(begin, '\r', upToFeed));
        length += carriageReturn == nullptr ? upToFeed : static_cast<std::size_t>(carriageReturn - begin);
        tooLong = tooLong || length > mostLineBytes;
        if (m_at + length == m_text.size()) {
            if (tooLong) {
                m_at += length;
                length = 0;
            }
            continue;
        }
        m_afterReturn = carriageReturn != nullptr;
        if (!tooLong)
            text = std::string_view(m_text).substr(m_at, length);
        m_at += length + 1;
        return tooLong ? Line::TooLong : Line::There;
    }
    if (tooLong || length == 0)
        return tooLong ? Line::TooLong : Line::None;
    text = std::string_view(m_text).substr(m_at, length);
    m_at += length;
    return Line::There;
}

} // namespace weir::format
