#include "format/xml/gexf_time.h"
#include "format/number_text.h"
#include "format/time_text.h"
#include <optional>

namespace weir::format {

namespace {

/// A number, or a date as microseconds: of one document all are written in one way.
std::optional<double> moment(std::string_view text)
{
    const NumberText number = readNumber(text);
    if (number.kind == NumberText::Kind::Number)
        return number.value;
    if (const auto time = readTime(trimmed(text)))
        return static_cast<double>(time->us);
    return std::nullopt;
}

} // namespace

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
