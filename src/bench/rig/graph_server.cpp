#include "bench/rig/graph_server.h"
#include "bench/rig/bench_program.h"
#include "bench/rig/percentile.h"
#include "common/command_line.h"
#include "server/door/stream_server.h"
#include <QtCore/QLoggingCategory>
#include <QtCore/QThread>
#include <QtCore/QTimer>
#include <algorithm>
#include <deque>

namespace weir::bench {

namespace {

constexpr std::chrono::seconds loadPatience{120};
constexpr std::chrono::milliseconds passLookEvery{10};   // a pass takes 50 times as long

QJsonObject tickTimesOf(server::StreamServer& server)
{
    const auto late = server.takeTickTimes().latenessMs;
    return {{QStringLiteral("ticks"), static_cast<qint64>(late.size())},
            {QStringLiteral("p99"), percentile(late, 0.99)},
            {QStringLiteral("max"), percentile(late, 1)}};
}

QJsonObject stateOf(const server::StreamServer& server)
{
    const auto& store = server.host().store();
    return {{QStringLiteral("url"), server.url().toString()},
            {QStringLiteral("nodes"), static_cast<qint64>(store.nodeCount())},
            {QStringLiteral("edges"), static_cast<qint64>(store.edgeCount())},
            {QStringLiteral("cached"), server.host().cache().snapshot(store, server.host().tick()).has_value()},
            {QStringLiteral("tick"), static_cast<qint64>(server.host().tick())}};
}

/// Counts the passes of the snapshot cache that began within one of its periods.
class PassMeter final {
public:
    void look(TimePoint passBegan)
    {
        if (passBegan == TimePoint() || (!m_began.empty() && m_began.back() == passBegan))
            return;
        m_began.push_back(passBegan);
        while (passBegan - m_began.front() >= server::ChunkCache::passInterval)
            m_began.pop_front();
        m_most = std::max(m_most, m_began.size());
    }
    [[nodiscard]] std::size_t mostInAPeriod() const { return m_most; }

private:
    std::deque<TimePoint> m_began;
    std::size_t m_most = 0;
};

} // namespace

GraphServer::GraphServer(const SyntheticGraph& graph, std::uint16_t port)
    : m_graph(graph), m_child({QStringLiteral("serve"), QStringLiteral("--source"), graph.spec(), QStringLiteral("--port"), QString::number(port)})
{
    m_url = QUrl(state()[QStringLiteral("url")].toString());
}

QJsonObject GraphServer::ask(const QByteArray& question)
{
    const auto answer = m_child.ask(question);
    if (!answer)
        qFatal("the server process does not answer");
    return *answer;
}

void GraphServer::waitForGraph()
{
    const TimePoint due = Clock::now() + loadPatience;
    const auto enough = [](std::uint64_t wanted, const QJsonValue& there) { return there.toDouble() >= 0.995 * static_cast<double>(wanted); };   // churn lets the counts swing
    for (;;) {
        const QJsonObject now = state();
        if (enough(m_graph.nodes, now[QStringLiteral("nodes")]) && enough(m_graph.edges, now[QStringLiteral("edges")]) && now[QStringLiteral("cached")].toBool())
            return;
        if (Clock::now() > due)
            qFatal("the server did not load the graph within %lld s", static_cast<long long>(loadPatience.count()));
        QThread::msleep(100);   // between two questions to another process, so as not to slow what is waited for
    }
}

ProcessUsage GraphServer::usage()
{
    const QJsonObject answer = ask("usage");
    return {.residentBytes = answer[QStringLiteral("resident_bytes")].toInteger(),
            .peakResidentBytes = answer[QStringLiteral("peak_resident_bytes")].toInteger(),
            .cpuSeconds = answer[QStringLiteral("cpu_s")].toDouble()};
}

int GraphServer::snapshotsBuiltPerPeriodMax() { return ask("passes")[QStringLiteral("most_in_a_period")].toInt(); }

int runServe(const QStringList& words)
{
    app::CommandLine line(QStringLiteral("weir-bench serve"),
                          QStringLiteral("The server process of the other measurements. Answers questions on standard input and ends with it."));
    line.addOption(QStringLiteral("source"), QStringLiteral("what to serve"), QStringLiteral("SPEC"), QStringLiteral("synthetic"));
    line.addOption(QStringLiteral("port"), QStringLiteral("of the loopback; 0 is any free one"), QStringLiteral("PORT"), QStringLiteral("0"));
    if (const auto status = line.parse(words))
        return *status;
    const auto spec = line.text(QStringLiteral("source"));
    const auto port = line.count(QStringLiteral("port"), 0, 65'535);
    if (const auto status = line.status())
        return *status;

    const BenchProgram program;
    QLoggingCategory::setFilterRules(QStringLiteral("weir.server.info=false"));   // a line for every client that goes
    server::StreamServer::Config config;
    config.port = static_cast<quint16>(*port);
    server::StreamServer server(config);
    auto started = server.listen();
    if (started)
        started = server.startSource(*spec);
    if (!started)
        return line.fail(QString::fromStdString(started.error().text));
    PassMeter passes;
    QTimer looks;
    QObject::connect(&looks, &QTimer::timeout, &server, [&] { passes.look(server.host().cache().passBegan()); });
    looks.start(passLookEvery);
    answerQuestions([&](const QByteArray& question) -> QJsonObject {
        if (question == "ticks")
            return tickTimesOf(server);
        if (question == "passes")
            return {{QStringLiteral("most_in_a_period"), static_cast<qint64>(passes.mostInAPeriod())}};
        if (question == "reset-peak")
            resetPeakResident();
        if (question == "state")
            return stateOf(server);
        const ProcessUsage usage = processUsage();
        return {{QStringLiteral("resident_bytes"), static_cast<qint64>(usage.residentBytes)},
                {QStringLiteral("peak_resident_bytes"), static_cast<qint64>(usage.peakResidentBytes)},
                {QStringLiteral("cpu_s"), usage.cpuSeconds}};
    });
    const int status = QCoreApplication::exec();
    server.shutDown();
    return status;
}

} // namespace weir::bench
