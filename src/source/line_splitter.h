#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir::source {

/// Cuts bytes that arrive in pieces into numbered lines without their ends (LF or CRLF). Of a line longer than
/// `mostLineBytes` only that it was too long is kept, so memory is bounded. Not thread-safe.
class LineSplitter final {
public:
    static constexpr std::size_t mostLineBytes = 1024 * 1024;

    struct Line {
        std::uint64_t number = 0;   ///< from 1
        std::string_view text;      ///< valid until the next call; empty where too long
        bool tooLong = false;
    };

    void append(std::string_view bytes) { m_bytes.append(bytes); }

    /// The next whole line.
    [[nodiscard]] std::optional<Line> next()
    {
        const std::size_t end = m_bytes.find('\n', m_searched);
        if (end == std::string::npos) {
            dropTaken();
            m_searched = m_bytes.size();
            if (m_bytes.size() > mostLineBytes) {
                m_tooLong = true;
                m_bytes.clear();
                m_searched = 0;
            }
            return std::nullopt;
        }
        const std::string_view text = std::string_view(m_bytes).substr(m_begin, end - m_begin);
        m_begin = m_searched = end + 1;
        return made(text);
    }

    /// What stands behind the last line end, if anything; it counts as no line yet.
    [[nodiscard]] std::string_view unfinished() const { return std::string_view(m_bytes).substr(m_begin); }

    /// Takes what is unfinished as a line: the writer has gone.
    [[nodiscard]] std::optional<Line> finish()
    {
        if (m_begin == m_bytes.size() && !m_tooLong)
            return std::nullopt;
        const std::string_view text = unfinished();
        m_begin = m_searched = m_bytes.size();
        return made(text);
    }

    /// Forgets everything; the next line is line 1.
    void restart() { *this = {}; }

private:
    [[nodiscard]] Line made(std::string_view text)
    {
        Line line{++m_number, text, m_tooLong || text.size() > mostLineBytes};
        m_tooLong = false;
        if (line.text.ends_with('\r'))
            line.text.remove_suffix(1);
        if (line.number == 1 && line.text.starts_with("\xef\xbb\xbf"))
            line.text.remove_prefix(3);
        if (line.tooLong)
            line.text = {};
        return line;
    }

    void dropTaken()
    {
        m_bytes.erase(0, m_begin);
        m_begin = 0;
    }

    std::string m_bytes;
    std::size_t m_begin = 0, m_searched = 0;   // taken up to here, searched for a line end up to here
    std::uint64_t m_number = 0;
    bool m_tooLong = false;   // the line that is under way
};

} // namespace weir::source
