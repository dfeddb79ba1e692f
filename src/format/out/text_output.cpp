#include "format/out/text_output.h"
#include "format/time_text.h"
#include <algorithm>
#include <array>
#include <zlib.h>

namespace weir::format {

struct TextOutput::Packer {
    z_stream stream{};
    std::array<char, bufferBytes> packed;
};

TextOutput::TextOutput(QIODevice& device, Packing packing) : m_device(device)
{
    m_buffer.reserve(bufferBytes);
    if (packing == Packing::None)
        return;
    m_packer = std::make_unique<Packer>();
    constexpr int gzip = 16 + MAX_WBITS, usualMemory = 8, effort = 4;   // a tenth larger than with the usual effort, in half the time
    m_failed = deflateInit2(&m_packer->stream, effort, Z_DEFLATED, gzip, usualMemory, Z_DEFAULT_STRATEGY) != Z_OK;
}

TextOutput::~TextOutput()
{
    if (m_packer)
        deflateEnd(&m_packer->stream);
}

void TextOutput::colour(std::uint32_t colour)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    character('#');
    for (int shift = 20; shift >= 0; shift -= 4)
        character(digits[colour >> shift & 0xfU]);
}

void TextOutput::spill(std::string_view text)
{
    flush();
    if (text.size() <= bufferBytes)
        m_buffer += text;
    else
        pack(text, false);
}

void TextOutput::flush()
{
    pack(m_buffer, false);
    m_buffer.clear();
}

void TextOutput::pack(std::string_view text, bool last)
{
    if (m_failed)
        return;
    if (!m_packer)
        return write(text.data(), text.size());
    z_stream& stream = m_packer->stream;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));   // zlib reads it alone
    stream.avail_in = static_cast<uInt>(text.size());
    do {
        stream.next_out = reinterpret_cast<Bytef*>(m_packer->packed.data());
        stream.avail_out = static_cast<uInt>(m_packer->packed.size());
        static_cast<void>(deflate(&stream, last ? Z_FINISH : Z_NO_FLUSH));
        write(m_packer->packed.data(), m_packer->packed.size() - stream.avail_out);
    } while (stream.avail_out == 0);
}

void TextOutput::write(const char* bytes, std::size_t count)
{
    const auto wanted = static_cast<qint64>(count);
    m_failed = m_failed || m_device.write(bytes, wanted) != wanted;
}

std::expected<void, Error> TextOutput::finish()
{
    pack(m_buffer, true);
    m_buffer.clear();
    if (m_failed)
        return std::unexpected(Error{m_device.errorString().toStdString()});
    return {};
}

void writePlainValue(TextOutput& output, const graph::AttributeValue& value)
{
    struct Writer {
        TextOutput& output;
        void operator()(std::monostate) const {}
        void operator()(double number) const { output.number(number); }
        void operator()(std::string_view text) const { output.text(text); }
        void operator()(bool flag) const { output.text(flag ? "true" : "false"); }
        void operator()(graph::Time time) const { output.text(written(time)); }
    };
    std::visit(Writer{output}, value);
}

void writeWithoutZeros(TextOutput& output, std::string_view text)
{
    for (;;) {
        const std::size_t end = std::min(text.find('\0'), text.size());
        output.text(text.substr(0, end));
        if (end == text.size())
            return;
        output.text("\xef\xbf\xbd");
        text.remove_prefix(end + 1);
    }
}

} // namespace weir::format
