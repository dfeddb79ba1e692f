#include "bench/search_bench.h"
#include "base/clock.h"
#include "common/command_line.h"
#include "graph/changes/change_set.h"
#include "graph/node_search.h"
#include "bench/rig/bench_child.h"
#include "bench/rig/percentile.h"
#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <vector>

namespace weir::bench {

namespace {

constexpr std::uint32_t slotsAtOnce = 4096;
constexpr int repeats = 15;

/// Nodes with keys and labels as those of packages, and a value.
bool fill(graph::GraphStore& store, Slot nodes)
{
    static constexpr std::array<std::string_view, 8> words{"lib", "python3", "node", "golang", "ruby", "java", "texlive", "fonts"};
    graph::Schema schema;
    schema.nodeValues = {{"size", "MiB"}};
    store.reset(schema);
    graph::ChangeSet set;
    set.setValueColumns(1, 0);
    Tick tick = 0;
    for (Slot node = 0; node < nodes; ++node) {
        std::string name(words[node * 2654435761U >> 29]);
        name.append(1, '-').append(std::to_string(node));
        std::string key = name;
        key.append(":amd64");
        set.setNodeIdentity(node, 1, key, name, 0);
        set.setNodeMotion(node, {}, std::array{static_cast<float>(node % 1000)});
        if (node % 10'000 == 9'999 || node + 1 == nodes) {
            if (!store.apply(set.view(), ++tick))
                return false;
            set.clear();
        }
    }
    return true;
}

} // namespace

int runSearch(const QStringList& arguments)
{
    app::CommandLine line(QStringLiteral("weir-bench search"),
                          QStringLiteral("Looks through all nodes for texts that none, some and all have, and for a value; says how long the slowest takes."));
    line.addOption(QStringLiteral("nodes"), QStringLiteral("how many nodes the graph has"), QStringLiteral("N"), QStringLiteral("1000000"));
    if (const auto status = line.parse(arguments))
        return *status;
    const auto nodes = line.count(QStringLiteral("nodes"), 1, 20'000'000);
    if (const auto status = line.status())
        return *status;

    graph::GraphStore store;
    if (!fill(store, static_cast<Slot>(*nodes))) {
        std::fputs("weir-bench search: the made-up graph was refused\n", stderr);
        return 1;
    }
    double slowestP50 = 0, slowestP95 = 0, longestPiece = 0;
    std::uint64_t found = 0;
    for (const std::string_view text : {"qqq", "lib-99", "a", "size > 500", "degree >= 0"}) {
        std::vector<double> ms;
        for (int i = 0; i < repeats; ++i) {
            auto query = graph::SearchQuery::parse(text, store.schema());
            if (!query)
                return line.fail(QString::fromStdString(query.error().text));
            const TimePoint began = Clock::now();
            graph::NodeSearch search(std::move(*query));
            for (bool more = true; more;) {
                const TimePoint piece = Clock::now();
                more = search.advance(store, slotsAtOnce);
                longestPiece = std::max(longestPiece, milliseconds(Clock::now() - piece));
            }
            found += search.hits().size();
            ms.push_back(milliseconds(Clock::now() - began));
        }
        slowestP50 = std::max(slowestP50, percentile(ms, 0.5));
        slowestP95 = std::max(slowestP95, percentile(ms, 0.95));
    }
    printResult({{QStringLiteral("bench"), QStringLiteral("search")},
                 {QStringLiteral("nodes"), static_cast<qint64>(*nodes)},
                 {QStringLiteral("search_ms_p50"), rounded(slowestP50)},
                 {QStringLiteral("search_ms_p95"), rounded(slowestP95)},
                 {QStringLiteral("longest_piece_ms"), rounded(longestPiece)},
                 {QStringLiteral("hits"), static_cast<qint64>(found)}});
    return 0;
}

} // namespace weir::bench
