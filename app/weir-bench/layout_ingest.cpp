#include "weir-bench/layout_ingest.h"
#include "base/clock.h"
#include "pipeline/live_graph.h"
#include "weir-bench/run_until.h"
#include <cstdio>

namespace weir::bench {

namespace {

constexpr int turns = 6;                        // of each kind: what else the machine does changes slowly
constexpr std::chrono::milliseconds settling{400};
constexpr std::chrono::seconds patience{60};

struct Turn {
    double changes = 0;
    double seconds = 0;

    [[nodiscard]] double rate() const { return changes / seconds; }
};

/// Lets the stream run for `length` and adds what was applied meanwhile.
void measureTurn(const pipeline::LiveGraph& graph, std::chrono::milliseconds length, Turn& turn)
{
    runFor(settling);
    const auto before = graph.stats().changesApplied;
    const TimePoint start = Clock::now();
    runFor(length);
    turn.changes += static_cast<double>(graph.stats().changesApplied - before);
    turn.seconds += milliseconds(Clock::now() - start) / 1000;
}

} // namespace

bool measureIngestWithLayout(const QUrl& url, std::chrono::milliseconds length, std::vector<std::pair<QString, QJsonValue>>& result)
{
    pipeline::LiveGraph::Config config;
    config.windowMessages = 16384;
    config.windowBytes = 16U << 20;
    config.windowSizing = flow::WindowSizing::Fixed;
    pipeline::LiveGraph graph(config);
    bool wanted = false, active = false;
    std::uint64_t scenes = 0, scenesBefore = 0, restarts = 0;
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
    Turn without, with;
    std::uint64_t scenesWith = 0;
    for (int turn = 0; turn < turns; ++turn) {
        measureTurn(graph, length, without);
        wanted = true;
        graph.setLayoutRunning(true);
        if (turn > 0)
            graph.restartLayout();
        if (!runUntil([&] { return active; }, patience)) {
            std::fprintf(stderr, "weir-bench: the layout did not begin\n");
            return false;
        }
        scenesBefore = scenes;
        measureTurn(graph, length, with);
        scenesWith += scenes - scenesBefore;
        wanted = false;
        graph.setLayoutRunning(false);
        if (!runUntil([&] { return !active; }, patience))
            return false;
    }
    const auto stats = graph.stats();
    result.insert(result.end(), {
        {QStringLiteral("changes_per_s"), rounded(without.rate(), 0)},
        {QStringLiteral("changes_per_s_with_layout"), rounded(with.rate(), 0)},
        {QStringLiteral("with_layout_ratio"), rounded(with.rate() / without.rate(), 3)},
        {QStringLiteral("layouts_begun"), static_cast<qint64>(restarts + turns)},
        {QStringLiteral("scenes_per_s_with_layout"), rounded(static_cast<double>(scenesWith) / (with.seconds + turns * milliseconds(settling) / 1000))},
        {QStringLiteral("in_sync"), stats.inSync == true},
    });
    return stats.faults == 0;
}

} // namespace weir::bench
