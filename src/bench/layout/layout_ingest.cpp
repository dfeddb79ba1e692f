#include "bench/layout/layout_ingest.h"
#include "base/clock.h"
#include "pipeline/live_graph.h"
#include "bench/rig/process_usage.h"
#include "bench/rig/run_until.h"
#include "bench/rig/percentile.h"
#include <algorithm>
#include <cstdio>
#include <span>

namespace weir::bench {

namespace {

constexpr int turns = 6;                        // of each kind
constexpr std::chrono::milliseconds settling{400};
constexpr std::chrono::seconds patience{60};

struct Turn {
    double changesPerSecond = 0;
    double scenesPerSecond = 0;
    double layoutCores = 0;                     // that the layout's own thread had; its pool takes as much again at most
};

double medianOf(std::span<const Turn> taken, double Turn::* figure)
{
    std::vector<double> values;
    for (const Turn& turn : taken)
        values.push_back(turn.*figure);
    return percentile(std::move(values), 0.5);
}

/// Lets the stream run for `length`; `scenes` counts those that were taken.
Turn measureTurn(const pipeline::LiveGraph& graph, const std::uint64_t& scenes, std::chrono::milliseconds length)
{
    runFor(settling);
    const auto changesBefore = graph.stats().changesApplied;
    const auto scenesBefore = scenes;
    const double cpuBefore = threadCpuSeconds("weir-layout");
    const TimePoint start = Clock::now();
    runFor(length);
    const double seconds = milliseconds(Clock::now() - start) / 1000;
    return {static_cast<double>(graph.stats().changesApplied - changesBefore) / seconds, static_cast<double>(scenes - scenesBefore) / seconds,
            (threadCpuSeconds("weir-layout") - cpuBefore) / seconds};
}

} // namespace

bool measureIngestWithLayout(const QUrl& url, std::chrono::milliseconds length, std::vector<std::pair<QString, QJsonValue>>& result)
{
    pipeline::LiveGraph::Config config;
    config.windowMessages = 16384;
    config.windowBytes = 16U << 20;
    config.creditSizing = pipeline::CreditSizing::Fixed;
    pipeline::LiveGraph graph(config);
    bool wanted = false, active = false;
    std::uint64_t scenes = 0, restarts = 0;
    QObject::connect(&graph, &pipeline::LiveGraph::sceneReady, &graph, [&] { scenes += graph.takeScene().has_value(); });
    QObject::connect(&graph, &pipeline::LiveGraph::layoutActiveChanged, &graph, [&] {
        active = graph.layoutActive();
        if (wanted && !active) {
            ++restarts;
            graph.restartLayout();
        }
    });
    const auto follows = [&] { return graph.stats().inSync == true && graph.stats().deltasApplied > 2; };
    graph.setLayoutRunning(false);
    graph.connectTo(url);
    if (!runUntil(follows, patience)) {
        std::fprintf(stderr, "weir-bench: the stream did not begin\n");
        return false;
    }
    std::vector<Turn> without, with;
    for (int turn = 0; turn < turns; ++turn) {
        without.push_back(measureTurn(graph, scenes, length));
        wanted = true;
        graph.setLayoutRunning(true);
        if (turn > 0)
            graph.restartLayout();
        if (!runUntil([&] { return active; }, patience)) {
            std::fprintf(stderr, "weir-bench: the layout did not begin\n");
            return false;
        }
        with.push_back(measureTurn(graph, scenes, length));
        wanted = false;
        graph.setLayoutRunning(false);
        if (!runUntil([&] { return !active; }, patience))
            return false;
    }
    std::vector<double> ratios;     // of turns that follow each other: what else the machine does changes slowly
    for (std::size_t turn = 0; turn < without.size(); ++turn)
        ratios.push_back(with[turn].changesPerSecond / without[turn].changesPerSecond);
    const auto stats = graph.stats();
    result.insert(result.end(), {
        {QStringLiteral("changes_per_s"), rounded(medianOf(without, &Turn::changesPerSecond), 0)},
        {QStringLiteral("changes_per_s_with_layout"), rounded(medianOf(with, &Turn::changesPerSecond), 0)},
        {QStringLiteral("with_layout_ratio"), rounded(percentile(ratios, 0.5), 3)},
        {QStringLiteral("with_layout_ratio_worst"), rounded(std::ranges::min(ratios), 3)},
        {QStringLiteral("layouts_begun"), static_cast<qint64>(restarts + turns)},
        {QStringLiteral("layout_cores"), rounded(medianOf(with, &Turn::layoutCores))},
        {QStringLiteral("scenes_per_s_with_layout"), rounded(medianOf(with, &Turn::scenesPerSecond))},
        {QStringLiteral("in_sync"), stats.inSync == true},
    });
    return stats.faults == 0;
}

} // namespace weir::bench
