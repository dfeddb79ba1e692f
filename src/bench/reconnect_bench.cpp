#include "bench/reconnect_bench.h"
#include "common/command_line.h"
#include "bench/rig/bench_program.h"
#include "bench/rig/graph_server.h"
#include "bench/rig/light_client.h"
#include "bench/rig/run_until.h"
#include <QtCore/QLoggingCategory>
#include <algorithm>
#include <cstdio>

namespace weir::bench {

namespace {

constexpr SyntheticGraph usual{10'000, 30'000, 1'000};
constexpr std::chrono::seconds connectPatience{120};
constexpr std::chrono::seconds backPatience{300};
constexpr std::size_t openedAtOnce = 20;
constexpr std::chrono::milliseconds openEvery{20};
constexpr std::size_t otherDescriptors = 100;   // of libraries, files and pipes

} // namespace

int runReconnect(const QStringList& words)
{
    app::CommandLine line(QStringLiteral("weir-bench reconnect"),
                          QStringLiteral("The server of many clients is killed and started again: all_back_s is from the kill until the last of them has the whole "
                                         "graph again. snapshots_built_per_period_max counts what the new server's snapshot cache built within one of its "
                                         "periods, however many asked; connect_attempts are those of all clients since the kill."));
    line.addOption(QStringLiteral("clients"), QStringLiteral("clients at once"), QStringLiteral("N"), QStringLiteral("1000"));
    line.addOption(QStringLiteral("down"), QStringLiteral("seconds without a server"), QStringLiteral("S"), QStringLiteral("1"));
    usual.addOptions(line);
    if (const auto status = line.parse(words))
        return *status;
    const auto count = line.count(QStringLiteral("clients"), 1, 4096);
    const auto down = line.seconds(QStringLiteral("down"));
    const SyntheticGraph graph = SyntheticGraph::from(line);
    if (const auto status = line.status())
        return *status;
    if (!allowDescriptors(*count + otherDescriptors))
        return 1;

    const BenchProgram program;
    QLoggingCategory::setFilterRules(QStringLiteral("weir.client.info=false"));   // a line for every attempt
    auto server = std::make_unique<GraphServer>(graph);
    server->waitForGraph();
    const QUrl url = server->url();

    std::size_t following = 0;
    std::vector<std::unique_ptr<LightClient>> clients;
    for (std::size_t i = 0; i < *count; ++i) {
        clients.push_back(std::make_unique<LightClient>());
        LightClient* const client = clients.back().get();
        QObject::connect(client, &LightClient::followingChanged, client, [client, &following] { client->following() ? ++following : --following; });
        client->open(url);
        if ((i + 1) % openedAtOnce == 0)
            runFor(openEvery);
    }
    if (!runUntil([&] { return following == *count; }, connectPatience))
        qFatal("not all clients got the graph");

    const auto attempts = [&clients] {
        std::uint64_t sum = 0;
        for (const auto& client : clients)
            sum += client->attempts();
        return sum;
    };
    const auto bytes = [&clients] {
        std::uint64_t sum = 0;
        for (const auto& client : clients)
            sum += client->bytesReceived();
        return sum;
    };
    const std::uint64_t attemptsBefore = attempts(), bytesBefore = bytes();
    server->kill();
    const TimePoint killed = Clock::now();
    runFor(*down);
    server = std::make_unique<GraphServer>(graph, static_cast<std::uint16_t>(url.port()));
    if (!runUntil([&] { return following == *count; }, backPatience)) {
        std::fprintf(stderr, "weir-bench: after %lld s only %zu of %llu clients are back\n", static_cast<long long>(backPatience.count()), following,
                     static_cast<unsigned long long>(*count));
        return 1;
    }
    const double seconds = milliseconds(Clock::now() - killed) / 1000.0;
    printResult({
        {QStringLiteral("bench"), QStringLiteral("reconnect")},
        {QStringLiteral("clients"), static_cast<qint64>(*count)},
        {QStringLiteral("nodes"), static_cast<qint64>(graph.nodes)},
        {QStringLiteral("edges"), static_cast<qint64>(graph.edges)},
        {QStringLiteral("down_s"), static_cast<double>(down->count()) / 1000.0},
        {QStringLiteral("all_back_s"), rounded(seconds)},
        {QStringLiteral("snapshots_built_per_period_max"), server->snapshotsBuiltPerPeriodMax()},
        {QStringLiteral("connect_attempts"), static_cast<qint64>(attempts() - attemptsBefore)},
        {QStringLiteral("bytes"), static_cast<qint64>(bytes() - bytesBefore)},
        {QStringLiteral("server_tick_max_ms"), rounded(server->tickTimes()[QStringLiteral("max")].toDouble())},
    });
    return 0;
}

} // namespace weir::bench
