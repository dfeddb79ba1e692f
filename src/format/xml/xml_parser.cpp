#include "format/xml/xml_parser.h"
#include "format/number_text.h"
#include "format/text_check.h"
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <expat.h>
#include <iconv.h>
#include <span>

namespace weir::format {

namespace {

constexpr int pieceBytes = 64 * 1024;
constexpr std::size_t mostShownOfName = 60;   // bytes

std::string_view withoutPrefix(std::string_view name) { return name.substr(name.find(':') + 1); }

/// What each byte of a one-byte encoding means, for expat; false: it has more bytes a character, or nobody knows it.
bool fillTable(const char* encoding, std::span<int, 256> table)
{
    const std::string_view name = encoding;
    const bool plain = name.size() <= 40 && std::ranges::all_of(name, [](char c) {
                           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'
                               || c == '_' || c == ':' || c == '.';
                       });
    if (!plain)
        return false;
    iconv_t converter = ::iconv_open("UTF-32LE", encoding);
    if (converter == reinterpret_cast<iconv_t>(-1))
        return false;
    bool oneByte = true;
    for (std::size_t i = 0; i < table.size(); ++i) {
        char in = static_cast<char>(i);
        std::array<unsigned char, 8> out{};
        char *from = &in, *to = reinterpret_cast<char*>(out.data());
        std::size_t inLeft = 1, outLeft = out.size();
        ::iconv(converter, nullptr, nullptr, nullptr, nullptr);
        const bool made = ::iconv(converter, &from, &inLeft, &to, &outLeft) != static_cast<std::size_t>(-1);
        if (!made && errno == EINVAL) {   // it wants more bytes
            oneByte = false;
            break;
        }
        const bool one = made && outLeft == out.size() - 4;
        table[i] = one ? static_cast<int>(out[0] | out[1] << 8 | out[2] << 16) : -1;
        // Expat needs the signs of XML at their places in ASCII.
        oneByte = oneByte && (i >= 0x80 || i < 0x20 || table[i] == static_cast<int>(i));
    }
    ::iconv_close(converter);
    return oneByte;
}

/// The encoding to be believed instead of the one that the document names; nullptr: that one.
const char* betterEncoding(std::string_view head)
{
    if (head.starts_with("\xef\xbb\xbf"))
        return "UTF-8";
    // Who could read these letters to here has no text of two bytes a character, whatever it says.
    if (!head.starts_with("<?xml"))
        return nullptr;
    const std::string declaration = lowered(head.substr(0, std::min(head.find("?>"), head.size())));
    const bool wide =
        declaration.find("utf-16") != std::string::npos || declaration.find("utf16") != std::string::npos
        || declaration.find("utf-32") != std::string::npos || declaration.find("ucs-2") != std::string::npos
        || declaration.find("ucs-4") != std::string::npos || declaration.find("\"unicode\"") != std::string::npos;
    return wide ? "UTF-8" : nullptr;
}

/// Whether every line of a document that begins so ends with a byte that is nothing else.
bool endsLinesWithBytes(std::string_view head)
{
    const bool wide = head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff") || head.find('\0') != std::string_view::npos;
    for (std::size_t at = head.find('\r'); at != std::string_view::npos; at = head.find('\r', at + 1)) {
        if (at + 1 < head.size() && head[at + 1] != '\n')
            return false;
    }
    return !wide;
}

} // namespace

/// What expat calls.
struct XmlParser::Callbacks {
    static XmlParser& self(void* user) { return *static_cast<XmlParser*>(user); }

    static void start(void* user, const XML_Char* name, const XML_Char** attributes)
    {
        if (++self(user).m_depth > mostDepth)
            XML_StopParser(self(user).m_parser.get(), XML_FALSE);
        else if (!self(user).m_stopped)
            self(user).m_handler.startElement(withoutPrefix(name), XmlHandler::Attributes(attributes));
    }
    static void end(void* user, const XML_Char* name)
    {
        if (self(user).m_depth-- <= mostDepth && !self(user).m_stopped)
            self(user).m_handler.endElement(withoutPrefix(name));
    }
    static void text(void* user, const XML_Char* piece, int bytes)
    {
        if (!self(user).m_stopped)
            self(user).m_handler.text({piece, static_cast<std::size_t>(bytes)});
    }
    /// What expat says of where an entity stands: its name, and what else is open.
    static void skip(XmlParser& parser, std::string_view context)
    {
        const std::string name = cleaned(context.substr(0, context.find('\f')), mostShownOfName);
        parser.m_handler.skippedEntity("&" + name + "; is external or not declared here, and not read");
    }
    static void skipped(void* user, const XML_Char* name, int isParameter)
    {
        if (isParameter == 0)
            skip(self(user), name);
    }
    static int external(XML_Parser parser, const XML_Char* context, const XML_Char*, const XML_Char*, const XML_Char*)
    {
        skip(self(XML_GetUserData(parser)), context == nullptr ? "" : context);
        return XML_STATUS_OK;   // as if it were empty
    }
    static int encoding(void* user, const XML_Char* name, XML_Encoding* encoding)
    {
        encoding->data = nullptr;
        encoding->convert = nullptr;
        encoding->release = nullptr;
        if (fillTable(name, encoding->map))
            return XML_STATUS_OK;
        self(user).m_unknownEncoding = name;
        return XML_STATUS_ERROR;
    }
};

std::optional<std::string_view> XmlHandler::Attributes::value(std::string_view name) const
{
    for (const char** pair = m_pairs; *pair != nullptr; pair += 2) {
        if (name == pair[0])
            return pair[1];
    }
    return std::nullopt;
}

std::optional<std::string_view> XmlHandler::Attributes::inAnyCase(std::string_view name) const
{
    const auto same = [](char wanted, char given) { return wanted == (given >= 'A' && given <= 'Z' ? static_cast<char>(given + ('a' - 'A')) : given); };
    for (const char** pair = m_pairs; *pair != nullptr; pair += 2) {
        if (std::ranges::equal(name, std::string_view(pair[0]), same))
            return pair[1];
    }
    return std::nullopt;
}

void XmlParser::Free::operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }

