#include "format/json/json_value.h"
#include "format/value_text.h"
#include "graph/utf8.h"
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace weir::format {

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

std::string causeOf(simdjson::error_code fault)
{
    switch (fault) {
    case simdjson::UTF8_ERROR: return "it has bytes that are not UTF-8";
    case simdjson::STRING_ERROR: return "a text has a wrong escape, or half of a character";
    case simdjson::NUMBER_ERROR: return "a number is wrong, or beyond 64 bits";
    case simdjson::UNCLOSED_STRING: return "a text is not closed";
    case simdjson::UNESCAPED_CHARS: return "a text has a line end or a control character in it";
    case simdjson::DEPTH_ERROR: return "brackets are nested deeper than 1,024";
    case simdjson::EMPTY: return "there is nothing";
    case simdjson::TAPE_ERROR: return "a comma, a colon, a bracket or a quote is missing, or too many";
    default: return simdjson::error_message(fault);
    }
}

bool isWholeNumber(std::string_view number)
{
    return number.find_first_of(".eE+") == std::string_view::npos && number.find('-', 1) == std::string_view::npos;
}

/// Writes `json` to `better` without what is no JSON. False: there is nothing of the kind.
bool mend(std::string_view json, std::string& better, std::size_t& noNumbers)
{
    constexpr std::size_t leastLong = 19;   // digits; as many may not fit
    better.clear();
    std::size_t copied = 0;
    bool inText = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inText) {
            i += c == '\\' ? 1 : 0;
            inText = c != '"';
            continue;
        }
        inText = c == '"';
        const std::string_view rest = json.substr(i);
        const auto replace = [&](std::size_t length, std::string_view with) {
            better.append(json, copied, i - copied).append(with);
            copied = i + length;
            i = copied - 1;
        };
        if (c == 'N' || c == 'I' || (c == '-' && rest.starts_with("-I"))) {
            for (const std::string_view word : {"NaN", "Infinity", "-Infinity"}) {
                if (rest.starts_with(word)) {
                    replace(word.size(), "null");
                    ++noNumbers;
                    break;
                }
            }
        } else if ((c >= '0' && c <= '9') || c == '-') {
            const std::string_view number = rest.substr(0, rest.find_first_not_of("+-.0123456789eE"));
            if (isWholeNumber(number) && number.size() >= leastLong) {
                replace(number.size(), '"' + std::string(number) + '"');
            } else if (!isWholeNumber(number) && readNumber(number).kind == NumberText::Kind::Infinite) {
                replace(number.size(), "null");
                ++noNumbers;
            } else {
                i += number.size() - 1;
            }
        }
    }
    if (copied == 0)
        return false;
    better.append(json, copied);
    return true;
}

std::string shown(double number)
{
    std::array<char, 32> buffer{};
    char* const end = buffer.data() + buffer.size();
    const bool whole = std::abs(number) < mostExactWhole && number == std::floor(number);
    return {buffer.data(),
            (whole ? std::to_chars(buffer.data(), end, static_cast<std::int64_t>(number)) : std::to_chars(buffer.data(), end, number)).ptr};
}

} // namespace

std::expected<element, std::string> JsonParser::parse(std::string_view json, Padded padded)
{
    m_noNumbers = 0;
    element root;
    const auto fault = m_parser.parse(json.data(), json.size(), padded == Padded::No).get(root);
    if (fault == simdjson::SUCCESS)
        return root;
    // Only a document that is refused is looked at by its single signs.
    if (mend(json, m_mended, m_noNumbers) && m_parser.parse(m_mended).get(root) == simdjson::SUCCESS)
        return root;
    m_noNumbers = 0;
    return std::unexpected(causeOf(fault));
}

std::optional<std::string> textOf(std::string_view written)
{
    if (written.size() < 2 || written.front() != '"' || written.back() != '"')
        return std::nullopt;
    const std::string_view inner = written.substr(1, written.size() - 2);
    if (inner.find('\\') == std::string_view::npos)
        return graph::isUtf8(inner) ? std::optional(std::string(inner)) : std::nullopt;
    simdjson::dom::parser parser;
    std::string_view text;
    if (parser.parse(written.data(), written.size(), true).get(text) != simdjson::SUCCESS)
        return std::nullopt;
    return std::string(text);
}

std::optional<std::string> scalarText(const element& value)
{
    switch (value.type()) {
    case element_type::STRING: return std::string(std::string_view(value));
    case element_type::INT64: return std::to_string(std::int64_t(value));
    case element_type::UINT64: return std::to_string(std::uint64_t(value));
    case element_type::DOUBLE: return shown(double(value));
    case element_type::BOOL: return bool(value) ? "true" : "false";
    default: return std::nullopt;
    }
}

std::optional<double> exactNumber(const element& value)
{
    switch (value.type()) {
    case element_type::INT64:
        if (const auto whole = std::int64_t(value); std::abs(whole) <= static_cast<std::int64_t>(mostExactWhole))
            return static_cast<double>(whole);
        return std::nullopt;
    case element_type::DOUBLE: return double(value);
    default: return std::nullopt;
    }
}

} // namespace weir::format
