#include "bench/snapshot_bench.h"
#include "common/command_line.h"
#include "stream/stream_client.h"
#include "bench/rig/bench_child.h"
#include "bench/rig/bench_program.h"
#include "bench/rig/graph_server.h"
#include "bench/rig/percentile.h"
#include <QtCore/QThread>
#include <QtCore/QTimer>
#include <algorithm>
#include <iterator>
#include <cstdio>

namespace weir::bench {

namespace {

using stream::StreamClient;

constexpr SyntheticGraph usual{100'000, 300'000, 500};
constexpr int snapshotsTaken = 10;
constexpr std::chrono::seconds snapshotPatience{60};
constexpr std::chrono::milliseconds idleLength{3000};

struct Taken {
    double firstApplyMs = 0, completeMs = 0, bytes = 0;
};

/// From opening the connection until the model is a consistent tick whose digest was compared.
std::optional<Taken> takeSnapshot(const QUrl& url)
{
    StreamClient::Config config;
    config.name = QStringLiteral("weir-bench");
    config.windowBytes = 16U << 20;
    config.reconnect = false;
    StreamClient client(config);
    const TimePoint start = Clock::now();
    std::optional<Taken> result;
    double firstApplyMs = 0;
    QTimer::singleShot(snapshotPatience, &client, [] { QCoreApplication::exit(); });
    QObject::connect(&client, &StreamClient::closed, &client, [](const QString& reason) {
        std::fprintf(stderr, "weir-bench: %s\n", qPrintable(reason));
        QCoreApplication::exit();
    });
    QObject::connect(&client, &StreamClient::applied, &client, [&] {
        const double elapsed = milliseconds(Clock::now() - start);
        if (firstApplyMs == 0 && client.store().nodeCount() != 0)
            firstApplyMs = elapsed;
        if (!result && client.applier().following() && client.applier().inSync() == true) {
            result = Taken{firstApplyMs, elapsed, static_cast<double>(client.stats(Clock::now()).bytesReceived)};
            QCoreApplication::exit();
        }
    });
    client.open(url);
    QCoreApplication::exec();
    return result;
}

double medianOf(const std::vector<Taken>& all, double Taken::*member)
{
    std::vector<double> values;
    std::ranges::transform(all, std::back_inserter(values), member);
    return percentile(std::move(values), 0.5);
}

} // namespace

int runSnapshot(const QStringList& words)
{
    app::CommandLine line(QStringLiteral("weir-bench snapshot"),
                          QStringLiteral("How long a new client waits for a large graph (median of ten), and how late the server's ticks were meanwhile."));
    usual.addOptions(line, QStringLiteral("changes a second meanwhile"));
    if (const auto status = line.parse(words))
        return *status;
    const SyntheticGraph graph = SyntheticGraph::from(line, 0);
    if (const auto status = line.status())
        return *status;

    const BenchProgram program;
    GraphServer server(graph);
    server.waitForGraph();
    const QJsonObject state = server.state();

    // The cache may still be encoding what was loaded last; idle is when nothing but the source's changes is left.
    QThread::sleep(std::chrono::milliseconds(idleLength).count() / 1000);
    static_cast<void>(server.tickTimes());
    QThread::msleep(static_cast<unsigned long>(idleLength.count()));
    const QJsonObject idle = server.tickTimes();

    std::vector<Taken> all;
    for (int i = 0; i < snapshotsTaken; ++i) {
        const auto taken = takeSnapshot(server.url());
        if (!taken)
            qFatal("a snapshot did not come to an end");
        all.push_back(*taken);
    }
    const QJsonObject busy = server.tickTimes();
    const double worst = std::ranges::max(all, {}, &Taken::completeMs).completeMs;
    printResult({
        {QStringLiteral("bench"), QStringLiteral("snapshot")},
        {QStringLiteral("nodes"), state[QStringLiteral("nodes")]},
        {QStringLiteral("edges"), state[QStringLiteral("edges")]},
        {QStringLiteral("first_apply_ms"), rounded(medianOf(all, &Taken::firstApplyMs))},
        {QStringLiteral("complete_ms"), rounded(medianOf(all, &Taken::completeMs))},
        {QStringLiteral("complete_ms_max"), rounded(worst)},
        {QStringLiteral("server_tick_p99_ms"), rounded(busy.value(QStringLiteral("p99")).toDouble())},
        {QStringLiteral("server_tick_max_ms"), rounded(busy.value(QStringLiteral("max")).toDouble())},
        {QStringLiteral("idle_tick_max_ms"), rounded(idle.value(QStringLiteral("max")).toDouble())},
        {QStringLiteral("bytes"), rounded(medianOf(all, &Taken::bytes), 0)},
    });
    return 0;
}

} // namespace weir::bench
