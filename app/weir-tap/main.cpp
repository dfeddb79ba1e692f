#include "base/freed_memory.h"
#include "common/client_memory_text.h"
#include "common/command_line.h"
#include "common/security_options.h"
#include "common/sentence.h"
#include "common/stats_json.h"
#include "common/termination.h"
#include "format/format_catalogue.h"
#include "format/out/graph_export.h"
#include "format/out/store_cursor.h"
#include "stream/stream_client.h"
#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>
#include <cstdio>

namespace {

using weir::stream::StreamClient;
using weir::stream::StreamState;
using weir::stream::StreamStats;

enum ExitStatus : int { Well = 0, NotConnected = 1, LostData = 3, OutOfSync = 4, CutOff = 5, NotDumped = 6 };

/// Until when to wait for the last tick to be compared, once the time asked for is over; and for a whole graph that is to be written.
constexpr std::chrono::seconds settlePatience{10}, graphPatience{600};

/// Where the graph is written in the end.
struct Dump {
    std::string path;
    const weir::format::Target* target = nullptr;
};

/// One run of the tap: connected from start to end or again after a cut, paused and resumed on the way, judged at the end.
class Tap final : public QObject {
public:
    Tap(StreamClient::Config config, std::optional<weir::app::StatsWriter> writer, std::optional<Dump> dump)
        : m_client(std::move(config)), m_writer(std::move(writer)), m_dump(std::move(dump))
    {
        connect(&m_client, &StreamClient::reported, this, [this](const weir::stream::Report& report) { say(report.text); });
        connect(&m_client, &StreamClient::cut, this, [this](const QString& reason) {
            if (std::exchange(m_cutReason, reason) != reason)   // not with every attempt
                say(reason);
        });
        connect(&m_client, &StreamClient::closed, this, [this](const QString& reason) {
            say(reason);
            finish(wasConnected() ? CutOff : NotConnected);
        });
        m_everySecond.setInterval(std::chrono::seconds(1));
        connect(&m_everySecond, &QTimer::timeout, this, [this] { writeStats(); });
    }

    /// `length`: how long to follow; nothing: until the graph is there.
    void run(const QUrl& url, std::optional<std::chrono::milliseconds> length, std::optional<std::chrono::milliseconds> pauseAt,
             std::optional<std::chrono::milliseconds> resumeAt)
    {
        m_client.open(url);
        m_everySecond.start();
        if (pauseAt)
            QTimer::singleShot(*pauseAt, this, [this] { m_client.setDrainPaused(!m_ending); });
        if (resumeAt)
            QTimer::singleShot(*resumeAt, this, [this] { m_client.setDrainPaused(false); });
        m_untilThere = !length;
        if (m_untilThere)
            m_patience = graphPatience;
        QTimer::singleShot(length.value_or(std::chrono::milliseconds(0)), this, [this] { beginEnd(); });
    }

    void beginEnd()
    {
        m_ending = true;
        m_client.setDrainPaused(false);
        m_endDue = weir::Clock::now() + m_patience;
        connect(&m_client, &StreamClient::applied, this, [this] { endIfSettled(); });
        auto* const again = new QTimer(this);
        connect(again, &QTimer::timeout, this, [this] { endIfSettled(); });
        again->start(std::chrono::milliseconds(50));
        endIfSettled();
    }

private:
    static void say(const QString& words) { std::fprintf(stderr, "weir-tap: %s\n", qPrintable(weir::app::asSentence(words))); }

    [[nodiscard]] bool wasConnected() const { return m_client.welcome().epoch != 0; }

    void writeStats()
    {
        if (m_writer)
            m_writer->write(weir::app::toJson(m_client.stats(weir::Clock::now())));
    }

