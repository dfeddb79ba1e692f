#include "client_stage.h"
#include "stream/client_memory.h"
#include "support/test_program.h"
#include <QtTest>
#include <malloc.h>

using namespace weir;
using namespace weir::protocol;
using stream::StreamClient;
using stream::StreamState;

/// What a real client takes, holds and knows while it is paused.
class tst_ClientPauses : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void pausedItTakesTheWindowAndNoMore_data() { encodings(); }
    void pausedItTakesTheWindowAndNoMore();
    void pausedItHoldsNoMoreMemoryThanIsStated_data();
    void pausedItHoldsNoMoreMemoryThanIsStated();
    void pausedItKnowsOfAnotherGraphThatBegan();
};

void tst_ClientPauses::pausedItTakesTheWindowAndNoMore()
{
    QFETCH(Encoding, encoding);
    FakeServer server(encoding);
    OriginGraph origin(3);
    origin.grow(100);
    StreamClient client(configFor(encoding));
    ClientStage stage{encoding, server, origin};
    QVERIFY(stage.connectInSync(client));
    QTRY_VERIFY(server.last<Credit>() && server.last<Credit>()->lastApplied == origin.tick());
    const auto granted = server.last<Credit>()->grant;
    client.setDrainPaused(true);
    const Tick pausedAt = origin.tick();
    const auto used = client.stats(Clock::now()).messagesReceived;
    for (std::uint64_t i = used; i < granted.messages; ++i) {
        origin.change(3);
        server.say(origin.delta(origin.tick() - 1));
    }
    QTRY_COMPARE(client.stats(Clock::now()).queueMessages, granted.messages - used);
    server.say(origin.head(origin.tick()));
    QTRY_COMPARE(client.stats(Clock::now()).serverTick, origin.tick());
    auto stats = client.stats(Clock::now());
    QVERIFY(stats.state == StreamState::Paused);
    QCOMPARE(stats.appliedTick, pausedAt);
    QCOMPARE(stats.creditsMessages, std::uint64_t{0});
    QVERIFY(stats.queueBytes <= stats.queueCapacityBytes);
    QVERIFY(server.last<Credit>()->grant == granted);   // nothing is given back for having read it
    client.setDrainPaused(false);
    QTRY_VERIFY(stateOf(client) == StreamState::Live);
    stats = client.stats(Clock::now());
    QCOMPARE(stats.appliedTick, origin.tick());
    QCOMPARE(stats.inSync, std::optional(true));
    QTRY_VERIFY(server.last<Credit>()->grant.messages > granted.messages);
}

void tst_ClientPauses::pausedItHoldsNoMoreMemoryThanIsStated_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<int>("messages");
    QTest::addColumn<int>("labelBytes");
    for (const Encoding encoding : {Encoding::Binary, Encoding::Json}) {
        const char* const name = encoding == Encoding::Binary ? "binary" : "JSON";
        QTest::addRow("%s, small messages", name) << encoding << 1000 << 20;
        QTest::addRow("%s, middling messages", name) << encoding << 1000 << 7000;
        QTest::addRow("%s, large messages", name) << encoding << 7 << 1'000'000;
    }
}

void tst_ClientPauses::pausedItHoldsNoMoreMemoryThanIsStated()
{
    QFETCH(Encoding, encoding);
    QFETCH(int, messages);
    QFETCH(int, labelBytes);
    const auto held = [] { return mallinfo2().uordblks + mallinfo2().hblkhd; };
    if (held() == 0)
        QSKIP("another allocator is at work, which does not say what it holds");
    FakeServer server(encoding);
    OriginGraph origin(4);
    StreamClient::Config config = configFor(encoding);
    config.windowMessages = 1024;
    StreamClient client(config);
    client.open(server.url());
    QVERIFY(server.welcome());
    QTRY_COMPARE(client.stats(Clock::now()).creditsMessages, config.windowMessages);
    client.setDrainPaused(true);
    const std::size_t before = held();
    {
        auto set = emptyOriginSet();
        set.setNodeIdentity(0, 1, "new", std::string(static_cast<std::size_t>(labelBytes), 'x'), 0);
        Delta delta = origin.delta(origin.tick());
        delta.changes = set.view();
        for (int i = 0; i < messages; ++i)
            server.say(delta);
    }
    QTRY_COMPARE(client.stats(Clock::now()).queueMessages, static_cast<std::uint64_t>(messages));
    QTRY_COMPARE(server.socket()->bytesToWrite(), qint64{0});
    const std::size_t grown = held() - before;
    const stream::ClientMemory stated = stream::clientMemory(config);
    QVERIFY2(grown <= client.stats(Clock::now()).queueBytes + stated.entries + stated.socket, qPrintable(QStringLiteral("%1 bytes for %2").arg(grown).arg(client.stats(Clock::now()).queueBytes)));
    QVERIFY(grown >= client.stats(Clock::now()).queueBytes);
    QVERIFY(client.stats(Clock::now()).queueBytes <= stated.waiting);
}

void tst_ClientPauses::pausedItKnowsOfAnotherGraphThatBegan()
{
    FakeServer server(Encoding::Binary);
    OriginGraph origin(12);
    origin.grow(50);
    StreamClient client(configFor(Encoding::Binary));
    ClientStage stage{Encoding::Binary, server, origin};
    QVERIFY(stage.connectInSync(client));
    QCOMPARE(client.stats(Clock::now()).ticksBehind(), std::optional<std::uint64_t>(0));
    client.setDrainPaused(true);
    Head head = origin.head(1);
    head.epoch = origin.epoch() + 1;
    head.tick = 123'456;
    server.say(head);
    QTRY_COMPARE(client.stats(Clock::now()).serverTick, Tick{123'456});
    QCOMPARE(client.stats(Clock::now()).appliedTick, Tick{0});
    QVERIFY(!client.stats(Clock::now()).ticksBehind());
    QVERIFY(!client.stats(Clock::now()).behindSeconds);
}

WEIR_TEST_IN(QCoreApplication, tst_ClientPauses)
#include "tst_client_pauses.moc"
