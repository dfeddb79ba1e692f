#include "client_stage.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;
using stream::StreamClient;
using stream::StreamState;

/// What a real client states: to its server, and of it.
class tst_ClientStatements : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void afterANewConnectionNothingOfTheOldOneIsStatedAsApplied();
    void aPingIsAnswered_data() { encodings(); }
    void aPingIsAnswered();
    void theClockOfAnotherServerIsMeasuredAnew();
    void howFarTheSourceIsIsAmongTheFigures_data() { encodings(); }
    void howFarTheSourceIsIsAmongTheFigures();
    void aStateOfTheSourceIsAppliedWithTheNewestChangeOfTheHeadAfterIt_data() { encodings(); }
    void aStateOfTheSourceIsAppliedWithTheNewestChangeOfTheHeadAfterIt();
    void aRefusalIsAFailureAndAReportOfTheSourceIsNone();
    void closedItVouchesForNothing();
    void connectedWithoutAGraphItSaysThatNothingCameYet();
};

void tst_ClientStatements::afterANewConnectionNothingOfTheOldOneIsStatedAsApplied()
{
    FakeServer server(Encoding::Binary);
    OriginGraph origin(4);
    origin.grow(100);
    StreamClient client(configFor(Encoding::Binary));
    ClientStage stage{Encoding::Binary, server, origin};
    QVERIFY(stage.connectInSync(client));
    server.said.clear();
    server.socket()->abort();
    QTRY_COMPARE_WITH_TIMEOUT(server.connections, 2, 15'000);
    QVERIFY(server.welcome());
    QTRY_VERIFY(stateOf(client) == StreamState::CatchingUp);
    // Only the window makes it speak of credit now. On this connection nothing was sent that it could have applied.
    client.setWindow(1000, 16U << 20);
    QTRY_VERIFY(server.last<Credit>());
    const Credit* const credit = server.last<Credit>();
    QVERIFY(credit->epoch != origin.epoch() || credit->lastApplied == 0);
}

void tst_ClientStatements::aPingIsAnswered()
{
    QFETCH(Encoding, encoding);
    FakeServer server(encoding);
    StreamClient client(configFor(encoding));
    client.open(server.url());
    QVERIFY(server.welcome());
    server.say(Ping{77, 1234});
    QTRY_VERIFY(server.last<Pong>());
    QCOMPARE(server.last<Pong>()->id, 77U);
    QCOMPARE(server.last<Pong>()->echoUs, std::int64_t{1234});
    QTRY_VERIFY(server.last<Ping>());   // and it asks by itself, for the clock
}

void tst_ClientStatements::theClockOfAnotherServerIsMeasuredAnew()
{
    // Its latency would else be wrong by the difference of the two clocks, for minutes.
    constexpr std::int64_t hourUs = 3'600'000'000;
    StreamClient client(configFor(Encoding::Binary));
    for (const std::int64_t ahead : {std::int64_t{0}, hourUs}) {
        FakeServer server(Encoding::Binary);
        OriginGraph origin(11);
        origin.grow(10);
        client.open(server.url());
        QVERIFY(server.welcome());
        QTRY_VERIFY(server.last<Ping>());
        const Ping ping = *server.last<Ping>();
        server.say(Pong{ping.id, ping.timeUs, microseconds(Clock::now()) + ahead});
        QTRY_VERIFY(client.stats(Clock::now()).clockUncertaintyMs);
        ClientStage{Encoding::Binary, server, origin}.bringInSync([ahead](Delta& delta) { delta.oldestTimeUs = microseconds(Clock::now()) + ahead; });
        QTRY_VERIFY(client.stats(Clock::now()).latencyMsP50);
        const double latencyMs = *client.stats(Clock::now()).latencyMsP50;
        QVERIFY2(latencyMs > -1000 && latencyMs < 60'000, qPrintable(QString::number(latencyMs)));
    }
}

void tst_ClientStatements::howFarTheSourceIsIsAmongTheFigures()
{
    QFETCH(Encoding, encoding);
    FakeServer server(encoding);
    StreamClient::Config config;
    config.encoding = encoding;
    StreamClient client(config);
    QStringList faults;
    connect(&client, &StreamClient::reported, this, [&](const stream::Report& report) { faults << report.text; });
    const auto stats = [&client] { return client.stats(Clock::now()); };
    client.open(server.url());
    QCOMPARE(stats().sourceState, SourceState::Unknown);
    QTRY_VERIFY(server.last<Hello>());
    Welcome welcome = FakeServer::usualWelcome();
    welcome.source = {.spec = "file:a", .running = true, .rate = 0, .state = SourceState::Reading, .progress = 0.25F, .reason = "line 3\nis none"};
    server.say(welcome);
    QTRY_COMPARE(stats().sourceState, SourceState::Reading);
    QCOMPARE(stats().sourceProgress, std::optional(0.25));
    QCOMPARE(stats().sourceReason, std::string("line 3 is none"));
    QCOMPARE(faults, QStringList{QStringLiteral("line 3 is none")});   // reported before anybody came, it is a notice all the same
    server.say(Feed{.spec = "file:a", .running = false, .rate = 0, .state = SourceState::Failed, .progress = {}, .reason = std::string(10'000, 'x')});
    QTRY_COMPARE(stats().sourceState, SourceState::Failed);
    QVERIFY(!stats().sourceProgress);
    QVERIFY(stats().sourceReason.size() < 500);
    QCOMPARE(faults.size(), 1);   // a server says it in a notice, too
    client.close();
    QCOMPARE(stats().sourceState, SourceState::Unknown);
    QCOMPARE(stats().sourceReason, std::string());
}

void tst_ClientStatements::aStateOfTheSourceIsAppliedWithTheNewestChangeOfTheHeadAfterIt()
{
    QFETCH(Encoding, encoding);
    FakeServer server(encoding);
    OriginGraph origin(1);
    origin.grow(30);
    StreamClient client(configFor(encoding));
    ClientStage stage{encoding, server, origin};
    const auto stats = [&client] { return client.stats(Clock::now()); };
    const auto feed = [](SourceState state) { return Feed{.spec = "file:a", .running = true, .state = state}; };
    client.open(server.url());
    QTRY_VERIFY(server.last<Hello>());
    Welcome welcome = FakeServer::usualWelcome();
    welcome.source = feed(SourceState::Reading);
    stage.say(welcome);
    stage.bringInSync();
    stage.say(origin.head(origin.tick()));
    QTRY_VERIFY(stats().sourceApplied);

    stage.say(feed(SourceState::Finished));
    QTRY_COMPARE(stats().sourceState, SourceState::Finished);
    QVERIFY(!stats().sourceApplied);   // and in sync, live, at the newest tick that was heard of
    QCOMPARE(stats().state, StreamState::Live);
    const Tick before = origin.tick();
    origin.idle(2);
    stage.say(origin.head(before + 1));
    QTRY_COMPARE(stats().serverTick, origin.tick());
    QVERIFY(!stats().sourceApplied);
    stage.say(origin.delta(before));
    QTRY_VERIFY(stats().sourceApplied);
    // A head that comes later speaks of later changes.
    origin.idle(1);
    stage.say(origin.head(origin.tick()));
    QTRY_COMPARE(stats().serverTick, origin.tick());
    QVERIFY(stats().sourceApplied);

    // Another source, and the model is of the one before.
    stage.say(Feed{.spec = "file:b", .running = true, .state = SourceState::Finished});
    Head other = origin.head(1);
    other.epoch = 99;
    other.tick += 50;
    stage.say(other);
    QTRY_COMPARE(stats().serverTick, other.tick);
    QVERIFY(!stats().sourceApplied);
    client.close();
    QVERIFY(!stats().sourceApplied);
}

void tst_ClientStatements::aRefusalIsAFailureAndAReportOfTheSourceIsNone()
{
    using stream::ReportKind;
    FakeServer server(Encoding::Binary);
    StreamClient client(configFor(Encoding::Binary));
    QSignalSpy reports(&client, &StreamClient::reported);
    const auto kinds = [&reports] {
        QList<ReportKind> all;
        for (const QList<QVariant>& report : reports)
            all << report[0].value<stream::Report>().kind;
        return all;
    };
    client.steer({.source = "file:/a", .rate = {}, .running = {}});   // there is no server yet
    client.open(server.url());
    QVERIFY(server.welcome());
    const auto feed = [](SourceState state, double rate, const std::string& reason) {
        return Feed{.spec = "file:a", .running = true, .rate = rate, .state = state, .progress = {}, .reason = reason};
    };
    server.say(feed(SourceState::Reading, 0, "3 rows left out"));
    server.say(Notice{"3 rows left out"});
    QTRY_COMPARE(kinds(), QList({ReportKind::Failure, ReportKind::Warning}));
    // What is read on meanwhile is no answer.
    client.steer({.source = "file:/b", .rate = {}, .running = {}});
    server.say(feed(SourceState::Reading, 0, "4 rows left out"));
    server.say(Notice{"4 rows left out"});
    server.say(Notice{"file:/b did not begin"});
    QTRY_COMPARE(kinds().mid(2), QList({ReportKind::Warning, ReportKind::Failure}));
    // What was asked for is done: what comes later is about something else.
    client.steer({.source = {}, .rate = 10, .running = {}});
    server.say(feed(SourceState::Live, 10, {}));
    server.say(Notice{"line 7 is none"});
    QTRY_COMPARE(kinds().mid(4), QList({ReportKind::Warning}));
    server.say(feed(SourceState::Failed, 10, "the disk is gone"));
    server.say(Notice{"the disk is gone"});
    QTRY_COMPARE(kinds().mid(5), QList({ReportKind::Failure}));
}

void tst_ClientStatements::closedItVouchesForNothing()
{
    FakeServer server(Encoding::Binary);
    OriginGraph origin(13);
    origin.grow(50);
    StreamClient client(configFor(Encoding::Binary));
    QVERIFY((ClientStage{Encoding::Binary, server, origin}.connectInSync(client)));
    client.close();
    QVERIFY(!client.stats(Clock::now()).inSync);
    QCOMPARE(client.stats(Clock::now()).nodes, origin.store().nodeCount());
}

void tst_ClientStatements::connectedWithoutAGraphItSaysThatNothingCameYet()
{
    FakeServer server(Encoding::Binary);
    StreamClient client(configFor(Encoding::Binary));
    client.open(server.url());
    QVERIFY(server.welcome());
    QTRY_VERIFY(stateOf(client) == StreamState::CatchingUp);
    QCOMPARE(client.stats(Clock::now()).catchUpShare, 0.0);
    QVERIFY(!client.stats(Clock::now()).behindSeconds);
}

WEIR_TEST_IN(QCoreApplication, tst_ClientStatements)
#include "tst_client_statements.moc"
