#include "format/xml/gexf_time.h"
#include "format/number_text.h"
#include "format/time_text.h"
#include <algorithm>

namespace weir::format {

std::optional<double> moment(std::string_view text)
{
    const NumberText number = readNumber(text);
    if (number.kind == NumberText::Kind::Number)
        return number.value;
    if (const auto time = readTime(trimmed(text)))
        return static_cast<double>(time->us);
    return std::nullopt;
}

std::optional<double> lastMoment(std::string_view list)
{
    constexpr std::string_view between = "<>[](){};, \t\r\n";
    std::optional<double> last;
    while (!list.empty()) {
        const std::size_t begin = std::min(list.find_first_not_of(between), list.size());
        const std::size_t end = std::min(list.find_first_of(between, begin), list.size());
        const std::string_view word = list.substr(begin, end - begin);
        list.remove_prefix(end);
        const bool unbounded = readNumber(word).kind == NumberText::Kind::Infinite && !word.starts_with('-');
        if (const auto at = unbounded ? std::numeric_limits<double>::infinity() : moment(word))
            last = std::max(last.value_or(*at), *at);
    }
    return last;
}

GexfSpan GexfSpan::written(std::string_view start, std::string_view end)
{
    GexfSpan span;
    span.start = moment(start).value_or(span.start);
    span.end = moment(end).value_or(span.end);
    return span;
}

bool isBound(std::string_view written)
{
    switch (readNumber(written).kind) {
    case NumberText::Kind::Empty:
    case NumberText::Kind::NoValue:
    case NumberText::Kind::Infinite: return false;
    case NumberText::Kind::Number:
    case NumberText::Kind::Words: break;
    }
    return true;
}

} // namespace weir::format
