#pragma once
#include "format/graph_sink.h"
#include "format/text_input.h"
#include "format/words/foreign_text.h"
#include <array>
#include <string>
#include <string_view>

namespace weir::format {

/// The lines of a text of words. Lines that are too long are left out and told. Not thread-safe.
class LineInput final {
public:
    /// Both outlive this; `input` stands at its beginning.
    LineInput(FileInput& input, GraphSink& graph) : m_text(input), m_graph(graph) {}

    /// False: there is none, or nobody wants more.
    [[nodiscard]] bool next();
    /// Of the last line, as UTF-8; valid until the next.
    [[nodiscard]] std::string_view text() const { return m_line; }
    [[nodiscard]] std::uint64_t number() const { return m_number; }

    /// The first of the text; only before the first line is taken.
    [[nodiscard]] std::string_view head() const { return m_text.head(); }
    /// Tells the report how texts were read; call once, after reading.
    void finish();

    void leaveOut(std::string_view kind, std::string_view cause) { m_graph.report().leaveOut(kind, m_number, cause); }
    /// "LINE: cause".
    [[nodiscard]] Error error(std::string_view cause) const { return {std::to_string(m_number) + ": " + std::string(cause)}; }

private:
    TextInput m_text;
    GraphSink& m_graph;
    ForeignText m_foreign;
    std::string_view m_line;
    std::uint64_t m_number = 0;
};

/// The words of a line, between blanks and tabs. Views of the line.
class LineWords final {
public:
    explicit LineWords(std::string_view line) : m_rest(line) { skipBlanks(); }

    [[nodiscard]] bool empty() const { return m_rest.empty(); }
    /// The next; empty where there is none.
    [[nodiscard]] std::string_view next()
    {
        std::size_t end = 0;
        while (end < m_rest.size() && !isBlank(m_rest[end]))
            ++end;
        const std::string_view word = m_rest.substr(0, end);
        m_rest.remove_prefix(end);
        skipBlanks();
        return word;
    }
    /// What is left of the line, from the next word on.
    [[nodiscard]] std::string_view rest() const { return m_rest; }
    void skip(std::size_t bytes)
    {
        m_rest.remove_prefix(bytes);
        skipBlanks();
    }

private:
    [[nodiscard]] static bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f'; }
    void skipBlanks()
    {
        while (!m_rest.empty() && isBlank(m_rest.front()))
            m_rest.remove_prefix(1);
    }

    std::string_view m_rest;
};

} // namespace weir::format