    void endIfSettled()
    {
        const auto now = weir::Clock::now();
        const StreamStats stats = m_client.stats(now);
        if (stats.inSync == false)
            return finish(OutOfSync);
        if (stats.state == StreamState::Live && stats.inSync == true && (!m_untilThere || stats.hasFirstGraph()))
            return finish(!dump() ? NotDumped : stats.faults == 0 ? Well : LostData);
        if (now >= m_endDue) {
            const bool connected = stats.state != StreamState::Connecting && stats.state != StreamState::Reconnecting;
            say(QStringLiteral("%1 %2 s after the end (%3).")
                    .arg(connected ? QStringLiteral("Not live and in sync") : QStringLiteral("Not connected again"))
                    .arg(m_patience.count()).arg(QLatin1String(toString(stats.state))));
            finish(!wasConnected() ? NotConnected : connected ? OutOfSync : CutOff);
        }
    }

    /// Writes the graph as it stands, where that is asked for. False: it could not be written, which was said.
    [[nodiscard]] bool dump()
    {
        if (!m_dump || m_finished)
            return true;
        weir::format::StoreCursor cursor(m_client.store());
        const auto exported = weir::format::exportGraph(cursor, *m_dump->target, m_dump->path);
        if (!exported) {
            say(QString::fromStdString(exported.error().text));
            return false;
        }
        if (const std::string losses = exported->losses.sentence(m_dump->target->name); !losses.empty())
            say(QString::fromStdString(losses));
        if (!exported->nodesPath.empty())
            say(QStringLiteral("The nodes are in %1.").arg(QString::fromStdString(exported->nodesPath)));
        return true;
    }

    void finish(ExitStatus status)
    {
        if (std::exchange(m_finished, true))
            return;
        m_everySecond.stop();
        writeStats();
        m_client.close();
        QCoreApplication::exit(status);
    }

    StreamClient m_client;
    std::optional<weir::app::StatsWriter> m_writer;
    std::optional<Dump> m_dump;
    std::chrono::seconds m_patience = settlePatience;
    QTimer m_everySecond;
    weir::TimePoint m_endDue{};
    QString m_cutReason;
    bool m_ending = false, m_finished = false;
    bool m_untilThere = false;   // what a source has read so far is not the graph yet
};

} // namespace

