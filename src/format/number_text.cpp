#include "format/number_text.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

namespace weir::format {

namespace {

constexpr std::string_view noBreakSpace = "\xc2\xa0", narrowNoBreakSpace = "\xe2\x80\xaf", minusSign = "\xe2\x88\x92";

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Longer words are no numbers that a program wrote: the rest is not looked at.
constexpr std::size_t mostNumberBytes = 400;

/// Digits alone, with one decimal point at most; nothing where the groups are not of three digits.
std::optional<std::string> withoutGroups(std::string_view text, DecimalSign sign)
{
    const char point = sign == DecimalSign::Point ? '.' : ',', group = sign == DecimalSign::Point ? ',' : '.';
    std::string plain;
    std::size_t sinceGroup = 0, groups = 0;
    bool fraction = false;
    const auto groupEnds = [&] { return groups == 0 || sinceGroup == 3; };
    while (!text.empty()) {
        const char c = text.front();
        std::size_t bytes = 1;
        const bool wide = text.starts_with(narrowNoBreakSpace), noBreak = text.starts_with(noBreakSpace);
        if (isDigit(c)) {
            plain += c;
            ++sinceGroup;
        } else if (c == point && !fraction) {
            if (!groupEnds())
                return std::nullopt;
            fraction = true;
            plain += '.';
        } else if ((c == group || c == ' ' || c == '\'' || wide || noBreak) && !fraction) {
            if (sinceGroup == 0 || sinceGroup > 3 || (groups > 0 && sinceGroup != 3))
                return std::nullopt;
            ++groups;
            sinceGroup = 0;
            bytes = wide ? narrowNoBreakSpace.size() : noBreak ? noBreakSpace.size() : 1;
        } else if ((c == 'e' || c == 'E') && !plain.empty()) {
            if (!fraction && !groupEnds())
                return std::nullopt;
            plain += text;
            return plain;
        } else {
            return std::nullopt;
        }
        text.remove_prefix(bytes);
    }
    return fraction || groupEnds() ? std::optional(plain) : std::nullopt;
}

/// Whether a number that 64 bits cannot hold is too small rather than too large.
bool isTiny(std::string_view number, bool hexadecimal)
{
    const std::size_t mark = number.find_first_of(hexadecimal ? "pP" : "eE");
    const std::string_view digits = number.substr(0, mark);
    const auto point = static_cast<std::int64_t>(std::min(digits.find('.'), digits.size()));
    const std::size_t first = digits.find_first_not_of("0.");
    if (first == std::string_view::npos)
        return true;
    const std::int64_t place = point - static_cast<std::int64_t>(first);   // > 0: before the point
    std::string_view power = mark == std::string_view::npos ? std::string_view{} : number.substr(mark + 1);
    if (power.starts_with('+'))
        power.remove_prefix(1);
    std::int64_t exponent = 0;
    if (std::from_chars(power.data(), power.data() + power.size(), exponent).ec == std::errc::result_out_of_range)
        return power.starts_with('-');
    return place * (hexadecimal ? 4 : 1) + exponent < 0;
}

NumberText infinite(bool negative) { return {NumberText::Kind::Infinite, negative ? -HUGE_VAL : HUGE_VAL}; }

} // namespace

std::string_view trimmed(std::string_view text)
{
    for (bool cut = true; cut && !text.empty();) {
        cut = true;
        if (const char c = text.front(); c == ' ' || c == '\t' || c == '\n' || c == '\r')
            text.remove_prefix(1);
        else if (text.starts_with(noBreakSpace))
            text.remove_prefix(noBreakSpace.size());
        else if (const char last = text.back(); last == ' ' || last == '\t' || last == '\n' || last == '\r')
            text.remove_suffix(1);
        else if (text.ends_with(noBreakSpace))
            text.remove_suffix(noBreakSpace.size());
        else
            cut = false;
    }
    return text;
}

std::string lowered(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower;
}

NumberText readNumber(std::string_view text, DecimalSign sign)
{
    using Kind = NumberText::Kind;
    text = trimmed(text);
    if (text.empty())
        return {Kind::Empty};
    // Nearly all numbers are written in the simplest way.
    if (sign == DecimalSign::Point && isDigit(text[text[0] == '-' && text.size() > 1 ? 1 : 0])) {
        double value = 0;
        const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (fault == std::errc{} && end == text.data() + text.size())
            return {Kind::Number, value};
    }
    static constexpr std::array noValues{"nan",  "-nan", "+nan", "na", "n/a", "#n/a", "null",    "(null)",
                                         "none", "nil",  "\\n",  "-",  ".",   "?",    "1.#qnan", "-1.#ind"};
    static constexpr std::array infinities{"inf", "infinity", "+inf", "+infinity", "1.#inf"};
    if (text.size() <= 9) {
        const std::string word = lowered(text);
        if (std::ranges::find(noValues, word) != noValues.end())
            return {Kind::NoValue};
        if (std::ranges::find(infinities, word) != infinities.end())
            return infinite(false);
        if (word == "-inf" || word == "-infinity" || word == "-1.#inf")
            return infinite(true);
    } else if (lowered(text.substr(0, 10)) == "-infinity") {
        return infinite(true);
    }
    if (text.size() > mostNumberBytes)
        return {Kind::Words};

    bool negative = false;
    if (text.starts_with(minusSign)) {
        negative = true;
        text.remove_prefix(minusSign.size());
    } else if (text.front() == '-' || text.front() == '+') {
        negative = text.front() == '-';
        text.remove_prefix(1);
    }
    const bool hexadecimal = text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    std::optional<std::string> plain;
    if (hexadecimal)
        plain = std::string(text.substr(2));
    else
        plain = withoutGroups(text, sign);
    if (!plain || plain->empty()
        || (!hexadecimal && !isDigit((*plain)[0])
            && !(plain->size() > 1 && (*plain)[0] == '.' && isDigit((*plain)[1]))))
        return {Kind::Words};
    if (hexadecimal && ((*plain)[0] == '-' || (*plain)[0] == '+'))
        return {Kind::Words};
    double value = 0;
    const char* const end = plain->data() + plain->size();
    const auto [stop, fault] =
        std::from_chars(plain->data(), end, value, hexadecimal ? std::chars_format::hex : std::chars_format::general);
    if (stop != end || fault == std::errc::invalid_argument)
        return {Kind::Words};
    if (fault == std::errc::result_out_of_range) {
        if (isTiny(*plain, hexadecimal))
            return {Kind::Number, 0};
        return infinite(negative);
    }
    if (!std::isfinite(value))
        return {Kind::Words};   // from_chars reads words as well
    return {Kind::Number, negative ? -value : value};
}

NumberWriter::NumberWriter(double value)
{
    constexpr double mostWhole = 9007199254740992.0;   // 2^53
    char* const end = m_digits.data() + m_digits.size();
    const bool large = value > mostWhole || value < -mostWhole;
    const auto written = large ? std::to_chars(m_digits.data(), end, value, std::chars_format::scientific)
                               : std::to_chars(m_digits.data(), end, value);
    m_size = static_cast<std::size_t>(written.ptr - m_digits.data());
}

NumberWriter::NumberWriter(float value)
{
    m_size = static_cast<std::size_t>(std::to_chars(m_digits.data(), m_digits.data() + m_digits.size(), value).ptr - m_digits.data());
    // A text between two 32-bit numbers may go to the wrong side by way of 64 bits.
    double wide = 0;
    std::from_chars(m_digits.data(), m_digits.data() + m_size, wide);
    if (static_cast<float>(wide) != value)
        *this = NumberWriter(static_cast<double>(value));
}

NumberWriter::NumberWriter(std::uint64_t value)
    : m_size(static_cast<std::size_t>(std::to_chars(m_digits.data(), m_digits.data() + m_digits.size(), value).ptr - m_digits.data()))
{}

double asWritten(float value)
{
    const NumberWriter written(value);
    double wide = 0;
    std::from_chars(written.text().data(), written.text().data() + written.text().size(), wide);
    return wide;
}

} // namespace weir::format
