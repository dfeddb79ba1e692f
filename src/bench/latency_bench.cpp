#include "bench/latency_bench.h"
#include "common/command_line.h"
#include "stream/stream_client.h"
#include "bench/rig/following_client.h"
#include "bench/rig/bench_program.h"
#include "bench/rig/graph_server.h"
#include "bench/rig/run_until.h"
#include "bench/rig/bench_child.h"
#include "bench/rig/light_client.h"
#include "bench/rig/percentile.h"
#include <cstdio>
#include <optional>

namespace weir::bench {

namespace {

using stream::StreamClient;

constexpr SyntheticGraph usual{100'000, 300'000, 50'000};
constexpr std::chrono::milliseconds settling{11'000};   // until the stream's percentiles know nothing of the time before, see StreamStats
constexpr std::chrono::milliseconds sampleEvery{1000};

} // namespace

int runLatency(const QStringList& words)
{
    app::CommandLine line(QStringLiteral("weir-bench latency"),
                          QStringLiteral("How old the oldest change of a delta is, by the server's clock, when a client has applied it; of all deltas. p50_ms and "
                                         "p99_ms are the worst that the stream's own figures of the last seconds said during the measurement. p999_ms is of all deltas "
                                         "that arrived meanwhile at a second client."));
    usual.addOptions(line);
    line.addOption(QStringLiteral("seconds"), QStringLiteral("how long to measure"), QStringLiteral("N"), QStringLiteral("20"));
    line.addOption(QStringLiteral("flooders"), QStringLiteral("attackers on a core of their own that send frames as fast as they go"), QStringLiteral("N"), QStringLiteral("0"));
    if (const auto status = line.parse(words))
        return *status;
    const SyntheticGraph graph = SyntheticGraph::from(line);
    const auto length = line.seconds(QStringLiteral("seconds"));
    const auto flooders = line.count(QStringLiteral("flooders"), 0, 1000);
    if (const auto status = line.status())
        return *status;

    const BenchProgram program;
    GraphServer server(graph);
    server.waitForGraph();
    const auto following = followingClient(server.url());
    StreamClient& client = *following;
    bool measuring = false;
    std::vector<double> arrivals;   // how old the oldest change of each delta was, in ms
    LightClient second;
    QObject::connect(&second, &LightClient::deltaArrived, &second, [&](std::int64_t oldestUs) {
        if (measuring)
            arrivals.push_back(static_cast<double>(microseconds(Clock::now()) - oldestUs) / 1000.0);   // one machine has one steady clock
    });
    second.open(server.url());
    if (!runUntil([&second] { return second.following(); }, settling))
        qFatal("the second client got no graph: %s", qPrintable(second.endReason()));
    std::optional<BenchChild> flood;
    if (*flooders > 0)
        flood.emplace(QStringList{QStringLiteral("flood"), QStringLiteral("--port"), QString::number(server.url().port()), QStringLiteral("--flooders"), QString::number(*flooders)});
    runFor(std::min(settling, 2 * *length));   // a short look cannot be exact anyway

    const auto before = client.stats(Clock::now());
    const auto flooded = [&flood](QLatin1String what) { return flood ? flood->ask("count").value_or(QJsonObject()).value(what).toInteger() : 0; };
    const qint64 bytesBefore = flooded(QLatin1String("bytes")), connectionsBefore = flooded(QLatin1String("connections"));
    const TimePoint start = Clock::now();
    measuring = true;
    const double serverCpuBefore = server.usage().cpuSeconds;
    double p50 = 0, p99 = 0;
    do {
        runFor(std::min<Clock::duration>(sampleEvery, *length));
        const auto now = client.stats(Clock::now());
        p50 = std::max(p50, now.latencyMsP50.value_or(0));
        p99 = std::max(p99, now.latencyMsP99.value_or(0));
    } while (Clock::now() - start < *length);
    const double seconds = milliseconds(Clock::now() - start) / 1000.0;
    measuring = false;
    const double serverCpu = server.usage().cpuSeconds - serverCpuBefore;
    const auto after = client.stats(Clock::now());
    if (after.deltasApplied == before.deltasApplied)
        qFatal("no delta arrived");
    printResult({
        {QStringLiteral("bench"), QStringLiteral("latency")},
        {QStringLiteral("nodes"), static_cast<qint64>(graph.nodes)},
        {QStringLiteral("edges"), static_cast<qint64>(graph.edges)},
        {QStringLiteral("rate"), graph.rate},
        {QStringLiteral("p50_ms"), rounded(p50)},
        {QStringLiteral("p99_ms"), rounded(p99)},
        {QStringLiteral("p999_ms"), rounded(percentile(arrivals, 0.999))},
        {QStringLiteral("flooders"), static_cast<qint64>(*flooders)},
        {QStringLiteral("flood_bytes"), flooded(QLatin1String("bytes")) - bytesBefore},
        {QStringLiteral("flood_connections"), flooded(QLatin1String("connections")) - connectionsBefore},
        {QStringLiteral("server_cpu_share"), rounded(serverCpu / seconds)},
        {QStringLiteral("server_peak_resident_bytes"), static_cast<qint64>(server.usage().peakResidentBytes)},
        {QStringLiteral("clock_uncertainty_ms"), rounded(after.clockUncertaintyMs.value_or(0))},
        {QStringLiteral("deltas"), static_cast<qint64>(after.deltasApplied - before.deltasApplied)},
        {QStringLiteral("changes_per_s"), rounded(static_cast<double>(after.changesApplied - before.changesApplied) / seconds, 0)},
        {QStringLiteral("in_sync"), after.inSync == true},
    });
    return after.inSync == true && after.faults == 0 ? 0 : 1;
}

} // namespace weir::bench
