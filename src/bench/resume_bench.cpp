#include "bench/resume_bench.h"
#include "common/command_line.h"
#include "stream/stream_client.h"
#include "bench/rig/following_client.h"
#include "bench/rig/bench_program.h"
#include "bench/rig/graph_server.h"
#include "bench/rig/run_until.h"
#include <cstdio>

namespace weir::bench {

namespace {

using stream::StreamClient;

constexpr SyntheticGraph usual{100'000, 300'000, 100'000};
constexpr std::chrono::seconds catchUpPatience{60};
constexpr std::chrono::seconds settling{3};   // of both processes' memory, after the snapshot

struct Resumed {
    double catchUpMs = 0;
    const char* path = "";
    stream::Applier::Totals before, after;
    std::uint64_t bytes = 0;
};

/// What brought the model there: the costliest of what was received.
const char* pathOf(const stream::Applier::Totals& before, const stream::Applier::Totals& after)
{
    if (after.snapshots != before.snapshots)
        return "snapshot";
    return after.scans != before.scans ? "scan" : "delta";
}

/// From the end of the pause until the model is at least at the tick that the server had at that moment, proved.
std::optional<Resumed> resume(StreamClient& client, GraphServer& server)
{
    const auto head = static_cast<Tick>(server.state()[QStringLiteral("tick")].toInteger());
    Resumed result;
    result.before = client.applier().totals();
    const std::uint64_t bytesBefore = client.stats(Clock::now()).bytesReceived;
    std::optional<TimePoint> caughtUp;
    const TimePoint start = Clock::now();
    const auto look = QObject::connect(&client, &StreamClient::applied, &client, [&] {
        const auto& model = client.applier();
        if (!caughtUp && model.following() && model.appliedTick() >= head && model.inSync() == true) {
            caughtUp = Clock::now();
            result.after = model.totals();
        }
    });
    client.setDrainPaused(false);
    static_cast<void>(runUntil([&] { return caughtUp.has_value(); }, catchUpPatience));
    QObject::disconnect(look);
    if (!caughtUp)
        return std::nullopt;
    result.catchUpMs = milliseconds(*caughtUp - start);
    result.path = pathOf(result.before, result.after);
    result.bytes = client.stats(Clock::now()).bytesReceived - bytesBefore;
    return result;
}

} // namespace

int runResume(const QStringList& words)
{
    app::CommandLine line(QStringLiteral("weir-bench resume"),
                          QStringLiteral("A client pauses and resumes while the graph goes on: how long until its model is, proved by its digest, at least at the "
                                         "tick that the server had when it resumed; by which path; and by how much the peak of each process's memory, "
                                         "from the pause to the end of the catch-up, exceeds what it was before."));
    line.addOption(QStringLiteral("pause"), QStringLiteral("seconds without applying anything"), QStringLiteral("S"), QStringLiteral("60"));
    usual.addOptions(line, QStringLiteral("changes a second, always"));
    if (const auto status = line.parse(words))
        return *status;
    const auto pause = line.seconds(QStringLiteral("pause"));
    const SyntheticGraph graph = SyntheticGraph::from(line, 0);
    if (const auto status = line.status())
        return *status;

    const BenchProgram program;
    GraphServer server(graph);
    server.waitForGraph();
    const auto following = followingClient(server.url());
    StreamClient& client = *following;
    runFor(settling);

    const ProcessUsage clientBefore = processUsage(), serverBefore = server.usage();
    resetPeakResident();
    server.resetPeakResident();
    client.setDrainPaused(true);
    runFor(*pause);
    const auto resumed = resume(client, server);
    if (!resumed) {
        std::fprintf(stderr, "weir-bench: the client did not catch up\n");
        return 1;
    }
    const ProcessUsage clientAfter = processUsage(), serverAfter = server.usage();
    const auto stats = client.stats(Clock::now());
    printResult({
        {QStringLiteral("bench"), QStringLiteral("resume")},
        {QStringLiteral("nodes"), static_cast<qint64>(graph.nodes)},
        {QStringLiteral("edges"), static_cast<qint64>(graph.edges)},
        {QStringLiteral("rate"), graph.rate},
        {QStringLiteral("pause_s"), static_cast<double>(pause->count()) / 1000.0},
        {QStringLiteral("catch_up_ms"), rounded(resumed->catchUpMs)},
        {QStringLiteral("path"), QString::fromLatin1(resumed->path)},
        {QStringLiteral("client_rss_growth_bytes"), static_cast<qint64>(clientAfter.peakResidentBytes - clientBefore.residentBytes)},
        {QStringLiteral("server_rss_growth_bytes"), static_cast<qint64>(serverAfter.peakResidentBytes - serverBefore.residentBytes)},
        {QStringLiteral("bytes"), static_cast<qint64>(resumed->bytes)},
        {QStringLiteral("changes_merged"), static_cast<qint64>(resumed->after.merged - resumed->before.merged)},
        {QStringLiteral("faults"), static_cast<qint64>(stats.faults)},
    });
    return stats.faults == 0 ? 0 : 1;
}

} // namespace weir::bench
