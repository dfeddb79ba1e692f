#include "raw_client.h"
#include "server/door/stream_server.h"
#include "stream/stream_client.h"
#include "support/fault_proxy.h"
#include "support/sanitizer_slowdown.h"
#include "support/test_program.h"

#include <QtTest>

using namespace weir;
using namespace weir::protocol;
using stream::StreamClient;
using stream::StreamState;
using stream::StreamStats;

/// Real clients on a real server, in both encodings: what people see when nothing is wrong.
class tst_Streams : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void init();
    void cleanup();
    void aSnapshotAndDeltasEndInSync_data() { encodings(); }
    void aSnapshotAndDeltasEndInSync();
    void aGraphOfManyMessagesEndsInSync_data() { encodings(); }
    void aGraphOfManyMessagesEndsInSync();
    void everyChangeIsAccountedFor_data() { encodings(); }
    void everyChangeIsAccountedFor();
    void aCutConnectionGoesOnWhereItWas_data() { encodings(); }
    void aCutConnectionGoesOnWhereItWas();
    void pausedTheQueueFillsToTheWindowWhileTheServerGoesOn_data() { encodings(); }
    void pausedTheQueueFillsToTheWindowWhileTheServerGoesOn();
    void aClientThatStallsDelaysNobody_data() { encodings(); }
    void aClientThatStallsDelaysNobody();
    void aGraphThatLoadsComesOnce_data() { encodings(); }
    void aGraphThatLoadsComesOnce();
    void anotherSourceIsANewEpoch_data() { encodings(); }
    void anotherSourceIsANewEpoch();
    void theSourceCanBeStoppedAndStarted_data() { encodings(); }
    void theSourceCanBeStoppedAndStarted();
    void aServerThatGoesIsComeBackTo_data() { encodings(); }
    void aServerThatGoesIsComeBackTo();
    void bothEncodingsEndWithTheSameDigest();
    void whatIsCompressedEndsInSyncAndTellsWhatItSaved();
    void onTheLoopbackNothingIsCompressedUnlessAskedFor();
    void closingAndOpeningAgainStartsOver_data() { encodings(); }
    void closingAndOpeningAgainStartsOver();

private:
    static void encodings()
    {
        QTest::addColumn<Encoding>("encoding");
        QTest::newRow("binary") << Encoding::Binary;
        QTest::newRow("JSON") << Encoding::Json;
    }

    void serve(const QString& spec) { QVERIFY(m_server->startSource(spec)); }
    static StreamClient::Config configFor(Encoding encoding)
    {
        StreamClient::Config config;
        config.encoding = encoding;
        return config;
    }
    static StreamStats stats(StreamClient& client) { return client.stats(Clock::now()); }
    static bool isInSync(StreamClient& client)
    {
        const auto s = stats(client);
        return s.state == StreamState::Live && s.inSync == true;
    }
    /// It shows what the server has, at this very tick.
    bool isEqual(StreamClient& client) const
    {
        const auto& host = m_server->host();
        return isInSync(client) && client.applier().epoch() == host.epoch() && client.applier().appliedTick() >= host.store().newestStamp()
            && client.store().digest() == host.store().digest();
    }

    std::unique_ptr<server::StreamServer> m_server;
};

void tst_Streams::init()
{
    m_server = std::make_unique<server::StreamServer>(server::StreamServer::Config{});
    QVERIFY(m_server->listen());
}

void tst_Streams::cleanup() { m_server.reset(); }

void tst_Streams::aSnapshotAndDeltasEndInSync()
{
    QFETCH(Encoding, encoding);
    serve(QStringLiteral("synthetic:nodes=1000,edges=3000,rate=5000,churn=0.3"));
    StreamClient client(configFor(encoding));
    QSignalSpy applied(&client, &StreamClient::applied);
    client.open(m_server->url());
    QVERIFY(stats(client).state == StreamState::Connecting);
    QTRY_VERIFY(isInSync(client));
    const auto deltas = stats(client).deltasApplied;
    QTRY_VERIFY(stats(client).deltasApplied > deltas + 20);
    QTRY_VERIFY(isEqual(client));
    const auto s = stats(client);
    QCOMPARE(s.snapshotsApplied, std::uint64_t{1});
    QCOMPARE(s.faults, std::uint64_t{0});
    QVERIFY(s.changesApplied > 4000);
    QVERIFY(applied.count() > 20);
    QTRY_VERIFY(stats(client).latencyMsP50.has_value());
    QVERIFY(stats(client).latencyMsP50.value() >= 0);
    QVERIFY(client.store().scrub() == client.store().digest());
}

