#include "bench/inspect_bench.h"
#include "base/clock.h"
#include "common/command_line.h"
#include "graph/changes/change_set.h"
#include "pipeline/ask/element_table.h"
#include "scene/find/incident_edges.h"
#include "scene/find/reach.h"
#include "scene/find/shortest_path.h"
#include "bench/rig/bench_child.h"
#include "bench/rig/peer_scene.h"
#include <algorithm>
#include <array>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

namespace weir::bench {

namespace {

constexpr int repeats = 15;
constexpr std::size_t rowsAtOnce = 64;   // as the stream thread writes them between two looks at its clock

/// The longest of a few calls with nodes drawn at random.
template <typename Call>
double longestMs(std::mt19937& random, Slot nodes, Call&& call)
{
    double longest = 0;
    for (int i = 0; i < repeats; ++i) {
        const auto a = static_cast<Slot>(random() % nodes), b = static_cast<Slot>(random() % nodes);
        const TimePoint began = Clock::now();
        call(a, b);
        longest = std::max(longest, milliseconds(Clock::now() - began));
    }
    return longest;
}

struct TableTimes {
    double wholeMs = 0, longestPieceMs = 0;
    std::uint64_t rows = 0;
};

/// Writes as many nodes as are copied at once. An error: the made-up graph was refused.
std::expected<TableTimes, Error> writeTable(pipeline::TableFormat format)
{
    graph::GraphStore store;
    graph::Schema schema;
    schema.nodeValues = {{"load", "%"}, {"memory", "MiB"}};
    store.reset(schema);
    graph::ChangeSet set;
    set.setValueColumns(2, 0);
    auto elements = std::make_shared<scene::ElementSet>();
    graph::PageNumbering nodes, edges;
    for (Slot node = 0; node < pipeline::ElementTable::mostRows; ++node) {
        const std::string name = "node-" + std::to_string(node);
        set.setNodeIdentity(node, 1, name, name, 0);
        set.setNodeMotion(node, {}, std::array{static_cast<float>(node) / 7, static_cast<float>(node % 1000)});
        elements->nodes.push_back(nodes.number(node));
    }
    if (auto applied = store.apply(set.view(), 1); !applied)
        return std::unexpected(applied.error());
    TableTimes times;
    const TimePoint began = Clock::now();
    pipeline::ElementTable table(1, format, elements, store.schema());
    for (bool more = true; more;) {
        const TimePoint piece = Clock::now();
        more = table.advance(store, nodes, edges, rowsAtOnce);
        times.longestPieceMs = std::max(times.longestPieceMs, milliseconds(Clock::now() - piece));
    }
    times.rows = table.take().rows;
    times.wholeMs = milliseconds(Clock::now() - began);
    return times;
}

} // namespace

int runInspect(const QStringList& arguments)
{
    app::CommandLine line(QStringLiteral("weir-bench inspect"),
                          QStringLiteral("Asks for neighbours, neighbourhoods and paths of nodes drawn at random, and for a table; says how long the slowest took."));
    line.addOption(QStringLiteral("nodes"), QStringLiteral("how many nodes the graph has"), QStringLiteral("N"), QStringLiteral("1000000"));
    line.addOption(QStringLiteral("edges"), QStringLiteral("how many edges the graph has"), QStringLiteral("M"), QStringLiteral("3000000"));
    if (const auto status = line.parse(arguments))
        return *status;
    const auto nodes = line.count(QStringLiteral("nodes"), 1, 20'000'000);
    const auto edges = line.count(QStringLiteral("edges"), 0, 60'000'000);
    if (const auto status = line.status())
        return *status;

    const auto scene = PeerScene(makePeerGraph(*nodes, *edges)).whole().scene;
    std::mt19937 random(1);
    std::size_t near = 0, steps = 0;
    const double neighboursMs = longestMs(random, scene->nodeSlots, [&](Slot node, Slot) { near += scene::edgesAt(*scene, node).size(); });
    const double reachMs = longestMs(random, scene->nodeSlots, [&](Slot node, Slot) { near += scene::reach(*scene, node, scene::mostReachSteps).nodes.size(); });
    const double pathMs = longestMs(random, scene->nodeSlots, [&](Slot from, Slot to) {
        if (const auto path = scene::shortestPath(*scene, from, to))
            steps = std::max(steps, path->edges.size());
    });
    double tableMs = 0, longestPieceMs = 0;
    std::uint64_t rows = 0;
    for (const pipeline::TableFormat format : {pipeline::TableFormat::Csv, pipeline::TableFormat::Json}) {
        const auto times = writeTable(format);
        if (!times) {
            std::fprintf(stderr, "weir-bench inspect: %s\n", times.error().text.c_str());
            return 1;
        }
        tableMs = std::max(tableMs, times->wholeMs);
        longestPieceMs = std::max(longestPieceMs, times->longestPieceMs);
        rows = times->rows;
    }
    printResult({{QStringLiteral("bench"), QStringLiteral("inspect")},
                 {QStringLiteral("nodes"), static_cast<qint64>(*nodes)},
                 {QStringLiteral("edges"), static_cast<qint64>(*edges)},
                 {QStringLiteral("neighbours_ms_max"), rounded(neighboursMs)},
                 {QStringLiteral("reach_ms_max"), rounded(reachMs)},
                 {QStringLiteral("path_ms_max"), rounded(pathMs)},
                 {QStringLiteral("path_steps_max"), static_cast<qint64>(steps)},
                 {QStringLiteral("table_rows"), static_cast<qint64>(rows)},
                 {QStringLiteral("table_ms"), rounded(tableMs)},
                 {QStringLiteral("table_piece_ms_max"), rounded(longestPieceMs)},
                 {QStringLiteral("found"), static_cast<qint64>(near)}});
    return 0;
}

} // namespace weir::bench
