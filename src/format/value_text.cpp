#include "format/value_text.h"
#include "format/time_text.h"

namespace weir::format {

using graph::AttributeKind;
using graph::AttributeValue;

std::optional<bool> readFlag(std::string_view text)
{
    const std::string word = lowered(text);
    if (word == "true" || word == "yes" || word == "1")
        return true;
    if (word == "false" || word == "no" || word == "0")
        return false;
    return std::nullopt;
}

bool isWhole(std::string_view digits)
{
    if (!digits.empty() && (digits.front() == '-' || digits.front() == '+'))
        digits.remove_prefix(1);
    return !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
}

bool losesAsNumber(std::string_view text)
{
    constexpr std::string_view most = "9007199254740992";   // mostExactWhole
    if (!isWhole(text))
        return false;
    const std::string_view digits = text.substr(text.front() == '-' || text.front() == '+' ? 1 : 0);
    return (digits.size() > 1 && digits.front() == '0') || digits.size() > most.size() || (digits.size() == most.size() && digits > most);
}

std::optional<AttributeKind> kindOfWritten(std::string_view text, DecimalSign sign)
{
    text = trimmed(text);
    const NumberText number = readNumber(text, sign);
    switch (number.kind) {
    case NumberText::Kind::Empty:
    case NumberText::Kind::NoValue:
        return std::nullopt;
    case NumberText::Kind::Infinite:
        return AttributeKind::Number;
    case NumberText::Kind::Number:
        return losesAsNumber(text) ? AttributeKind::Text : AttributeKind::Number;
    case NumberText::Kind::Words:
        break;
    }
    if (readFlag(text))
        return AttributeKind::Flag;
    return readTime(text) ? AttributeKind::Time : AttributeKind::Text;
}

AttributeKind joined(AttributeKind a, AttributeKind b) { return a == b ? a : AttributeKind::Text; }

std::string writtenValue(const AttributeValue& value)
{
    struct Writer {
        std::string operator()(std::monostate) const { return {}; }
        std::string operator()(double number) const { return std::string(NumberWriter(number).text()); }
        std::string operator()(std::string_view text) const { return std::string(text); }
        std::string operator()(bool flag) const { return flag ? "true" : "false"; }
        std::string operator()(graph::Time time) const { return written(time); }
    };
    return std::visit(Writer{}, value);
}

} // namespace weir::format
