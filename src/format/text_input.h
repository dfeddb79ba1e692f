#pragma once
#include "format/file_input.h"
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::format {

/// Lines or pieces of a text that is read as it goes: UTF-8, or UTF-16 (told by its mark or its zeros), which becomes UTF-8; LF, CR
/// and CRLF end a line. Not thread-safe. Memory: two pieces and one line.
class TextInput final {
public:
    static constexpr std::size_t headBytes = FileInput::headBytes, mostLineBytes = 1024 * 1024;

    /// `input` stands at its beginning and outlives this.
    explicit TextInput(FileInput& input);

    /// The first headBytes as UTF-8, without a mark of the encoding; less where the input is shorter.
    /// Only before the first line is taken.
    [[nodiscard]] std::string_view head() const { return m_text; }
    [[nodiscard]] bool headIsAll() const { return m_ended; }

    enum class Line { There,
                      TooLong,
                      None };
    /// The next line without its end, valid until the next call. TooLong: longer than mostLineBytes; it is passed over and `text` is empty.
    [[nodiscard]] Line next(std::string_view& text);
    /// The same as a text of its own.
    [[nodiscard]] Line next(std::string& text)
    {
        std::string_view line;
        const Line outcome = next(line);
        text = line;
        return outcome;
    }
    /// What comes next of the text, as much as lies here; valid until the next call. Empty: the text has ended.
    [[nodiscard]] std::string_view nextPiece();

private:
    enum class Encoding { Utf8,
                          Utf16Le,
                          Utf16Be };

    void readPiece();
    void decodeUtf16();

    FileInput& m_input;
    Encoding m_encoding = Encoding::Utf8;
    std::string m_text, m_bytes;   // decoded, from the line that comes next; as it came, where that differs
    std::size_t m_at = 0;
    char16_t m_highSurrogate = 0;   // whose other half is to come
    bool m_ended = false, m_afterReturn = false;
};

}   // namespace weir::format
