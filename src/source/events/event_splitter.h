#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir::source {

/// Cuts bytes that arrive in pieces into JSON objects, each as soon as it is whole: one a line, several a line, or one over
/// many lines; LF, CR and CRLF end a line. What cannot be an object is cut at the end of its line, so it costs no more than
/// that: of an object that turns out to be none, only its first line. Knows brackets and texts, no values.
/// Memory: one object or line, and the piece behind it. Not thread-safe.
class EventSplitter final {
public:
    static constexpr std::size_t mostBytes = 1024 * 1024;
    /// Deeper is no event. It bounds how often a line is looked at again.
    static constexpr std::size_t mostDepth = 64;

    struct Text {
        std::uint64_t line = 0;   ///< of its beginning, from 1
        std::string_view text;    ///< without blanks at its ends; valid until the next call; empty where too long
        bool tooLong = false;
    };

    void append(std::string_view bytes);

    /// The next whole object, or line that is none. Nothing: more bytes are needed.
    [[nodiscard]] std::optional<Text> next();

    /// What is unfinished counts as a line: its writer has gone. Others may come.
    void finish() { m_ended = true; }

    /// Forgets everything; the next line is line 1.
    void restart() { *this = {}; }

private:
    enum class State { Between,
                       Object,
                       Line,
                       Skipped };

    [[nodiscard]] bool take(char c);
    void passOverPlain();
    [[nodiscard]] std::optional<Text> objectMayEnd();
    [[nodiscard]] std::optional<Text> unfinished();
    [[nodiscard]] Text made(std::size_t end);
    [[nodiscard]] bool giveUp(Text& firstLine);
    [[nodiscard]] bool endsLine(char c);
    void begin(State state);

    std::string m_bytes;
    std::size_t m_taken = 0;             // of m_bytes: before it nothing is needed
    std::size_t m_begin = 0, m_at = 0;   // of what is under way, and up to where it was looked at
    std::uint64_t m_line = 1, m_beginLine = 1;
    std::size_t m_firstLineEnd = 0;   // of an object of several lines: behind its first one; 0: it has one
    State m_state = State::Between;
    bool m_ended = false, m_afterReturn = false;
    bool m_inText = false, m_escaped = false;   // of an object
    char m_last = '\0';                         // its last sign that is no blank
    std::uint64_t m_arrays = 0;                 // a bit for each open bracket, the innermost lowest: it is an array
    std::size_t m_depth = 0;
};

} // namespace weir::source
