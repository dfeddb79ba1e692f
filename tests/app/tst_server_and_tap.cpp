#include "program.h"
#include "support/test_program.h"
#include <QtTest>
#include <algorithm>

namespace {

constexpr char edgeList[] = "source,target\na,b\nb,c\n";

constexpr char graphMl[] =
    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"><graph edgedefault=\"directed\">"
    "<node id=\"a\"/><node id=\"b\"/><node id=\"c\"/><edge source=\"a\" target=\"b\"/><edge source=\"b\" target=\"c\"/>"
    "</graph></graphml>\n";

constexpr char events[] = "{\"an\":{\"A\":{\"label\":\"a\"},\"B\":{}}}\n"
                          "{\"ae\":{\"AB\":{\"source\":\"A\",\"target\":\"B\",\"directed\":false}}}\n";

constexpr char laterEvents[] = "{\"an\":{\"C\":{}}}\n{\"ae\":{\"BC\":{\"source\":\"B\",\"target\":\"C\"}}}\n";

bool machineHasPackageLists()
{
    // Compressed lists end in .lz4 or another such suffix.
    const QDir lists(QStringLiteral("/var/lib/apt/lists"));
    return !lists.entryList({QStringLiteral("*_Packages"), QStringLiteral("*_Packages.*")}, QDir::Files).isEmpty();
}

bool showsPause(const QJsonObject& stats)
{
    return stats.value(QLatin1String("drain_paused")).toBool() && stats.value(QLatin1String("state")).toString() == QLatin1String("paused");
}

/// True: within a while a client sees so many nodes.
bool servesNodes(const Server& server, int least)
{
    Program watcher(QStringLiteral("weir-tap"));
    watcher.start({QStringLiteral("--connect"), server.url(), QStringLiteral("--seconds"), QStringLiteral("120"), QStringLiteral("--stats"), QStringLiteral("-")});
    const bool seen = QTest::qWaitFor(
        [&] {
            const QList<QJsonObject> stats = watcher.objects();
            return !stats.isEmpty() && stats.constLast().value(QLatin1String("nodes")).toInt() >= least;
        },
        120'000);
    watcher.terminate();
    return watcher.wait() >= 0 && seen;
}

} // namespace

/// The real programs over a real socket: whatever the source and however the client pauses, it ends with the server's graph.
class tst_ServerAndTap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPauseInTheMiddleEndsInSync_data();
    void aPauseInTheMiddleEndsInSync();
    void bothEncodingsEndWithEqualDigests_data();
    void bothEncodingsEndWithEqualDigests();
    void aPausedTapSeesTheServerGoOn();
    void eventsArriveWhileTheyHappen();
    void aTapWritesTheGraphAsItStands();
    void whatIsWrittenIsWhole();
    void severalTapsFollowOneServer();
    void theServerSaysByeWhenItIsStopped();
    void aTapWhoseServerIsKilledSaysThatItWasCut();
    void aTapComesBackAfterACut();
    void aTapThatCannotComeBackSaysThatItWasCut();
    void aTapWithoutAServerFails();

private:
    /// The path of a file of the test's own, which then ends with `text`.
    QString append(const QString& name, const QByteArray& text);

    QTemporaryDir m_folder;
};

QString tst_ServerAndTap::append(const QString& name, const QByteArray& text)
{
    const QString path = m_folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

void tst_ServerAndTap::aPauseInTheMiddleEndsInSync_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<int>("leastNodes");
    const QString bin = QStringLiteral("bin");
    const QString json = QStringLiteral("json");
    QTest::newRow("synthetic") << QStringLiteral("synthetic") << bin << 1000;
    QTest::newRow("synthetic as JSON") << QStringLiteral("synthetic") << json << 1000;
    QTest::newRow("synthetic without positions") << QStringLiteral("synthetic:positions=no") << bin << 1000;
    QTest::newRow("synthetic, large and fast")
        << QStringLiteral("synthetic:nodes=50000,edges=150000,rate=200000,churn=0.3") << bin << 40'000;
    QTest::newRow("processes") << QStringLiteral("proc") << bin << 2;
    QTest::newRow("processes as JSON") << QStringLiteral("proc") << json << 2;
    QTest::newRow("an edge list") << QStringLiteral("file:%1").arg(append(QStringLiteral("edges.csv"), edgeList)) << bin << 3;
    QTest::newRow("GraphML") << QStringLiteral("file:%1").arg(append(QStringLiteral("graph.graphml"), graphMl)) << json << 3;
    QTest::newRow("events") << QStringLiteral("events:%1").arg(append(QStringLiteral("events.jsonl"), events)) << bin << 3;
    QTest::newRow("packages") << QStringLiteral("debian") << bin << 50;
}

