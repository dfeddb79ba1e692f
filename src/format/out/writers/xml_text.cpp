#include "format/out/writers/xml_text.h"
#include "format/out/text_survey.h"
#include "format/time_text.h"

namespace weir::format {

namespace {

/// What stands for a sign; nullptr: itself. Ends of lines and tabs in attributes would be blanks, and carriage returns ends of lines.
const char* escapeOf(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\t': return "&#9;";
    case '\n': return "&#10;";
    case '\r': return "&#13;";
    default: return nullptr;
    }
}

} // namespace

void writeXml(TextOutput& output, std::string_view text)
{
    std::size_t plain = 0;   // from here on nothing is written yet
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        const char* const escape = escapeOf(text[i]);
        const std::size_t foreign = escape == nullptr && (c < 0x20 || c == 0xef) ? notOfXml(text.substr(i)) : 0;
        if (escape == nullptr && foreign == 0) {
            ++i;
            continue;
        }
        output.text(text.substr(plain, i - plain));
        output.text(escape != nullptr ? escape : "\xef\xbf\xbd");
        i += escape != nullptr ? 1 : foreign;
        plain = i;
    }
    output.text(text.substr(plain));
}

void writeXmlValue(TextOutput& output, const graph::AttributeValue& value)
{
    if (const auto* const text = std::get_if<std::string_view>(&value))
        writeXml(output, *text);
    else
        writePlainValue(output, value);
}

std::string_view xmlTypeOf(graph::AttributeKind kind)
{
    switch (kind) {
    case graph::AttributeKind::Number: return "double";
    case graph::AttributeKind::Flag: return "boolean";
    case graph::AttributeKind::Text:
    case graph::AttributeKind::Time: break;
    }
    return "string";
}

} // namespace weir::format
