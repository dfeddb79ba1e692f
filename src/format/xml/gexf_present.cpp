#include "format/xml/gexf_present.h"
#include "format/number_text.h"
#include "format/text_check.h"
#include "format/xml/gexf_time.h"
#include <algorithm>
#include <cmath>

namespace weir::format {

std::optional<GexfPresent::Moment> GexfPresent::find(FileInput& input, const GraphSink& graph)
{
    GexfPresent present(graph);
    static_cast<void>(present.m_xml.read(input));   // what is wrong with it is told by its reader
    input.goTo(0);
    return present.m_last;
}

void GexfPresent::startElement(std::string_view name, const Attributes& attributes)
{
    if (m_graph.stopped())
        return m_xml.stop();
    if (!m_dynamic) {
        if (lowered(name) != "graph")
            return;
        m_dynamic = lowered(attributes.inAnyCase("mode").value_or("")) == "dynamic";
        for (const std::string_view sign : {"timeformat", "timetype", "timerepresentation", "start", "end", "timestamp"})
            m_dynamic = m_dynamic || attributes.inAnyCase(sign);
        if (!m_dynamic)
            return m_xml.stop();
    }
    std::string_view start, end;
    attributes.forEach([&](std::string_view given, std::string_view value) {
        const std::string lower = lowered(given);
        if (lower == "start" || lower == "startopen")
            start = value;
        else if (lower == "end" || lower == "endopen")
            end = value;
        else if (lower == "timestamp")
            take(value);
        else if (lower == "timestamps" || lower == "intervals")
            takeList(value);
    });
    if (GexfSpan::written(start, end).backwards())
        return;
    take(start);
    take(end);
}

void GexfPresent::take(std::string_view written)
{
    const auto at = written.empty() ? std::nullopt : moment(written);
    if (at && std::isfinite(*at) && (!m_last || *at > m_last->at))
        m_last = Moment{*at, cleaned(trimmed(written), 60)};
}

void GexfPresent::takeList(std::string_view list)
{
    constexpr std::string_view between = "<>[](){};, \t\r\n";
    while (!list.empty()) {
        const std::size_t begin = std::min(list.find_first_not_of(between), list.size());
        const std::size_t end = std::min(list.find_first_of(between, begin), list.size());
        take(list.substr(begin, end - begin));
        list.remove_prefix(end);
    }
}

} // namespace weir::format