std::expected<void, Error> XmlParser::read(FileInput& input)
{
    m_stopped = false;
    m_depth = 0;
    m_countedTo = 0;
    m_linesBefore = 0;
    m_countsLines = endsLinesWithBytes(input.head());
    m_parser.reset(XML_ParserCreate(betterEncoding(input.head().substr(0, 512))));
    if (!m_parser)
        return std::unexpected(Error{"1: there is no memory for the reader of XML"});
    XML_SetUserData(m_parser.get(), this);
    XML_SetElementHandler(m_parser.get(), Callbacks::start, Callbacks::end);
    XML_SetCharacterDataHandler(m_parser.get(), Callbacks::text);
    XML_SetSkippedEntityHandler(m_parser.get(), Callbacks::skipped);
    XML_SetExternalEntityRefHandler(m_parser.get(), Callbacks::external);
    XML_SetUnknownEncodingHandler(m_parser.get(), Callbacks::encoding, this);
    std::int64_t given = 0;   // bytes
    for (bool last = false; !last && !m_stopped;) {
        auto* const piece = static_cast<char*>(XML_GetBuffer(m_parser.get(), pieceBytes));
        if (piece == nullptr)
            return std::unexpected(fault({}));
        const auto bytes = static_cast<int>(input.read({piece, static_cast<std::size_t>(pieceBytes)}));
        last = bytes < pieceBytes;
        if (XML_ParseBuffer(m_parser.get(), bytes, last ? XML_TRUE : XML_FALSE) == XML_STATUS_ERROR && !m_stopped)
            return std::unexpected(fault({piece, static_cast<std::size_t>(bytes)}));
        given += bytes;
        // Where expat stands is where the first begins that is not whole yet.
        if (!m_stopped && given - XML_GetCurrentByteIndex(m_parser.get()) > mostTagBytes) {
            return std::unexpected(
                Error{std::to_string(expatLine()) + ": a tag or comment that begins here is longer than 8 MiB, or is never closed"});
        }
        static_cast<void>(line());   // counts what will not be there with the next piece
    }
    return {};
}

void XmlParser::stop()
{
    m_stopped = true;
    XML_StopParser(m_parser.get(), XML_FALSE);
}

std::uint64_t XmlParser::expatLine() const { return XML_GetCurrentLineNumber(m_parser.get()); }

std::uint64_t XmlParser::line()
{
    if (!m_countsLines)
        return expatLine();
    const std::int64_t here = XML_GetCurrentByteIndex(m_parser.get());
    int at = 0, size = 0;
    const char* const context = XML_GetInputContext(m_parser.get(), &at, &size);
    const std::int64_t step = here - m_countedTo;   // backwards where what is counted to was in the middle of something
    if (context == nullptr || here < 0 || step > at || -step > size - at) {
        m_countsLines = false;
        return expatLine();
    }
    const char* const now = context + at;
    if (step >= 0)
        m_linesBefore += static_cast<std::uint64_t>(std::count(now - step, now, '\n'));
    else
        m_linesBefore -= static_cast<std::uint64_t>(std::count(now, now - step, '\n'));
    m_countedTo = here;
    return m_linesBefore + 1;
}

Error XmlParser::fault(std::string_view piece) const
{
    const XML_Error error = XML_GetErrorCode(m_parser.get());
    std::string cause = XML_ErrorString(error);
    if (error == XML_ERROR_ABORTED) {
        cause = "elements lie in elements more than " + std::to_string(mostDepth) + " deep";
    } else if (error == XML_ERROR_INVALID_TOKEN && !piece.empty()) {
        // Expat has one word for three faults that are mended in different ways.
        int at = 0, size = 0;
        const char* const context = XML_GetInputContext(m_parser.get(), &at, &size);
        const std::string_view rest = context == nullptr || at >= size
            ? std::string_view{}
            : std::string_view(context + at, static_cast<std::size_t>(size - at));
        const unsigned char first = rest.empty() ? ' ' : static_cast<unsigned char>(rest[0]);
        if (first < 0x20 && first != '\t' && first != '\r' && first != '\n')
            cause = "there is a control character, which XML forbids";
        else if (first >= 0x80)
            cause = "there is a byte that is not UTF-8, and the document names no other encoding";
        else
            cause = "not well-formed XML near " + quoted(rest.substr(0, 20)) + (first == '<' ? "; within a tag < is written &lt;" : "");
    } else if (error == XML_ERROR_UNKNOWN_ENCODING) {
        cause = "the encoding " + quoted(m_unknownEncoding) + " is not read; save the file as UTF-8";
    } else if (error == XML_ERROR_NO_ELEMENTS) {
        cause = "the document ends before its first element is closed";
    }
    return Error{std::to_string(expatLine()) + ": " + cause};
}

} // namespace weir::format
