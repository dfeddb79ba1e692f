#include "fake_server.h"
#include "server/door/stream_server.h"
#include "stream/stream_client.h"
#include "support/origin_graph.h"
#include "support/test_program.h"

#include <QtTest>

using namespace weir;
using namespace weir::protocol;
using flow::WindowSizing;
using stream::StreamClient;
using stream::StreamState;
using stream::StreamStats;

namespace {

StreamStats stats(StreamClient& client) { return client.stats(Clock::now()); }

bool isInSync(StreamClient& client)
{
    const StreamStats s = stats(client);
    return s.state == StreamState::Live && s.inSync == true;
}

StreamClient::Config configFor(Encoding encoding, WindowSizing sizing)
{
    StreamClient::Config config;
    config.encoding = encoding;
    config.windowSizing = sizing;
    return config;
}

/// A viewer whose frames take as long as the test says.
class Viewer final {
public:
    explicit Viewer(StreamClient& client)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &client, [this, &client] { client.onFrames(load); });
        m_timer.start(50);
    }

    double load = 0.2;

private:
    QTimer m_timer;
};

} // namespace

/// A window that sizes itself, as the server sees it.
class tst_WindowSizing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void grantsAreSmallerWhileFramesAreSlow();
    void whatIsNotAskedForIsMergedAndNothingIsLost_data();
    void whatIsNotAskedForIsMergedAndNothingIsLost();
    void aFixedWindowStaysWhatItIs();
    void choosingAFixedWindowGivesItBackAtOnce();
};