void tst_ServerAndTap::aPauseInTheMiddleEndsInSync()
{
    QFETCH(QString, source);
    QFETCH(QString, encoding);
    QFETCH(int, leastNodes);
    if (source == QLatin1String("debian") && !machineHasPackageLists())
        QSKIP("This machine has no package lists; \"apt-get update\" gets them.");
    Server server(source);
    QVERIFY2(!server.url().isEmpty(), qPrintable(server.why()));
    // The tap below follows for seconds, which are all too short where reading package lists takes as long.
    const int nodesAtFirst = source.startsWith(QLatin1String("events:")) ? leastNodes - 1 : leastNodes;
    QVERIFY(servesNodes(server, nodesAtFirst));

    Program tap(QStringLiteral("weir-tap"));
    tap.start({QStringLiteral("--connect"), server.url(), QStringLiteral("--seconds"), QStringLiteral("4"), QStringLiteral("--encoding"),
               encoding, QStringLiteral("--pause-at"), QStringLiteral("1"), QStringLiteral("--resume-at"), QStringLiteral("2.5"),
               QStringLiteral("--stats"), QStringLiteral("-")});
    const auto sawPause = [&tap] {
        const QList<QJsonObject> stats = tap.objects();
        return std::any_of(stats.begin(), stats.end(), showsPause);
    };
    QTRY_VERIFY2_WITH_TIMEOUT(sawPause(), tap.errors().constData(), 20'000);
    if (source.startsWith(QLatin1String("events:")))
        append(QStringLiteral("events.jsonl"), laterEvents);   // the third node, while nothing is applied
    QVERIFY2(tap.wait() == 0, tap.errors().constData());

    const QJsonObject last = tap.objects().constLast();
    QCOMPARE(last.value(QLatin1String("in_sync")), QJsonValue(true));
    QCOMPARE(last.value(QLatin1String("drain_paused")), QJsonValue(false));
    QVERIFY(last.value(QLatin1String("nodes")).toInt() >= leastNodes);
    QVERIFY(last.value(QLatin1String("snapshots_applied")).toInt() >= 1);

    server.program().terminate();
    QCOMPARE(server.program().wait(), 0);
}

void tst_ServerAndTap::bothEncodingsEndWithEqualDigests_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("leastNodes");
    QTest::newRow("synthetic at rest") << QStringLiteral("synthetic:nodes=3000,edges=9000,rate=0") << 3000;
    QTest::newRow("an edge list") << QStringLiteral("file:%1").arg(append(QStringLiteral("resting.csv"), edgeList)) << 3;
    QTest::newRow("GraphML") << QStringLiteral("file:%1").arg(append(QStringLiteral("resting.graphml"), graphMl)) << 3;
    QTest::newRow("events") << QStringLiteral("events:%1").arg(append(QStringLiteral("resting.jsonl"), events)) << 2;
}

