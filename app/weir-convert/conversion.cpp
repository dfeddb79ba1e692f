#include "weir-convert/conversion.h"
#include "format/out/graph_export.h"
#include "format/out/store_cursor.h"
#include "format/reading_report.h"
#include "source/catalogue.h"
#include "source/store_sink.h"

namespace weir::app {

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    for (std::size_t at = 0; !from.empty() && (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

std::string countOf(std::uint64_t nodes, std::uint64_t edges)
{
    return format::ReadingReport::counted(nodes, "node") + " and " + format::ReadingReport::counted(edges, "edge");
}

} // namespace

bool Conversion::run(const Listener& listener, std::stop_token stop) const
{
    const auto say = [&](const std::string& words) { listener.said(replaced(words, inputPath, input)); };
    auto made = source::makeSource(source);
    if (!made) {
        say(made.error().text);
        return false;
    }
    bool isTold = false;   // what was read
    source::StoreSink sink((*made)->schema(),
                           {.reported = [&](const Error& fault) {
                                isTold = true;
                                say(fault.text); },
                            .progressed = [&](double share) { listener.progressed("reading", share); }},
                           graph::Stamps::AgesOfNodes);
    const auto read = (*made)->run(sink, stop);
    if (!read)
        say(read.error().text);
    if (stop.stop_requested()) {
        say("it was given up; nothing was written");
        return false;
    }
    const graph::GraphStore& store = sink.store();
    if (store.nodeCount() == 0)
        return false;   // the source said why
    if (read && !isTold)
        say("read " + countOf(store.nodeCount(), store.edgeCount()));
    // The values of a file's nodes are counts of their edges.
    format::StoreCursor cursor(store, format::StoreCursor::Values::LeftOut);
    const auto exported =
        format::exportGraph(cursor, *target, output, {stop, [&](double share) { listener.progressed("writing", share); }});
    if (!exported) {
        say(exported.error().text);
        return false;
    }
    if (const std::string losses = exported->losses.sentence(target->name); !losses.empty())
        say(losses);
    if (!exported->nodesPath.empty())
        say("the nodes are in " + exported->nodesPath);
    return read.has_value();
}

} // namespace weir::app