void tst_WindowSizing::grantsAreSmallerWhileFramesAreSlow()
{
    FakeServer server(Encoding::Binary);
    OriginGraph origin(5);
    origin.grow(50);
    StreamClient::Config config = configFor(Encoding::Binary, WindowSizing::Automatic);
    config.windowMessages = 64;
    StreamClient client(config);
    Viewer viewer(client);
    client.open(server.url());
    QVERIFY(server.welcome());
    flow::Grant granted = server.last<Hello>()->grant;
    QCOMPARE(granted, (flow::Grant{64, config.windowBytes}));

    std::uint64_t sent = 0;
    const auto say = [&](const Message& message) {
        server.say(message);
        ++sent;
    };
    const auto parts = origin.parts();
    say(origin.manifest(origin.tick()));
    for (const auto& part : parts)
        say(*decodeBinary(part.bytes));
    // It sends whenever it may, what changed since it last did.
    Tick told = origin.tick();
    std::uint64_t largestRaise = 0;
    std::size_t heard = 0;
    QTimer ticks;
    connect(&ticks, &QTimer::timeout, this, [&] {
        for (; heard < server.said.size(); ++heard) {
            if (const auto* const credit = std::get_if<Credit>(&server.said[heard])) {
                largestRaise = std::max(largestRaise, credit->grant.messages - granted.messages);
                granted = credit->grant;
            }
        }
        origin.change(3);
        if (sent < granted.messages)
            say(origin.delta(std::exchange(told, origin.tick())));
    });
    ticks.start(4);
    QTRY_VERIFY(isInSync(client));
    QCOMPARE(stats(client).windowMessages, std::uint64_t{64});

    viewer.load = 3;
    QTRY_COMPARE_WITH_TIMEOUT(stats(client).windowMessages, flow::leastWindowMessages, 20'000);
    QCOMPARE(stats(client).windowBytes, flow::leastWindowMessages * config.maxMessageBytes);
    QTRY_COMPARE(sent, granted.messages);   // what the large window left is used up
    largestRaise = 0;
    const std::uint64_t before = sent;
    QTRY_VERIFY_WITH_TIMEOUT(sent >= before + 10, 20'000);
    QCOMPARE(largestRaise, std::uint64_t{1});
    QVERIFY(told > before + 10);   // merged
    QVERIFY(isInSync(client));

    viewer.load = 0.2;
    QTRY_COMPARE_WITH_TIMEOUT(stats(client).windowMessages, std::uint64_t{64}, 20'000);
    ticks.stop();
    say(origin.delta(told));
    QTRY_COMPARE(stats(client).appliedTick, origin.tick());
    QTRY_COMPARE(server.last<Credit>()->grant.messages, sent + 64);   // all of it again
    QCOMPARE(server.last<Credit>()->grant.bytes, stats(client).bytesReceived + config.windowBytes);
    QCOMPARE(client.store().digest(), origin.store().digest());
    QCOMPARE(stats(client).faults, std::uint64_t{0});
}

void tst_WindowSizing::whatIsNotAskedForIsMergedAndNothingIsLost_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::newRow("binary") << Encoding::Binary;
    QTest::newRow("JSON") << Encoding::Json;
}

void tst_WindowSizing::whatIsNotAskedForIsMergedAndNothingIsLost()
{
    QFETCH(Encoding, encoding);
    server::StreamServer server(server::StreamServer::Config{});
    QVERIFY(server.listen());
    QVERIFY(server.startSource(QStringLiteral("synthetic:nodes=300,edges=900,rate=3000")));
    StreamClient slow(configFor(encoding, WindowSizing::Automatic)), quick(configFor(encoding, WindowSizing::Automatic));
    Viewer slowViewer(slow), quickViewer(quick);
    slow.open(server.url());
    quick.open(server.url());
    QTRY_VERIFY(isInSync(slow) && isInSync(quick));
    slowViewer.load = 3;
    QTRY_COMPARE_WITH_TIMEOUT(stats(slow).windowMessages, flow::leastWindowMessages, 20'000);
    QVERIFY(stats(quick).windowMessages >= 64);
    // Down to the fewest messages a second that it asks for.
    const auto received = [](StreamClient& client) { return stats(client).messagesReceived; };
    const std::uint64_t from = received(quick);
    QTRY_VERIFY_WITH_TIMEOUT(received(quick) >= from + 100, 30'000);
    const std::uint64_t slowFrom = received(slow), quickFrom = received(quick);
    const std::uint64_t mergedFrom = stats(slow).changesMerged;
    QTRY_VERIFY_WITH_TIMEOUT(received(quick) >= quickFrom + 100, 30'000);
    const std::uint64_t slowGot = received(slow) - slowFrom, quickGot = received(quick) - quickFrom;
    QVERIFY2(slowGot * 10 <= quickGot * 7, qPrintable(QStringLiteral("%1 messages, the other %2").arg(slowGot).arg(quickGot)));
    QVERIFY(slowGot > 0);
    QVERIFY(stats(slow).changesMerged > mergedFrom);

    slowViewer.load = 0.2;
    QTRY_VERIFY_WITH_TIMEOUT(stats(slow).windowMessages >= 64, 30'000);
    QTRY_COMPARE(stats(slow).windowBytes, std::uint64_t{8U << 20});
    Steer stop;
    stop.running = false;
    quick.steer(stop);
    QTRY_VERIFY(!server.host().feed().running);
    QTRY_VERIFY(slow.store().digest() == server.host().store().digest() && quick.store().digest() == slow.store().digest());
    for (StreamClient* client : {&slow, &quick}) {
        const StreamStats s = stats(*client);
        QCOMPARE(s.ledger.accounted(), s.ledger.produced);
        QCOMPARE(s.snapshotsApplied, std::uint64_t{1});
        QCOMPARE(s.faults, std::uint64_t{0});
    }
}

void tst_WindowSizing::aFixedWindowStaysWhatItIs()
{
    server::StreamServer server(server::StreamServer::Config{});
    QVERIFY(server.listen());
    QVERIFY(server.startSource(QStringLiteral("synthetic:nodes=300,edges=900,rate=3000")));
    StreamClient client(configFor(Encoding::Binary, WindowSizing::Fixed));
    Viewer viewer(client);
    viewer.load = 3;
    client.open(server.url());
    QTRY_VERIFY(isInSync(client));
    const std::uint64_t from = stats(client).messagesReceived;
    QTRY_VERIFY(stats(client).messagesReceived >= from + 100);
    QCOMPARE(stats(client).windowMessages, std::uint64_t{1024});
    QCOMPARE(toString(stats(client).windowSizing), "fixed");
}

void tst_WindowSizing::choosingAFixedWindowGivesItBackAtOnce()
{
    server::StreamServer server(server::StreamServer::Config{});
    QVERIFY(server.listen());
    QVERIFY(server.startSource(QStringLiteral("synthetic:nodes=300,edges=900,rate=3000")));
    StreamClient client(configFor(Encoding::Binary, WindowSizing::Automatic));
    QCOMPARE(toString(stats(client).windowSizing), "auto");
    Viewer viewer(client);
    viewer.load = 3;
    client.open(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(stats(client).windowMessages, flow::leastWindowMessages, 20'000);
    client.setWindow(512, 16U << 20);
    QCOMPARE(stats(client).windowMessages, std::uint64_t{512});
    QCOMPARE(stats(client).windowBytes, std::uint64_t{16U << 20});
    QVERIFY(stats(client).creditsMessages >= 384);
    client.setWindow(512, 16U << 20, WindowSizing::Automatic);
    QTRY_VERIFY_WITH_TIMEOUT(stats(client).windowMessages < 512, 20'000);
    QVERIFY(isInSync(client) || stats(client).faults == 0);
}

WEIR_TEST_IN(QCoreApplication, tst_WindowSizing)
#include "tst_window_sizing.moc"