void tst_ServerAndTap::bothEncodingsEndWithEqualDigests()
{
    QFETCH(QString, source);
    QFETCH(int, leastNodes);
    Server server(source);
    QVERIFY2(!server.url().isEmpty(), qPrintable(server.why()));
    Program bin(QStringLiteral("weir-tap")), json(QStringLiteral("weir-tap"));
    bin.start({QStringLiteral("--connect"), server.url(), QStringLiteral("--seconds"), QStringLiteral("2"), QStringLiteral("--encoding"),
               QStringLiteral("bin"), QStringLiteral("--stats"), QStringLiteral("-")});
    json.start({QStringLiteral("--connect"), server.url(), QStringLiteral("--seconds"), QStringLiteral("2"), QStringLiteral("--encoding"),
                QStringLiteral("json"), QStringLiteral("--stats"), QStringLiteral("-")});
    QVERIFY2(bin.wait() == 0, bin.errors().constData());
    QVERIFY2(json.wait() == 0, json.errors().constData());

    const QJsonObject lastOfBin = bin.objects().constLast(), lastOfJson = json.objects().constLast();
    QVERIFY(lastOfBin.value(QLatin1String("nodes")).toInt() >= leastNodes);
    for (const QLatin1String name : {QLatin1String("nodes"), QLatin1String("edges"), QLatin1String("in_sync"), QLatin1String("digest")})
        QCOMPARE(lastOfBin.value(name), lastOfJson.value(name));
    QVERIFY(!lastOfBin.value(QLatin1String("digest")).toString().isEmpty());
}

void tst_ServerAndTap::aPausedTapSeesTheServerGoOn()
{
    Server server(QStringLiteral("synthetic"));
    QVERIFY2(!server.url().isEmpty(), qPrintable(server.why()));
    Program tap(QStringLiteral("weir-tap"));
    tap.start({QStringLiteral("--connect"), server.url(), QStringLiteral("--seconds"), QStringLiteral("6"), QStringLiteral("--pause-at"),
               QStringLiteral("1"), QStringLiteral("--resume-at"), QStringLiteral("5"), QStringLiteral("--stats"), QStringLiteral("-")});
    QVERIFY2(tap.wait() == 0, tap.errors().constData());

    bool sawDistance = false;
    for (const QJsonObject& stats : tap.objects()) {
        const double behind = stats.value(QLatin1String("server_tick")).toDouble() - stats.value(QLatin1String("applied_tick")).toDouble();
        if (stats.value(QLatin1String("state")).toString() == QLatin1String("paused")) {
            QCOMPARE(stats.value(QLatin1String("drain_paused")), QJsonValue(true));
            sawDistance = sawDistance || behind > 0;
        }
    }
    QVERIFY(sawDistance);
}

