#include "format/xml/gexf_element.h"
#include "graph/limits.h"
#include <algorithm>
#include <limits>

namespace weir::format {

void GexfElement::clear()
{
    if (!anything)
        return;
    anything = false;
    for (std::string* text : {&label, &kind, &parent, &shape, &thickness, &weight, &x, &y, &z, &size, &start, &end, &timestamp,
                              &timestamps, &intervals})
        text->clear();
    colour.reset();
    values = spells = 0;
}

void GexfElement::addValue(GexfAttribute& attribute, std::uint64_t element, std::string_view text, GexfSpan span)
{
    const auto begin = valueList.begin(), behind = begin + static_cast<std::ptrdiff_t>(values);
    const auto isOf = [&](const Value& one) { return one.attribute == &attribute; };
    auto at = attribute.saidOf == element ? std::find_if(begin, behind, isOf) : behind;
    if (at != behind && at->span.laterThan(span))
        return;
    if (at == behind) {
        attribute.saidOf = element;
        if (values == valueList.size())
            valueList.emplace_back();
        at = valueList.begin() + static_cast<std::ptrdiff_t>(values++);
    }
    at->attribute = &attribute;
    at->text = text.substr(0, graph::maxAttributeBytes + 1);   // what is longer is left out by whoever takes it
    at->span = span;
}

bool GexfElement::addSpell(std::string_view from, std::string_view to)
{
    if (spells == mostSpells)
        return false;
    if (spells == spellList.size())
        spellList.emplace_back();
    spellList[spells].start = isBound(from) ? from : std::string_view{};
    spellList[spells].end = isBound(to) ? to : std::string_view{};
    ++spells;
    return true;
}

GexfElement::Spell GexfElement::whole() const
{
    if (spells == 0)
        return {isBound(start) ? start : std::string(), isBound(end) ? end : std::string()};
    Spell all = spellList[0];
    GexfSpan widest = GexfSpan::written(all.start, all.end);
    for (std::size_t i = 1; i < spells; ++i) {
        const GexfSpan span = GexfSpan::written(spellList[i].start, spellList[i].end);
        if (span.start < widest.start) {
            widest.start = span.start;
            all.start = spellList[i].start;
        }
        if (span.end > widest.end) {
            widest.end = span.end;
            all.end = spellList[i].end;
        }
    }
    return all;
}

double GexfElement::lastMoment() const
{
    constexpr double always = std::numeric_limits<double>::infinity();
    std::optional<double> last = format::lastMoment(intervals);
    const auto also = [&last](std::optional<double> at) {
        if (at)
            last = std::max(last.value_or(*at), *at);
    };
    also(format::lastMoment(timestamps));
    also(moment(timestamp));
    if (spells > 0 || isBound(start) || isBound(end)) {
        const Spell all = whole();
        const GexfSpan span = GexfSpan::written(all.start, all.end);
        also(span.backwards() ? always : span.end);
    }
    return last.value_or(always);
}

std::string GexfElement::spellText() const
{
    std::string text;
    for (std::size_t i = 0; i < spells; ++i) {
        const auto bound = [](const std::string& written, const char* none) { return written.empty() ? std::string(none) : written; };
        text += (i == 0 ? "<[" : "; [") + bound(spellList[i].start, "-Infinity") + ", " + bound(spellList[i].end, "Infinity") + ']';
    }
    return text + '>';
}

} // namespace weir::format