void tst_Streams::aGraphThatLoadsComesOnce()
{
    QFETCH(Encoding, encoding);
    StreamClient client(configFor(encoding));
    serve(QStringLiteral("synthetic:nodes=20000,edges=60000,rate=1000"));
    client.open(m_server->url());
    QTRY_VERIFY(stats(client).sourceState == stream::SourceState::Live);
    QTRY_VERIFY_WITH_TIMEOUT(isEqual(client), 20'000);
    QCOMPARE(stats(client).snapshotsApplied, std::uint64_t{1});
    QVERIFY(!stats(client).sourceProgress);
}

void tst_Streams::everyChangeIsAccountedFor()
{
    QFETCH(Encoding, encoding);
    serve(QStringLiteral("synthetic:nodes=1000,edges=3000,rate=20000,churn=0.3"));
    StreamClient client(configFor(encoding));
    client.open(m_server->url());
    QTRY_VERIFY(isInSync(client));
    const auto changes = [this] { return m_server->host().store().changesTotal(); };
    for (const bool paused : {false, true, false}) {
        client.setDrainPaused(paused);
        const std::uint64_t until = changes() + 20'000;
        QTRY_VERIFY(changes() > until);
        const flow::Ledger::Totals ledger = stats(client).ledger;
        QCOMPARE(ledger.accounted(), ledger.produced);
        QVERIFY(ledger.produced <= changes());
    }
    QTRY_VERIFY(stats(client).state == StreamState::Live);
    protocol::Steer stop;
    stop.running = false;
    client.steer(stop);
    QTRY_VERIFY(stats(client).ledger.produced == changes() && stats(client).ledger.pending + stats(client).ledger.queued == 0);
    const flow::Ledger::Totals ledger = stats(client).ledger;
    QCOMPARE(ledger.applied + ledger.merged, changes());
    QVERIFY(ledger.applied > 20'000);
    // Of the rows that were applied, what no delta carried is the snapshot's, which stood for as many changes at least. A slow
    // machine may have cached one of the graph before its first change.
    QVERIFY(ledger.applied <= stats(client).changesApplied);
    QVERIFY(ledger.merged >= stats(client).changesApplied - ledger.applied);
}

void tst_Streams::aCutConnectionGoesOnWhereItWas()
{
    QFETCH(Encoding, encoding);
    serve(QStringLiteral("synthetic:nodes=1000,edges=3000,rate=2000"));
    StreamClient client(configFor(encoding));
    FaultProxy network(m_server->url());
    client.open(network.url());
    QTRY_VERIFY(isInSync(client));
    network.cutAll();
    QTRY_VERIFY(stats(client).state == StreamState::Reconnecting);
    QTRY_VERIFY_WITH_TIMEOUT(isInSync(client), 30'000);
    QCOMPARE(stats(client).resumed, std::uint64_t{1});
    QCOMPARE(stats(client).snapshotsApplied, std::uint64_t{1});
    QTRY_VERIFY(isEqual(client));
    QCOMPARE(stats(client).ledger.accounted(), stats(client).ledger.produced);
    QVERIFY(stats(client).ledger.produced < m_server->host().store().changesTotal());   // it counts from where it went on
}

void tst_Streams::aGraphOfManyMessagesEndsInSync()
{
    QFETCH(Encoding, encoding);
    serve(QStringLiteral("synthetic:nodes=40000,edges=100000,churn=0.2,rate=%1").arg((encoding == Encoding::Json ? 10'000 : 100'000) / sanitizerSlowdown));
    StreamClient client(configFor(encoding));
    client.open(m_server->url());
    QTRY_VERIFY_WITH_TIMEOUT(isInSync(client) && stats(client).nodes > 30'000, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(isEqual(client), 60'000);
    QCOMPARE(stats(client).faults, std::uint64_t{0});
}

void tst_Streams::pausedTheQueueFillsToTheWindowWhileTheServerGoesOn()
{
    QFETCH(Encoding, encoding);
    serve(QStringLiteral("synthetic:nodes=500,edges=900,rate=2000"));
    StreamClient::Config config = configFor(encoding);
    config.windowMessages = 20;
    StreamClient client(config);
    client.open(m_server->url());
    QTRY_VERIFY(isInSync(client));
    client.setDrainPaused(true);
    QVERIFY(stats(client).state == StreamState::Paused);
    const Tick applied = stats(client).appliedTick;
    QTRY_COMPARE(stats(client).creditsMessages, std::uint64_t{0});
    const auto full = stats(client).queueMessages;
    QVERIFY(full > 0 && full <= 20);
    const Tick tick = stats(client).serverTick;
    QTRY_VERIFY(stats(client).serverTick > tick + 50);
    auto s = stats(client);
    QCOMPARE(s.queueMessages, full);
    QCOMPARE(s.appliedTick, applied);
    QVERIFY(s.behindSeconds && *s.behindSeconds > 1);
    QVERIFY(s.drainPaused);

    client.setDrainPaused(false);
    QTRY_VERIFY(isEqual(client));
    s = stats(client);
    QCOMPARE(s.snapshotsApplied, std::uint64_t{1});   // merged, not begun anew
    QVERIFY(s.changesMerged > 0);
    QCOMPARE(s.faults, std::uint64_t{0});
    QVERIFY(s.appliedTick > tick);
}

void tst_Streams::aClientThatStallsDelaysNobody()
{
    QFETCH(Encoding, encoding);
    serve(QStringLiteral("synthetic:nodes=3000,edges=9000,rate=20000"));
    // One never grants anything, the other does not even read.
    RawClient stingy(encoding);
    QVERIFY(stingy.open(m_server->url()));
    QVERIFY(stingy.greet());
    QTcpSocket deaf;
    deaf.setReadBufferSize(1);
    deaf.connectToHost(m_server->url().host(), static_cast<quint16>(m_server->url().port()));
    QVERIFY(deaf.waitForConnected());
    deaf.write("GET /stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: weir.v1.bin\r\n\r\n");
    Encoder encoder(Encoding::Binary);
    Hello greedy = RawClient::usualHello();
    greedy.grant = {1'000'000, 64U << 20};
    const std::string_view hello = encoder.encode(greedy);
    QVERIFY(hello.size() < 126);
    QByteArray masked("\x82", 1);
    masked += static_cast<char>(0x80 | static_cast<int>(hello.size()));
    masked += QByteArray(4, '\0');   // a mask of zeros changes nothing
    masked += QByteArray(hello.data(), static_cast<qsizetype>(hello.size()));
    deaf.write(masked);
    QTRY_COMPARE(m_server->clientCount(), std::size_t{2});

    StreamClient client(configFor(encoding));
    client.open(m_server->url());
    QTRY_VERIFY(isInSync(client));
    const auto deltas = stats(client).deltasApplied;
    QTRY_VERIFY(stats(client).deltasApplied > deltas + 100);
    QTRY_VERIFY(isEqual(client));
    QCOMPARE(stats(client).snapshotsApplied, std::uint64_t{1});
    QVERIFY(!stingy.closed());
    QVERIFY(stingy.data.size() <= 64);
}

void tst_Streams::anotherSourceIsANewEpoch()
{
    QFETCH(Encoding, encoding);
    serve(QStringLiteral("synthetic:nodes=800,edges=900"));
    StreamClient client(configFor(encoding));
    client.open(m_server->url());
    QTRY_VERIFY(isInSync(client));
    const auto epoch = stats(client).epoch;
    QVERIFY(client.welcome().steerable);
    client.steer(Steer{"synthetic:nodes=50,edges=60,rate=100", {}, {}});
    QTRY_VERIFY(stats(client).epoch != epoch && isEqual(client));
    QVERIFY(stats(client).nodes < 100);
    QCOMPARE(client.welcome().source.spec, std::string("synthetic:nodes=50,edges=60,rate=100"));
    QCOMPARE(client.applier().resets(), std::uint64_t{2});
    QCOMPARE(stats(client).faults, std::uint64_t{0});
}

void tst_Streams::theSourceCanBeStoppedAndStarted()
{
    QFETCH(Encoding, encoding);
    serve(QStringLiteral("synthetic:nodes=300,edges=400,rate=3000"));
    StreamClient client(configFor(encoding));
    QStringList faults;
    connect(&client, &StreamClient::reported, this, [&](const stream::Report& report) { faults << report.text; });
    client.steer(Steer{});
    QCOMPARE(faults.size(), 1);   // there is no server yet
    client.open(m_server->url());
    QTRY_VERIFY(isInSync(client));
    client.steer(Steer{{}, {}, false});
    QTRY_VERIFY(!client.welcome().source.running);
    // What the source had handed over still comes; then the graph stands still, and yet the tick goes on and is known
    // to be applied.
    QTRY_VERIFY(m_server->host().tick() > m_server->host().store().newestStamp() + 20);
    QTRY_VERIFY(isEqual(client));
    const auto changes = stats(client).changesApplied;
    const Tick tick = stats(client).appliedTick;
    QTRY_VERIFY(stats(client).appliedTick > tick + 40);
    QCOMPARE(stats(client).changesApplied, changes);
    QVERIFY(isInSync(client));
    client.steer(Steer{{}, 9000.0, true});
    QTRY_VERIFY(client.welcome().source.running && client.welcome().source.rate == 9000.0);
    QTRY_VERIFY(stats(client).changesApplied > changes);
}

void tst_Streams::aServerThatGoesIsComeBackTo()
{
    QFETCH(Encoding, encoding);
    serve(QStringLiteral("synthetic:nodes=300,edges=400"));
    StreamClient client(configFor(encoding));
    client.open(m_server->url());
    QTRY_VERIFY(isInSync(client));
    const auto port = static_cast<quint16>(m_server->url().port());
    m_server->shutDown();
    QTRY_VERIFY(stats(client).state == StreamState::Reconnecting);
    QVERIFY(stats(client).stateReason.find("shutting down") != std::string::npos);
    QVERIFY(stats(client).nodes > 0);   // the last picture stays
    QVERIFY(stats(client).inSync != true);
    server::StreamServer::Config config;
    config.port = port;
    m_server = std::make_unique<server::StreamServer>(config);
    QVERIFY(m_server->listen());
    serve(QStringLiteral("synthetic:nodes=200,edges=300"));
    QTRY_VERIFY_WITH_TIMEOUT(isEqual(client), 30'000);
}

void tst_Streams::whatIsCompressedEndsInSyncAndTellsWhatItSaved()
{
    m_server = std::make_unique<server::StreamServer>(server::StreamServer::Config{.packing = server::StreamServer::Packing::Always});
    QVERIFY(m_server->listen());
    serve(QStringLiteral("synthetic:nodes=20000,edges=40000,rate=20000"));
    StreamClient client(configFor(Encoding::Binary)), plain([] {
        auto config = configFor(Encoding::Binary);
        config.compression = false;
        return config;
    }());
    client.open(m_server->url());
    plain.open(m_server->url());
    QTRY_VERIFY(isInSync(client) && isInSync(plain));
    QTRY_VERIFY(stats(client).deltasApplied > 20);
    QVERIFY(stats(client).bytesSaved > stats(client).bytesReceived / 2);
    QCOMPARE(stats(plain).bytesSaved, std::uint64_t{0});
    QCOMPARE(stats(client).faults + stats(plain).faults, std::uint64_t{0});
    QVERIFY(m_server->figures(Clock::now()).sessions.savedBytes >= stats(client).bytesSaved);
}

void tst_Streams::onTheLoopbackNothingIsCompressedUnlessAskedFor()
{
    serve(QStringLiteral("synthetic:nodes=20000,edges=40000,rate=20000"));
    StreamClient client(configFor(Encoding::Binary));
    client.open(m_server->url());
    QTRY_VERIFY(isInSync(client));
    QCOMPARE(client.welcome().packsFromBytes, 0U);
    QCOMPARE(stats(client).bytesSaved, std::uint64_t{0});
}

void tst_Streams::bothEncodingsEndWithTheSameDigest()
{
    serve(QStringLiteral("synthetic:nodes=2000,edges=6000,rate=20000,churn=0.3"));
    StreamClient binary(configFor(Encoding::Binary)), json(configFor(Encoding::Json));
    binary.open(m_server->url());
    json.open(m_server->url());
    QTRY_VERIFY(isInSync(binary) && isInSync(json));
    QTRY_VERIFY(stats(binary).deltasApplied > 50 && stats(json).deltasApplied > 50);
    binary.steer(Steer{{}, {}, false});
    QTRY_VERIFY(isEqual(binary) && isEqual(json));
    QCOMPARE(stats(binary).digest, stats(json).digest);
    QVERIFY(stats(json).bytesReceived > stats(binary).bytesReceived);
}

void tst_Streams::closingAndOpeningAgainStartsOver()
{
    QFETCH(Encoding, encoding);
    serve(QStringLiteral("synthetic:nodes=300,edges=400"));
    StreamClient client(configFor(encoding));
    client.open(m_server->url());
    QTRY_VERIFY(isInSync(client));
    client.close();
    QVERIFY(stats(client).state == StreamState::Closed);
    QTRY_COMPARE(m_server->clientCount(), std::size_t{0});
    client.open(m_server->url());
    QTRY_VERIFY(isEqual(client));
    QCOMPARE(stats(client).faults, std::uint64_t{0});
}

WEIR_TEST_IN(QCoreApplication, tst_Streams)
#include "tst_streams.moc"