void tst_ServerAndTap::eventsArriveWhileTheyHappen()
{
    Server server(QStringLiteral("events:-"));
    QVERIFY2(!server.url().isEmpty(), qPrintable(server.why()));
    server.program().write("{\"an\":{\"A\":{\"label\":\"first\"}}}\n");

    Program tap(QStringLiteral("weir-tap"));
    tap.start({QStringLiteral("--connect"), server.url(), QStringLiteral("--seconds"), QStringLiteral("5"), QStringLiteral("--stats"),
               QStringLiteral("-")});
    QTRY_VERIFY_WITH_TIMEOUT(!tap.objects().isEmpty(), 20'000);
    server.program().write("{\"an\":{\"B\":{}}}\nthis is not JSON\n{\"ae\":{\"AB\":{\"source\":\"A\",\"target\":\"B\"}}}\n");
    QVERIFY2(tap.wait() == 0, tap.errors().constData());

    const QJsonObject last = tap.objects().constLast();
    QCOMPARE(last.value(QLatin1String("nodes")).toInt(), 2);
    QCOMPARE(last.value(QLatin1String("edges")).toInt(), 1);
    QCOMPARE(last.value(QLatin1String("in_sync")), QJsonValue(true));
}

void tst_ServerAndTap::aTapWritesTheGraphAsItStands()
{
    const QString table = append(QStringLiteral("dumped.csv"), "source,target,since\na,b,2020-01-01\nb,b,\n");
    Server server(QStringLiteral("file:") + table);
    QVERIFY2(!server.url().isEmpty(), qPrintable(server.why()));
    const QString dump = m_folder.filePath(QStringLiteral("dump.graphml"));
    Program tap(QStringLiteral("weir-tap"));
    tap.start({QStringLiteral("--connect"), server.url(), QStringLiteral("--dump"), dump});
    QVERIFY2(tap.wait() == 0, tap.errors().constData());
    QFile file(dump);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(text.contains("<edge source=\"a\" target=\"b\"><data key=\"e0\">2020-01-01</data></edge>"), text.constData());
    QVERIFY2(text.contains("<node id=\"b\"><data key=\"n0\">2</data></node>"), text.constData());   // the value edges, as an attribute
    QVERIFY2(tap.errors().contains("GraphML cannot say: 1 column of values in motion, written as attributes."), tap.errors().constData());
    Program out(QStringLiteral("weir-tap"));
    out.start({QStringLiteral("--connect"), server.url(), QStringLiteral("--dump=-"), QStringLiteral("--dump-format=dot")});
    QVERIFY2(out.wait() == 0, out.errors().constData());
    QCOMPARE(out.output(), QByteArray("digraph {\n  a [edges=1];\n  b [edges=2];\n  a -> b [since=\"2020-01-01\"];\n  b -> b;\n}\n"));
    Program nowhere(QStringLiteral("weir-tap"));
    nowhere.start({QStringLiteral("--connect"), server.url(), QStringLiteral("--dump"), m_folder.filePath(QStringLiteral("no/folder/x.gml"))});
    QCOMPARE(nowhere.wait(), 6);
}

void tst_ServerAndTap::whatIsWrittenIsWhole()
{
    // It takes a second until all of it is there, and a tap is in sync long before.
    Server server(QStringLiteral("synthetic:nodes=300000,edges=300000,rate=0"));
    QVERIFY2(!server.url().isEmpty(), qPrintable(server.why()));
    Program tap(QStringLiteral("weir-tap"));
    tap.start({QStringLiteral("--connect"), server.url(), QStringLiteral("--dump"), m_folder.filePath(QStringLiteral("whole.csv"))});
    QVERIFY2(tap.wait() == 0, tap.errors().constData());
    for (const char* name : {"whole.nodes.csv", "whole.csv"}) {
        QFile table(m_folder.filePath(QLatin1String(name)));
        QVERIFY(table.open(QIODevice::ReadOnly));
        QCOMPARE(table.readAll().count('\n'), 300'001);
    }
}

void tst_ServerAndTap::severalTapsFollowOneServer()
{
    Server server(QStringLiteral("synthetic:rate=5000"));
    QVERIFY2(!server.url().isEmpty(), qPrintable(server.why()));
    std::vector<std::unique_ptr<Program>> taps;
    for (const char* encoding : {"bin", "json", "bin"}) {
        taps.push_back(std::make_unique<Program>(QStringLiteral("weir-tap")));
        taps.back()->start({QStringLiteral("--connect"), server.url(), QStringLiteral("--seconds"), QStringLiteral("3"),
                            QStringLiteral("--encoding"), QString::fromLatin1(encoding)});
    }
    for (const auto& tap : taps)
        QVERIFY2(tap->wait() == 0, tap->errors().constData());
}

void tst_ServerAndTap::theServerSaysByeWhenItIsStopped()
{
    Server server(QStringLiteral("synthetic"));
    QVERIFY2(!server.url().isEmpty(), qPrintable(server.why()));
    Program tap(QStringLiteral("weir-tap"));
    tap.start({QStringLiteral("--connect"), server.url(), QStringLiteral("--seconds"), QStringLiteral("60"), QStringLiteral("--stats"),
               QStringLiteral("-"), QStringLiteral("--reconnect"), QStringLiteral("no")});
    QTRY_VERIFY_WITH_TIMEOUT(!tap.objects().isEmpty(), 20'000);
    server.program().terminate();
    QCOMPARE(server.program().wait(), 0);
    QCOMPARE(tap.wait(), 5);   // it was cut off before its time
    QVERIFY(!tap.errors().trimmed().isEmpty());
}

void tst_ServerAndTap::aTapWhoseServerIsKilledSaysThatItWasCut()
{
    Server server(QStringLiteral("synthetic"));
    QVERIFY2(!server.url().isEmpty(), qPrintable(server.why()));
    Program tap(QStringLiteral("weir-tap"));
    tap.start({QStringLiteral("--connect"), server.url(), QStringLiteral("--seconds"), QStringLiteral("60"), QStringLiteral("--stats"),
               QStringLiteral("-"), QStringLiteral("--reconnect"), QStringLiteral("no")});
    QTRY_VERIFY_WITH_TIMEOUT(!tap.objects().isEmpty(), 20'000);
    server.program().kill();
    QCOMPARE(server.program().wait(), -1);
    QCOMPARE(tap.wait(), 5);   // cut, which is not out of sync
    QVERIFY(tap.errors().contains("lost") || tap.errors().contains("closed"));
}

void tst_ServerAndTap::aTapComesBackAfterACut()
{
    auto server = std::make_unique<Server>(QStringLiteral("synthetic:nodes=40"));
    QVERIFY2(!server->url().isEmpty(), qPrintable(server->why()));
    const QString url = server->url();
    Program tap(QStringLiteral("weir-tap"));
    tap.start({QStringLiteral("--connect"), url, QStringLiteral("--seconds"), QStringLiteral("120"), QStringLiteral("--stats"), QStringLiteral("-")});
    const auto shows = [&tap](const char* state) {
        const QList<QJsonObject> stats = tap.objects();
        return !stats.isEmpty() && stats.constLast().value(QLatin1String("state")).toString() == QLatin1String(state);
    };
    QTRY_VERIFY_WITH_TIMEOUT(shows("live"), 20'000);
    server->program().kill();
    QCOMPARE(server->program().wait(), -1);
    QTRY_VERIFY_WITH_TIMEOUT(shows("reconnecting"), 20'000);
    const QString address = QStringLiteral("127.0.0.1:%1").arg(QUrl(url).port());
    server = std::make_unique<Server>(QStringLiteral("synthetic:nodes=70"), QStringList{QStringLiteral("--listen"), address});
    QCOMPARE(server->url(), url);
    QTRY_VERIFY_WITH_TIMEOUT(shows("live"), 60'000);
    tap.terminate();
    QVERIFY2(tap.wait() == 0, tap.errors().constData());
    QVERIFY(tap.objects().constLast().value(QLatin1String("nodes")).toInt() > 55);
    QVERIFY2(tap.errors().contains("lost"), tap.errors().constData());
}

void tst_ServerAndTap::aTapThatCannotComeBackSaysThatItWasCut()
{
    Server server(QStringLiteral("synthetic:nodes=40"));
    QVERIFY2(!server.url().isEmpty(), qPrintable(server.why()));
    Program tap(QStringLiteral("weir-tap"));
    tap.start({QStringLiteral("--connect"), server.url(), QStringLiteral("--seconds"), QStringLiteral("3"), QStringLiteral("--stats"), QStringLiteral("-")});
    QTRY_VERIFY_WITH_TIMEOUT(!tap.objects().isEmpty(), 20'000);
    server.program().kill();
    QCOMPARE(server.program().wait(), -1);
    QCOMPARE(tap.wait(), 5);
    QVERIFY2(tap.errors().contains("Not connected again"), tap.errors().constData());
}

void tst_ServerAndTap::aTapWithoutAServerFails()
{
    Program tap(QStringLiteral("weir-tap"));
    tap.start({QStringLiteral("--connect"), QStringLiteral("ws://127.0.0.1:1/stream"), QStringLiteral("--seconds"), QStringLiteral("2")});
    QCOMPARE(tap.wait(), 1);
    QVERIFY(!tap.errors().trimmed().isEmpty());
}

WEIR_TEST_IN(QCoreApplication, tst_ServerAndTap)
#include "tst_server_and_tap.moc"
