#include "format/words/dot/dot_text.h"
#include "format/colour_text.h"
#include "format/number_text.h"
#include "format/words/foreign_text.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace weir::format {

namespace {

std::optional<double> plainNumber(std::string_view text)
{
    const NumberText number = readNumber(text);
    return number.kind == NumberText::Kind::Number ? std::optional(number.value) : std::nullopt;
}

/// The numbers of "1,2 3"; fewer where there are not so many.
template <std::size_t most>
std::pair<std::array<double, most>, std::size_t> numbersIn(std::string_view text)
{
    std::array<double, most> numbers{};
    std::size_t count = 0;
    while (!(text = trimmed(text)).empty()) {
        const std::size_t end = std::min(text.find_first_of(", \t"), text.size());
        const auto number = plainNumber(text.substr(0, end));
        if (!number || count == most)
            return {{}, 0};
        numbers[count++] = *number;
        text = trimmed(text.substr(end));
        if (text.starts_with(','))
            text.remove_prefix(1);
    }
    return {numbers, count};
}

std::optional<std::uint32_t> ofHue(double hue, double saturation, double value)
{
    const auto isShare = [](double number) { return number >= 0 && number <= 1; };
    if (!isShare(hue) || !isShare(saturation) || !isShare(value))
        return std::nullopt;
    const double sixth = hue >= 1 ? 0 : hue * 6;
    const auto part = [&](double shift) {
        const double k = std::fmod(shift + sixth, 6);
        return value - value * saturation * std::max(0.0, std::min({k, 4 - k, 1.0}));
    };
    return colourOf(part(5), part(3), part(1));
}

} // namespace

bool hasEscapes(std::string_view text) { return text.find_first_of("\\&") != std::string_view::npos; }

std::string dotLabel(std::string_view text, const DotNames& names)
{
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            plain += text[i];
            continue;
        }
        switch (const char escaped = text[++i]) {
        case 'n':
        case 'l':
        case 'r': plain += '\n'; break;
        case 'N': plain += names.node; break;
        case 'G': plain += names.graph; break;
        case 'L': break;   // the label itself
        case 'E':
        case 'T':
        case 'H': (plain += '\\') += escaped; break;   // of edges, whose ends have names of their own
        default: plain += escaped;
        }
    }
    if (plain.find('&') != std::string::npos)
        plain = withoutEntities(plain);
    return std::string(trimmed(plain));
}

std::string recordLabel(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\' && i + 1 < text.size()) {
            (plain += c) += text[++i];
        } else if (c == '<') {   // a port
            const std::size_t end = text.find('>', i);
            i = end == std::string_view::npos ? text.size() : end;
        } else if (c == '|') {
            plain += " | ";
        } else if (c != '{' && c != '}') {
            plain += c;
        }
    }
    return plain;
}

std::string htmlText(std::string_view html)
{
    std::string plain;
    const auto breakWith = [&plain](char c) {
        while (plain.ends_with(' '))
            plain.pop_back();
        if (!plain.empty() && !plain.ends_with('\n'))
            plain += c;
    };
    while (!html.empty()) {
        if (html.starts_with("<!--")) {
            html.remove_prefix(std::min(html.find("-->"), html.size() - 3) + 3);
            continue;
        }
        if (html.front() == '<') {
            const std::size_t end = std::min(html.find('>'), html.size() - 1);
            const std::string tag = lowered(html.substr(1, std::min<std::size_t>(end, 8) - 1));
            if (tag.starts_with("br") || tag.starts_with("/tr"))
                breakWith('\n');
            else if (tag.starts_with("/td"))
                breakWith(' ');
            html.remove_prefix(end + 1);
            continue;
        }
        const std::size_t end = std::min(html.find('<'), html.size());
        for (const char c : html.substr(0, end)) {
            const bool isBlank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
            if (!isBlank)
                plain += c;
            else if (!plain.empty() && !plain.ends_with(' ') && !plain.ends_with('\n'))
                plain += ' ';
        }
        html.remove_prefix(end);
    }
    return std::string(trimmed(withoutEntities(plain)));
}

std::optional<std::uint32_t> dotColour(std::string_view text)
{
    text = trimmed(text.substr(0, text.find_first_of(":;")));
    if (text.starts_with('/')) {
        const std::size_t end = text.find('/', 1);
        const std::string_view scheme = end == std::string_view::npos ? std::string_view{} : text.substr(1, end - 1);
        if (!scheme.empty() && scheme != "x11" && scheme != "svg")
            return std::nullopt;
        text.remove_prefix(end == std::string_view::npos ? 1 : end + 1);
    }
    if (text.empty())
        return std::nullopt;
    if (const bool isNumber = text.find_first_not_of("0123456789., \t+-eE") == std::string_view::npos) {
        const auto [numbers, count] = numbersIn<4>(text);
        return isNumber && count >= 3 ? ofHue(numbers[0], numbers[1], numbers[2]) : std::nullopt;   // one number is of a scheme
    }
    if (const std::string word = lowered(text); word.starts_with("gray") || word.starts_with("grey")) {
        const std::string_view digits = std::string_view(word).substr(4);
        if (!digits.empty() && digits.size() <= 3 && digits.find_first_not_of("0123456789") == std::string_view::npos) {
            const double share = plainNumber(digits).value_or(101) / 100;
            return share <= 1 ? colourOf(share, share, share) : std::nullopt;
        }
    }
    return readColour(text);
}

std::optional<DotPlace> dotPlace(std::string_view text)
{
    text = trimmed(text);
    if (text.ends_with('!'))
        text.remove_suffix(1);
    const auto [numbers, count] = numbersIn<3>(text);
    if (count < 2)
        return std::nullopt;
    return DotPlace{numbers[0], numbers[1], count == 3 ? std::optional(numbers[2]) : std::nullopt};
}

} // namespace weir::format
