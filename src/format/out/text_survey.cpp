#include "format/out/text_survey.h"
#include "format/number_text.h"
#include <algorithm>
#include <array>

namespace weir::format {

namespace {

enum Trait : std::uint8_t { Plain,
                            LineFeed = 1,
                            Return = 2,
                            Quote = 4,
                            Zero = 8,
                            Control = 16,
                            Backslash = 32,
                            Comma = 64,
                            LastOfPlane = 128 };

constexpr std::array<std::uint8_t, 256> traits = [] {
    std::array<std::uint8_t, 256> of{};
    for (std::size_t c = 0; c < 0x20; ++c)
        of[c] = Control;
    of['\t'] = Plain;
    of['\n'] = LineFeed;
    of['\r'] = Return;
    of['\0'] = Zero | Control;
    of['"'] = Quote;
    of['\\'] = Backslash;
    of[','] = Comma;
    of[0xef] = LastOfPlane;   // U+FFFE and U+FFFF begin with it
    return of;
}();

constexpr std::size_t longestNumber = 40;

} // namespace

bool hasOddBackslashes(std::string_view text)
{
    for (std::size_t at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at)) {
        const std::size_t end = std::min(text.find_first_not_of('\\', at), text.size());
        const bool closes = end == text.size() || text[end] == '"' || text[end] == '\n' || text[end] == '\r';
        if (closes && (end - at) % 2 == 1)
            return true;
        at = end;
    }
    return false;
}

bool isGraphvizLabel(std::string_view name) { return name == "label" || name == "xlabel" || name == "headlabel" || name == "taillabel"; }

std::size_t notOfXml(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x20)
        return first == '\t' || first == '\n' || first == '\r' ? 0 : 1;
    return text.starts_with("\xef\xbf\xbe") || text.starts_with("\xef\xbf\xbf") ? 3 : 0;
}

void TextSurvey::add(std::string_view text)
{
    ++texts;
    const std::string_view inner = trimmed(text);
    if (inner.empty())
        ++blank;
    else if (inner.size() != text.size())
        ++endBlanks;
    unsigned met = 0;
    for (const char c : text)
        met |= traits[static_cast<unsigned char>(c)];
    if (met == 0)
        return;
    lineEnds += (met & (LineFeed | Return)) != 0 ? 1 : 0;
    returns += (met & Return) != 0 ? 1 : 0;
    quotes += (met & Quote) != 0 ? 1 : 0;
    zeros += (met & Zero) != 0 ? 1 : 0;
    const bool last = (met & LastOfPlane) != 0
        && (text.find("\xef\xbf\xbe") != std::string_view::npos || text.find("\xef\xbf\xbf") != std::string_view::npos);
    notXml += (met & Control) != 0 || last ? 1 : 0;
    oddBackslashes += (met & Backslash) != 0 && hasOddBackslashes(text) ? 1 : 0;
    decimalCommas += (met & Comma) != 0 && text.size() <= longestNumber
            && readNumber(text, DecimalSign::Comma).kind == NumberText::Kind::Number
        ? 1
        : 0;
}

} // namespace weir::format
