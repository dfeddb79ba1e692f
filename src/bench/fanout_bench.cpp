#include "bench/fanout_bench.h"
#include "common/command_line.h"
#include "metrics/percentiles.h"
#include "stream/stream_client.h"
#include "bench/rig/bench_program.h"
#include "bench/rig/graph_server.h"
#include "bench/rig/light_client.h"
#include "bench/rig/run_until.h"
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace weir::bench {

namespace {

using stream::StreamClient;

constexpr SyntheticGraph usual{10'000, 30'000, 10'000};
constexpr std::chrono::seconds connectPatience{120};
constexpr std::chrono::milliseconds settling{11'000};   // as long as the percentiles of the verifying clients remember
constexpr std::size_t openedAtOnce = 20;
constexpr std::chrono::milliseconds openEvery{20};
constexpr std::size_t otherDescriptors = 100;    // of libraries, files and pipes

struct Measured {
    double latencyMsP99 = 0;           ///< of the counting clients, at the arrival
    double verifiedLatencyMsP99 = 0;   ///< of the verifying clients, applied: the worst of them
    double serverCpuShare = 0, clientCpuShare = 0;
    double bytesPerSecond = 0;
    double deltasPerSecond = 0;        ///< to one counting client
};

/// The clients of one measurement; the last ones are those that stall.
class Crowd final {
public:
    Crowd(std::size_t verifying, std::size_t counting, const protocol::Policy& policy)
    {
        for (std::size_t i = 0; i < verifying; ++i) {
            StreamClient::Config config;
            config.name = QStringLiteral("weir-bench");
            config.policy = policy;
            config.reconnect = false;
            m_verifying.push_back(std::make_unique<StreamClient>(config));
            QObject::connect(m_verifying.back().get(), &StreamClient::closed, m_verifying.back().get(),
                             [](const QString& reason) { qFatal("a stream ended: %s", qPrintable(reason)); });
        }
        for (std::size_t i = 0; i < counting; ++i) {
            m_counting.push_back(std::make_unique<LightClient>(policy));
            LightClient* const client = m_counting.back().get();
            QObject::connect(client, &LightClient::deltaArrived, client, [this](std::int64_t oldestUs) { onDelta(oldestUs); });
        }
    }

    void open(const QUrl& url)
    {
        const std::size_t all = m_verifying.size() + m_counting.size();
        for (std::size_t i = 0; i < all; ++i) {
            if (i < m_verifying.size())
                m_verifying[i]->open(url);
            else
                m_counting[i - m_verifying.size()]->open(url);
            if ((i + 1) % openedAtOnce == 0)
                runFor(openEvery);
        }
        if (!runUntil([this] { return allFollowing(); }, connectPatience))
            qFatal("not all clients got the graph; the last ending: %s", qPrintable(m_counting.empty() ? QString() : m_counting.back()->endReason()));
    }

    void stall(std::size_t count)
    {
        m_stalled = count;
        for (std::size_t i = m_counting.size() - count; i < m_counting.size(); ++i)
            m_counting[i]->stall();
    }

    Measured measure(GraphServer& server, std::chrono::milliseconds length)
    {
        m_latency = metrics::Percentiles(2 * length);
        const double serverCpu = server.usage().cpuSeconds, clientCpu = processUsage().cpuSeconds;
        const std::uint64_t bytes = bytesReceived(), deltas = deltasReceived();
        const TimePoint start = Clock::now();
        m_measuring = true;
        runFor(length);
        m_measuring = false;
        const double seconds = milliseconds(Clock::now() - start) / 1000.0;
        Measured result;
        result.serverCpuShare = (server.usage().cpuSeconds - serverCpu) / seconds;
        result.clientCpuShare = (processUsage().cpuSeconds - clientCpu) / seconds;
        result.bytesPerSecond = static_cast<double>(bytesReceived() - bytes) / seconds;
        if (const auto flowing = m_counting.size() - m_stalled; flowing != 0)
            result.deltasPerSecond = static_cast<double>(deltasReceived() - deltas) / seconds / static_cast<double>(flowing);
        result.latencyMsP99 = m_latency.at(0.99, Clock::now()).value_or(0);
        for (const auto& client : m_verifying)
            result.verifiedLatencyMsP99 = std::max(result.verifiedLatencyMsP99, client->stats(Clock::now()).latencyMsP99.value_or(0));
        return result;
    }

    [[nodiscard]] std::size_t inSync() const
    {
        return static_cast<std::size_t>(std::ranges::count_if(m_verifying, [](const auto& client) { return client->applier().inSync() == true; }));
    }
    [[nodiscard]] std::uint64_t faults()
    {
        std::uint64_t sum = 0;
        for (const auto& client : m_verifying)
            sum += client->stats(Clock::now()).faults;
        return sum;
    }

private:
    void onDelta(std::int64_t oldestUs)
    {
        if (m_measuring) {
            const TimePoint now = Clock::now();
            m_latency.add(static_cast<double>(microseconds(now) - oldestUs) / 1000.0, now);   // one machine has one steady clock
        }
    }
    [[nodiscard]] bool allFollowing() const
    {
        return std::ranges::all_of(m_counting, [](const auto& client) { return client->following(); })
            && std::ranges::all_of(m_verifying, [](const auto& client) { return client->applier().following(); });
    }
    [[nodiscard]] std::uint64_t bytesReceived() const
    {
        std::uint64_t sum = 0;
        for (const auto& client : m_counting)
            sum += client->bytesReceived();
        for (const auto& client : m_verifying)
            sum += client->stats(Clock::now()).bytesReceived;
        return sum;
    }
    [[nodiscard]] std::uint64_t deltasReceived() const
    {
        std::uint64_t sum = 0;
        for (const auto& client : m_counting)
            sum += client->deltasReceived();
        return sum;
    }

    std::vector<std::unique_ptr<StreamClient>> m_verifying;
    std::vector<std::unique_ptr<LightClient>> m_counting;
    std::size_t m_stalled = 0;
    bool m_measuring = false;
    metrics::Percentiles m_latency;
};

} // namespace

int runFanout(const QStringList& words)
{
    app::CommandLine line(QStringLiteral("weir-bench fanout"),
                          QStringLiteral("What many clients of one server cost it, and how old the oldest change of a delta is when it arrives (latency_ms_p99, of "
                                         "the counting clients) or is applied and proved (verified_latency_ms_p99, of the worst verifying one). "
                                         "bytes_per_client is by how much the peak of the server's memory exceeds what it was without clients. With --stalled "
                                         "the others are measured before and after: latency_ratio."));
    line.addOption(QStringLiteral("clients"), QStringLiteral("clients at once"), QStringLiteral("N"), QStringLiteral("1000"));
    line.addOption(QStringLiteral("verifying"), QStringLiteral("those of them that apply everything and compare digests; the rest count"), QStringLiteral("N"), QStringLiteral("20"));
    line.addOption(QStringLiteral("stalled"), QStringLiteral("share of the clients, from 0 to 0.9, that stop giving credit"), QStringLiteral("SHARE"), QStringLiteral("0"));
    line.addOption(QStringLiteral("policy"), QStringLiteral("how they want changes: every, latest:MS, or sample:LANES"), QStringLiteral("POLICY"), QStringLiteral("latest:100"));
    usual.addOptions(line);
    line.addOption(QStringLiteral("seconds"), QStringLiteral("how long to measure"), QStringLiteral("N"), QStringLiteral("10"));
    if (const auto status = line.parse(words))
        return *status;
    const auto clients = line.count(QStringLiteral("clients"), 1, 4096);
    const auto verifying = line.count(QStringLiteral("verifying"), 0, 4096);
    const auto stalledShare = line.number(QStringLiteral("stalled"), 0, 0.9);
    const SyntheticGraph graph = SyntheticGraph::from(line);
    const auto length = line.seconds(QStringLiteral("seconds"));
    const auto policyText = line.text(QStringLiteral("policy"));
    if (const auto status = line.status())
        return *status;
    const auto policy = protocol::policyFrom(policyText->toStdString());
    if (!policy)
        return line.fail(QStringLiteral("--policy: \"%1\" is none of every, latest:MS and sample:LANES.").arg(*policyText));
    const auto stalled = static_cast<std::uint64_t>(std::llround(*stalledShare * static_cast<double>(*clients)));
    if (*verifying + stalled >= *clients)
        return line.fail(QStringLiteral("Of %1 clients %2 verify and %3 stall: none is left to count.").arg(*clients).arg(*verifying).arg(stalled));
    if (!allowDescriptors(*clients + otherDescriptors))
        return 1;

    const BenchProgram program;
    GraphServer server(graph);
    server.waitForGraph();
    const std::int64_t residentBefore = server.usage().residentBytes;
    server.resetPeakResident();
    Crowd crowd(*verifying, *clients - *verifying, *policy);
    crowd.open(server.url());
    const auto settle = std::min(settling, 2 * *length);   // a short look cannot be exact anyway
    runFor(settle);
    const Measured all = crowd.measure(server, *length);
    Measured others = all;
    if (stalled != 0) {
        crowd.stall(stalled);
        runFor(settle);
        others = crowd.measure(server, *length);
    }
    const double grown = static_cast<double>(server.usage().peakResidentBytes - residentBefore);
    std::vector<std::pair<QString, QJsonValue>> result{
        {QStringLiteral("bench"), QStringLiteral("fanout")},
        {QStringLiteral("clients"), static_cast<qint64>(*clients)},
        {QStringLiteral("verifying"), static_cast<qint64>(*verifying)},
        {QStringLiteral("stalled"), static_cast<qint64>(stalled)},
        {QStringLiteral("policy"), *policyText},
        {QStringLiteral("nodes"), static_cast<qint64>(graph.nodes)},
        {QStringLiteral("edges"), static_cast<qint64>(graph.edges)},
        {QStringLiteral("rate"), graph.rate},
        {QStringLiteral("latency_ms_p99"), rounded(others.latencyMsP99)},
        {QStringLiteral("verified_latency_ms_p99"), rounded(others.verifiedLatencyMsP99)},
        {QStringLiteral("server_cpu_share"), rounded(others.serverCpuShare)},
        {QStringLiteral("client_cpu_share"), rounded(others.clientCpuShare)},
        {QStringLiteral("bytes_per_client"), rounded(grown / static_cast<double>(*clients), 0)},
        {QStringLiteral("bytes_per_s"), rounded(others.bytesPerSecond, 0)},
        {QStringLiteral("deltas_per_client_s"), rounded(others.deltasPerSecond)},
        {QStringLiteral("in_sync"), static_cast<qint64>(crowd.inSync())},
        {QStringLiteral("faults"), static_cast<qint64>(crowd.faults())},
    };
    if (stalled != 0) {
        result.emplace_back(QStringLiteral("unstalled_latency_ms_p99"), rounded(all.latencyMsP99));
        result.emplace_back(QStringLiteral("latency_ratio"), rounded(others.latencyMsP99 / all.latencyMsP99));
    }
    printResult(result);
    return crowd.faults() == 0 ? 0 : 1;
}

} // namespace weir::bench
