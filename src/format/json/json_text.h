#pragma once
#include "format/file_input.h"
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir::format {

/// A JSON document that is walked piece by piece: its outer brackets are opened one by one, and what lies in them is handed out as the text
/// of one value at a time, so that a document is never in memory as a whole. Here brackets and texts alone count; a value is checked by who
/// parses it. Once something is wrong everything gives nothing, and fault() says what it was. Not thread-safe. Memory: the longest value
/// that is handed out.
class JsonText final {
public:
    static constexpr std::size_t mostValueBytes = 8 * 1024 * 1024;
    static constexpr std::size_t padding = 64;   ///< readable bytes behind a value, as simdjson wants them

    /// `input` stands at its beginning and outlives this.
    explicit JsonText(FileInput& input);

    /// The next sign that is no blank, which stays; 0: there is none.
    [[nodiscard]] char peek();
    /// Goes into the object or array that comes next. False: none does.
    [[nodiscard]] bool open(char bracket);
    /// Of the object that is open: the next member's name. False: it had no more, and is left. What comes next is its value, which is to be
    /// taken or skipped.
    [[nodiscard]] bool nextMember(std::string& name);
    /// Of the array that is open, in the same way.
    [[nodiscard]] bool nextElement();

    /// The text of the value that comes next, valid until the next call. Empty: there is none, or it is longer than mostValueBytes
    /// (wasTooLong()) and skipped.
    [[nodiscard]] std::string_view value();
    [[nodiscard]] bool wasTooLong() const { return m_tooLong; }
    void skip();

    /// Of the last value or name, from 1.
    [[nodiscard]] std::uint64_t line();
    /// What is wrong with the document, "LINE: cause"; "": nothing so far.
    [[nodiscard]] const std::string& fault() const { return m_fault; }
    /// The document is left early, and everything gives nothing.
    void stop(std::string fault) { m_fault = std::move(fault); }

    /// Where a value comes next, to be walked again from there; the fault that may have come behind it is forgotten.
    struct Place {
        std::uint64_t byte = 0, line = 1;
        std::vector<char> open;
        bool afterValue = false;
    };
    [[nodiscard]] Place place();
    void goTo(const Place& place);

private:
    enum class Keep { Value,
                      Nothing };

    [[nodiscard]] bool readMore(std::size_t keptFrom);
    [[nodiscard]] std::size_t scanned(Keep keep);
    [[nodiscard]] bool next(char close);
    void forget(std::size_t before);
    void fail(std::string_view cause);
    [[nodiscard]] std::string where() const;

    FileInput& m_input;
    std::vector<char> m_bytes;
    std::size_t m_at = 0, m_end = 0;   // of m_bytes
    std::size_t m_begin = 0;   // of the last value or name
    std::size_t m_counted = 0;   // up to which m_line counts
    std::uint64_t m_base = 0, m_line = 1;   // of the document: the first byte of m_bytes; the line of m_counted
    std::uint64_t m_droppedLine = 0;   // of m_begin where its bytes are gone; 0: they are there
    std::vector<char> m_open;   // brackets
    std::string m_fault;
    bool m_afterValue = false, m_ended = false, m_tooLong = false;
};

}   // namespace weir::format