int main(int argc, char* argv[])
{
    weir::keepLittleFreedMemory();
    QCoreApplication application(argc, argv);
    weir::app::CommandLine line(QStringLiteral("weir-tap"),
                                QStringLiteral("Follows a server without a window and prints the stream's figures. Exits with 0 when it ended in sync,\n"
                                               "1 when it could not connect, 2 when it was not asked rightly, 3 when data was lost or had to be mended on the\n"
                                               "way, 4 when it ended connected and out of sync, 5 when the connection was cut and did not come back, 6 when the\n"
                                               "graph could not be written.\n\n%1\n\nThe graph is written as one of:\n\n%2")
                                    .arg(weir::app::clientMemoryText({}), QString::fromStdString(weir::format::targetHelp())));
    line.addOption(QStringLiteral("connect"), QStringLiteral("the server"), QStringLiteral("URL"), QStringLiteral("ws://127.0.0.1:8080/stream"));
    line.addOption(QStringLiteral("seconds"), QStringLiteral("how long to follow"), QStringLiteral("N"), QStringLiteral("10"));
    line.addOption(QStringLiteral("encoding"), QStringLiteral("bin or json"), QStringLiteral("NAME"), QStringLiteral("bin"));
    line.addOption(QStringLiteral("policy"), QStringLiteral("how changes are wanted: every, latest:MS or sample:LANES (of 16)"), QStringLiteral("POLICY"), QStringLiteral("every"));
    line.addOption(QStringLiteral("no-compression"), QStringLiteral("ask for data as it is, also from another machine"));
    line.addOption(QStringLiteral("window"), QStringLiteral("credit window: how much may be under way and unapplied, 4 to 64; it stays as it is"), QStringLiteral("MIB"), QStringLiteral("8"));
    line.addOption(QStringLiteral("reconnect"), QStringLiteral("yes: after a cut come back, as often as it takes; no: end with the first"), QStringLiteral("YES|NO"), QStringLiteral("yes"));
    line.addOption(QStringLiteral("pause-at"), QStringLiteral("stop applying after so many seconds"), QStringLiteral("S"));
    line.addOption(QStringLiteral("resume-at"), QStringLiteral("go on applying after so many seconds"), QStringLiteral("S"));
    line.addOption(QStringLiteral("stats"), QStringLiteral("a JSON object a second, and one at the end"), QStringLiteral("FILE|-"), QStringLiteral("-"));
    line.addOption(QStringLiteral("dump"), QStringLiteral("write the graph as it stands in the end, in sync, with attributes and values, to this\nfile, by its ending; without --seconds that is as soon as all of it is there"), QStringLiteral("FILE|-"));
    line.addOption(QStringLiteral("dump-format"), QStringLiteral("write it in this format, whatever the ending"), QStringLiteral("FORMAT"));
    weir::app::addSecurityOptions(line);
    if (const auto status = line.parse(QCoreApplication::arguments()))
        return *status;
    const auto url = line.streamUrl(QStringLiteral("connect"));
    const auto length = line.seconds(QStringLiteral("seconds"));
    const auto encoding = line.oneOf(QStringLiteral("encoding"), {QStringLiteral("bin"), QStringLiteral("json")});
    const auto pauseAt = line.seconds(QStringLiteral("pause-at"));
    const auto resumeAt = line.seconds(QStringLiteral("resume-at"));
    const auto window = line.count(QStringLiteral("window"), 4, 64);
    const auto reconnect = line.oneOf(QStringLiteral("reconnect"), {QStringLiteral("yes"), QStringLiteral("no")});
    const auto stats = line.file(QStringLiteral("stats"));
    const auto policy = weir::protocol::policyFrom(line.text(QStringLiteral("policy"))->toStdString());
    if (!policy)
        return line.fail(QStringLiteral("--policy is every, latest:MS (up to 60000) or sample:LANES (1 to 15)."));
    const auto dumpFile = line.file(QStringLiteral("dump"));
    const auto dumpFormat = line.text(QStringLiteral("dump-format"));
    if (const auto status = line.status())
        return *status;
    std::optional<Dump> dump;
    if (dumpFile) {
        const std::string path = dumpFile->toStdString();
        dump = Dump{path, dumpFormat ? weir::format::targetOfKey(dumpFormat->toStdString()) : weir::format::targetOfName(path)};
        if (dump->target == nullptr)
            return line.fail(dumpFormat ? QStringLiteral("--dump-format: nothing is written as \"%1\".").arg(*dumpFormat)
                                        : QStringLiteral("--dump: the ending of \"%1\" names no format that is written; say --dump-format.").arg(*dumpFile));
        if (dump->target->isPair && path == "-")
            return line.fail(QStringLiteral("--dump: this format takes two files, of edges and of nodes; standard output is one."));
        if (path == "-" && *stats == u"-" && line.has(QStringLiteral("stats")))
            return line.fail(QStringLiteral("--dump and --stats cannot both be standard output."));
    } else if (dumpFormat) {
        return line.fail(QStringLiteral("--dump-format goes with --dump FILE."));
    }
    std::optional<weir::app::StatsWriter> writer;
    if (!dump || dump->path != "-" || line.has(QStringLiteral("stats"))) {
        auto opened = weir::app::StatsWriter::open(*stats);
        if (!opened)
            return line.fail(QString::fromStdString(opened.error().text));
        writer = std::move(*opened);
    }

    weir::app::Termination termination;
    termination.watch();
    StreamClient::Config config;
    config.name = QStringLiteral("weir-tap");
    config.encoding = *encoding == QLatin1String("json") ? weir::protocol::Encoding::Json : weir::protocol::Encoding::Binary;
    config.policy = *policy;
    config.compression = !line.has(QStringLiteral("no-compression"));
    config.windowBytes = *window << 20;   // fixed: there are no frames that could suffer
    config.reconnect = *reconnect == QLatin1String("yes");
    config.triesUntilWelcomed = false;   // where there is no server a script wants to know it
    config.security = weir::app::securityFrom(line);
    const bool untilThere = dump && !line.has(QStringLiteral("seconds"));
    Tap tap(config, std::move(writer), std::move(dump));
    QObject::connect(&termination, &weir::app::Termination::requested, &tap, [&tap] { tap.beginEnd(); });
    tap.run(*url, untilThere ? std::nullopt : length, pauseAt, resumeAt);
    return QCoreApplication::exec();
}
