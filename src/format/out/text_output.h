#pragma once
#include "base/error.h"
#include "format/number_text.h"
#include "graph/attributes/attribute.h"
#include <cstdint>
#include <expected>
#include <memory>
#include <QtCore/QIODevice>
#include <string>
#include <string_view>
#include <vector>

namespace weir::format {

/// Text on its way into a device, packed with gzip or as it is. Once a write has failed the rest goes nowhere, and finish() says so. Not
/// thread-safe. Memory: a buffer, and of a packed one what zlib needs (a quarter of a MiB).
class TextOutput final {
public:
    enum class Packing : std::uint8_t { None,
                                        Gzip };
    static constexpr std::size_t bufferBytes = 64 * 1024;

    /// `device` is open and outlives this.
    explicit TextOutput(QIODevice& device, Packing packing = Packing::None);
    ~TextOutput();
    TextOutput(const TextOutput&) = delete;
    TextOutput& operator=(const TextOutput&) = delete;

    void text(std::string_view text)
    {
        if (text.size() > bufferBytes - m_buffer.size())
            return spill(text);
        m_buffer += text;
    }
    void character(char c)
    {
        if (m_buffer.size() == bufferBytes)
            flush();
        m_buffer += c;
    }
    void number(double value) { text(NumberWriter(value).text()); }
    void number(float value) { text(NumberWriter(value).text()); }
    void number(std::uint64_t value) { text(NumberWriter(value).text()); }
    /// #rrggbb.
    void colour(std::uint32_t colour);

    /// Writes what is left. Error: a write failed, the system's cause.
    [[nodiscard]] std::expected<void, Error> finish();
    /// A write failed.
    [[nodiscard]] bool failed() const { return m_failed; }

private:
    struct Packer;

    void spill(std::string_view text);
    void flush();
    void pack(std::string_view text, bool last);
    void write(const char* bytes, std::size_t count);

    QIODevice& m_device;
    std::unique_ptr<Packer> m_packer;   // nullptr: it is not packed
    std::string m_buffer;
    bool m_failed = false;
};

/// A number, true or false, or a time, which need no quotes anywhere; a text as it is.
void writePlainValue(TextOutput& output, const graph::AttributeValue& value);
/// `text`, with U+FFFD for the character 0.
void writeWithoutZeros(TextOutput& output, std::string_view text);

} // namespace weir::format
