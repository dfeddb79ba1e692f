#include "graph/limits.h"
#include "bad_frames.h"
#include "fake_server.h"
#include "stream/client_memory.h"
#include "stream/stream_client.h"
#include "support/origin_graph.h"
#include "support/test_program.h"
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtNetwork/QHostInfo>
#include <QtTest>
#include <limits>
#include <malloc.h>

using namespace weir;
using namespace weir::protocol;
using stream::StreamClient;
using stream::StreamState;

namespace {

struct Stage {
    Encoding encoding;
    FakeServer& server;
    OriginGraph& origin;

    void say(const Message& message) { server.say(message); }
    /// The client is in sync with the origin at its tick; unless `spoil` makes the closing delta another one.
    void bringInSync(const std::function<void(Delta&)>& spoil = [](Delta&) {})
    {
        const auto parts = origin.parts();
        say(origin.manifest(origin.tick()));
        for (const auto& part : parts)
            say(*decodeBinary(part.bytes));
        origin.idle(1);
        Delta delta = origin.delta(origin.tick() - 1);
        spoil(delta);
        say(delta);
    }
};

enum class Then : std::uint8_t { ClosedForGood, ComesBack, AsksForASnapshot, AsksForAnAudit };

/// What a server does wrong after its welcome and a snapshot, and what comes of it. The model stays as it was.
struct Wrong {
    const char* name;
    std::function<void(Stage&)> act;
    Then then;
    int closeCode;       ///< what the server is told; 0: the server closed or cut the connection itself
    const char* words;   ///< part of the reason that people see
};

Delta deltaWith(Stage& stage, graph::ChangeSet& set)
{
    stage.origin.idle(1);
    Delta delta = stage.origin.delta(stage.origin.tick() - 1);
    delta.changes = set.view();
    delta.rows = delta.covered = 1;
    return delta;
}

graph::ChangeSet emptySet()
{
    graph::ChangeSet set;
    set.setValueColumns(OriginGraph::nodeColumns, OriginGraph::edgeColumns);
    return set;
}

const Wrong wrongs[] = {
    {"a malformed frame", [](Stage& s) { s.server.send(badFrames::malformed(s.encoding)); }, Then::ClosedForGood, 4002, "unreadable"},
    {"an empty frame", [](Stage& s) { s.server.send({}); }, Then::ClosedForGood, 4002, "unreadable"},
    {"the other encoding in a frame of the right kind",
     [](Stage& s) { s.server.send(badFrames::ofTheOtherEncoding(s.encoding, Ping{1, 2})); }, Then::ClosedForGood, 4002, "unreadable"},
    {"a text frame where binary belongs, or the other way round",
     [](Stage& s) {
         if (s.encoding == Encoding::Binary)
             s.server.socket()->sendTextMessage(QStringLiteral("{}"));
         else
             s.server.socket()->sendBinaryMessage("{}");
     }, Then::ClosedForGood, 4002, "frame where"},
    {"what only a lenient reader takes", [](Stage& s) { s.server.send(badFrames::lenient(s.encoding)); }, Then::ClosedForGood, 4002, "unreadable"},
    {"an unknown message", [](Stage& s) { s.server.send(badFrames::unknown(s.encoding)); }, Then::ClosedForGood, 4002, "unreadable"},
    {"a second welcome", [](Stage& s) { s.say(FakeServer::usualWelcome()); }, Then::ClosedForGood, 4004, "second welcome"},
    {"what only a client sends", [](Stage& s) { s.say(Resync{"I am the client"}); }, Then::ClosedForGood, 4004, "only clients send"},
    {"a message over the limit", [](Stage& s) { s.say(Notice{std::string(3U << 20, 'x')}); }, Then::ClosedForGood, 1009, ""},
    {"more messages than granted",
     [](Stage& s) {
         for (int i = 0; i < 100; ++i)
             s.say(s.origin.delta(s.origin.tick()));
     }, Then::ClosedForGood, 4005, "granted"},
    {"a delta that does not count what it carries",
     [](Stage& s) {
         s.origin.change(5);
         Delta delta = s.origin.delta(s.origin.tick() - 1);
         delta.rows = 0;
         s.say(delta);
     }, Then::ClosedForGood, 4002, "states 0 elements"},
    {"a title without an end",
     [](Stage& s) {
         Manifest manifest = s.origin.manifest(s.origin.tick());
         manifest.schema.title.assign(100'000, 'x');
         s.say(manifest);
     }, Then::ClosedForGood, 4002, "a title or a name of 100000 bytes"},
    {"a flood of control messages",
     [](Stage& s) {
         for (unsigned i = 0; i <= 2 * stream::Link::mostControlPerSecond; ++i)
             s.say(Notice{"again"});
     }, Then::ClosedForGood, 0 /* what is not read any more may cost the server the goodbye */, "control messages in a second"},
    {"a digest that always differs",
     [](Stage& s) {
         for (unsigned i = 0; i <= stream::GraphFeed::mostResyncsInARow + 1; ++i) {   // the first is answered with an audit
             s.bringInSync([](Delta& delta) { ++delta.digest.values; });
         }
     }, Then::ClosedForGood, 4002, "snapshots in a row"},
    {"a packed message that was not asked for",
     [](Stage& s) {
         const std::string frame(Encoder(Encoding::Binary).encode(s.origin.manifest(s.origin.tick())));
         s.say(Packed{.rawBytes = static_cast<std::uint32_t>(frame.size()), .epoch = 7, .changesTotal = 0, .zstd = frame});
     }, Then::ClosedForGood, 4002, "not asked for"},
    {"a packed message that would take more than was granted",
     [](Stage& s) { s.say(Packed{.rawBytes = ~0U, .epoch = 7, .changesTotal = 0, .zstd = "small"}); }, Then::ClosedForGood, 0, ""},
    {"an edge to a node that is not there",
     [](Stage& s) {
         auto set = emptySet();
         set.setEdgeIdentity(s.origin.store().edgeSlots(), 1, 0, s.origin.store().nodeSlots() + 7, 0, true);
         s.say(deltaWith(s, set));
     }, Then::ClosedForGood, 4002, "not there"},
    {"a position that is not a number",
     [](Stage& s) {
         auto set = emptySet();
         set.setNodeIdentity(s.origin.store().nodeSlots(), 1, "new", "", 0);
         set.setNodeMotion(s.origin.store().nodeSlots(), {std::numeric_limits<float>::quiet_NaN(), 1, true, 1}, std::array<float, 2>{});
         s.say(deltaWith(s, set));
     }, Then::ClosedForGood, 4002, ""},
    {"a part that does not match its manifest",
     [](Stage& s) {
         const auto parts = s.origin.parts();
         Manifest manifest = s.origin.manifest(s.origin.tick());
         ++manifest.parts[0].digest.values;
         s.say(manifest);
         s.say(*decodeBinary(parts[0].bytes));
     }, Then::ClosedForGood, 4002, "does not match its manifest"},
    {"a part without a manifest", [](Stage& s) { s.say(*decodeBinary(s.origin.parts()[0].bytes)); }, Then::ClosedForGood, 4002, "without a manifest"},
    {"a list that goes on behind its end", [](Stage& s) { s.say(Growth{s.origin.epoch(), {1, {"b"}}, {}}); }, Then::ClosedForGood, 4002, "goes on at 1, but ends at 0"},
    {"a list that is another than before",
     [](Stage& s) {
         s.say(Growth{s.origin.epoch(), {0, {"a", "b"}}, {}});
         s.say(Growth{s.origin.epoch(), {1, {"c"}}, {}});
     }, Then::ClosedForGood, 4002, "not the one it was"},
    {"growth of another graph", [](Stage& s) { s.say(Growth{s.origin.epoch() + 1, {0, {"a"}}, {}}); }, Then::ClosedForGood, 4002, "another epoch"},
    {"a list over the limit",
     [](Stage& s) { s.say(Growth{s.origin.epoch(), {0, std::vector<std::string>(graph::maxListEntries + 1)}, {}}); }, Then::ClosedForGood, 4002, "65537"},
    {"edges before nodes",
     [](Stage& s) {
         const auto parts = s.origin.parts();
         s.say(s.origin.manifest(s.origin.tick()));
         s.say(*decodeBinary(parts.back().bytes));
     }, Then::ClosedForGood, 4002, "edges before"},
    {"a gap",
     [](Stage& s) {
         s.origin.idle(5);
         s.say(s.origin.delta(s.origin.tick() - 1));
     }, Then::AsksForASnapshot, 0, "the model is at"},
    {"a digest that differs",
     [](Stage& s) {
         s.origin.idle(1);
         Delta delta = s.origin.delta(s.origin.tick() - 1);
         ++delta.digest.structure;
         s.say(delta);
     }, Then::AsksForAnAudit, 0, ""},
    {"a goodbye for good", [](Stage& s) { s.say(Bye{4008, "too many clients", false, 0}); s.server.socket()->close(); }, Then::ClosedForGood, 0, "too many clients"},
    {"a goodbye for a while", [](Stage& s) { s.say(Bye{1001, "back soon", true, 20}); s.server.socket()->close(); }, Then::ComesBack, 0, "back soon"},
    {"a goodbye without a close", [](Stage& s) { s.say(Bye{1001, "back soon", true, 20}); }, Then::ComesBack, 0, "back soon"},
    {"a close without a goodbye", [](Stage& s) { s.server.socket()->close(QWebSocketProtocol::CloseCodeGoingAway); }, Then::ComesBack, 0, "lost"},
    {"a cut connection", [](Stage& s) { s.server.socket()->abort(); }, Then::ComesBack, 0, ""},
};

} // namespace

/// Whatever a server does, the client ends with words, its model as it was, and never waits for ever.
class tst_Client : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void whatIsWrongHasAStatedOutcomeAndTheModelStays_data();
    void whatIsWrongHasAStatedOutcomeAndTheModelStays();
    void aServerThatSaysNothingIsGivenUp_data() { encodings(); }
    void aServerThatSaysNothingIsGivenUp();
    void aSocketThatSaysNothingIsGivenUp();
    void anUnreachableServerIsSaidToBeSo();
    void whyThereIsNoConnectionIsToldByKind();
    void aServerThatRefusesTheHandshakeIsSaidToDoSo();
    void aServerOfAnotherSubprotocolIsNoWeirServer_data() { encodings(); }
    void aServerOfAnotherSubprotocolIsNoWeirServer();
    void aServerOfAnotherVersionIsRefused_data() { encodings(); }
    void aServerOfAnotherVersionIsRefused();
    void anythingBeforeTheWelcomeIsRefused_data() { encodings(); }
    void anythingBeforeTheWelcomeIsRefused();
    void aMessageThatIsCutOffChangesNothing_data() { encodings(); }
    void aMessageThatIsCutOffChangesNothing();
    void nothingComesPackedAsText();
    void pausedItTakesTheWindowAndNoMore_data() { encodings(); }
    void pausedItTakesTheWindowAndNoMore();
    void pausedItHoldsNoMoreMemoryThanIsStated_data();
    void pausedItHoldsNoMoreMemoryThanIsStated();
    void afterANewConnectionNothingOfTheOldOneIsStatedAsApplied();
    void aPingIsAnswered_data() { encodings(); }
    void aPingIsAnswered();
    void aPolicyChosenDuringTheHandshakeIsStatedAfterIt();
    void theClockOfAnotherServerIsMeasuredAnew();
    void aLongOrUnprintableTextIsShownInPart();
    void howFarTheSourceIsIsAmongTheFigures_data() { encodings(); }
    void howFarTheSourceIsIsAmongTheFigures();
    void aRefusalIsAFailureAndAReportOfTheSourceIsNone();
    void pausedItKnowsOfAnotherGraphThatBegan();
    void closedItVouchesForNothing();
    void connectedWithoutAGraphItSaysThatNothingCameYet();

private:
    static void encodings()
    {
        QTest::addColumn<Encoding>("encoding");
        QTest::newRow("binary") << Encoding::Binary;
        QTest::newRow("JSON") << Encoding::Json;
    }

    static StreamClient::Config configFor(Encoding encoding, bool reconnect = true)
    {
        StreamClient::Config config;
        config.encoding = encoding;
        config.windowMessages = 64;
        config.reconnect = reconnect;
        config.welcomeTimeout = std::chrono::milliseconds(300);
        return config;
    }
    static StreamState stateOf(StreamClient& client) { return client.stats(Clock::now()).state; }
};

void tst_Client::whatIsWrongHasAStatedOutcomeAndTheModelStays_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<std::size_t>("row");
    for (std::size_t row = 0; row < std::size(wrongs); ++row) {
        QTest::addRow("%s, binary", wrongs[row].name) << Encoding::Binary << row;
        // JSON has no words for NaN: the reader refuses the text itself.
        QTest::addRow("%s, JSON", wrongs[row].name) << Encoding::Json << row;
    }
}

void tst_Client::whatIsWrongHasAStatedOutcomeAndTheModelStays()
{
    QFETCH(Encoding, encoding);
    QFETCH(std::size_t, row);
    const Wrong& wrong = wrongs[row];
    FakeServer server(encoding);
    OriginGraph origin(static_cast<std::uint32_t>(row));
    origin.grow(200);
    StreamClient client(configFor(encoding));
    QStringList faults;
    connect(&client, &StreamClient::reported, this, [&](const stream::Report& report) { faults << report.text; });
    QSignalSpy closed(&client, &StreamClient::closed);
    client.open(server.url());
    QVERIFY(server.welcome());
    Stage stage{encoding, server, origin};
    stage.bringInSync();
    QTRY_VERIFY(stateOf(client) == StreamState::Live);
    QCOMPARE(client.applier().inSync(), std::optional(true));
    const auto digest = origin.store().digest();
    if (QByteArray(wrong.name).startsWith("more messages"))
        client.setDrainPaused(true);   // or each is given back as it comes

    wrong.act(stage);
    switch (wrong.then) {
    case Then::ClosedForGood: {
        QTRY_COMPARE(closed.count(), 1);
        QVERIFY(stateOf(client) == StreamState::Closed);
        const QString reason = closed[0][0].toString();
        QVERIFY(!reason.isEmpty());
        QVERIFY2(reason.contains(QLatin1String(wrong.words)), qPrintable(reason));
        QTRY_VERIFY(server.clientIsGone());
        QCOMPARE(server.connections, 1);
        if (wrong.closeCode != 0)
            QCOMPARE(int{server.socket()->closeCode()}, wrong.closeCode);
        if (wrong.closeCode >= 4000) {
            const Bye* const bye = server.last<Bye>();
            QVERIFY(bye);
            QCOMPARE(int{bye->code}, wrong.closeCode);
            QVERIFY(!bye->text.empty());
        }
        break;
    }
    case Then::ComesBack: {
        QTRY_VERIFY(stateOf(client) == StreamState::Reconnecting);
        const auto stats = client.stats(Clock::now());
        QVERIFY(!stats.stateReason.empty());
        QVERIFY2(stats.stateReason.find(wrong.words) != std::string::npos, stats.stateReason.c_str());
        QVERIFY(stats.retryInSeconds.has_value());
        QTRY_COMPARE_WITH_TIMEOUT(server.connections, 2, 15'000);
        QCOMPARE(closed.count(), 0);
        break;
    }
    case Then::AsksForAnAudit: {
        QTRY_VERIFY(server.last<Audit>());
        QVERIFY(client.applier().inSync() == std::optional(false));
        // The next delta's digest is right: then it was not the model that was wrong.
        origin.idle(1);
        server.say(origin.delta(origin.tick() - 1));
        QTRY_COMPARE(client.applier().inSync(), std::optional(true));
        QVERIFY(!server.last<Resync>());
        QCOMPARE(server.connections, 1);
        break;
    }
    case Then::AsksForASnapshot: {
        QTRY_VERIFY(server.last<Resync>());
        QVERIFY2(server.last<Resync>()->reason.find(wrong.words) != std::string::npos, server.last<Resync>()->reason.c_str());
        QCOMPARE(faults.size(), 1);
        QVERIFY(client.applier().inSync() != std::optional(true));
        stage.bringInSync();
        QTRY_VERIFY(stateOf(client) == StreamState::Live);
        QCOMPARE(client.applier().inSync(), std::optional(true));
        QCOMPARE(server.connections, 1);
        break;
    }
    }
    if (!QByteArray(wrong.name).startsWith("edges before"))
        QVERIFY(client.store().digest() == digest);
    QVERIFY(client.store().scrub() == client.store().digest());
}

void tst_Client::aServerThatSaysNothingIsGivenUp()
{
    QFETCH(Encoding, encoding);
    FakeServer server(encoding);
    StreamClient client(configFor(encoding, false));
    QSignalSpy closed(&client, &StreamClient::closed);
    client.open(server.url());
    QVERIFY(stateOf(client) == StreamState::Connecting);
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY2(closed[0][0].toString().contains(QStringLiteral("did not answer within 0.3 s")), qPrintable(closed[0][0].toString()));
    QTRY_VERIFY(server.clientIsGone());
    QCOMPARE(int{server.socket()->closeCode()}, 4007);
    // And with reconnecting it tries again.
    StreamClient patient(configFor(encoding));
    const int before = server.connections;
    patient.open(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(server.connections >= before + 2, 15'000);
}

void tst_Client::aSocketThatSaysNothingIsGivenUp()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    StreamClient client(configFor(Encoding::Binary, false));
    QSignalSpy closed(&client, &StreamClient::closed);
    client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/stream").arg(silent.serverPort())));
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY2(closed[0][0].toString().contains(QStringLiteral("No answer from")), qPrintable(closed[0][0].toString()));
}

void tst_Client::anUnreachableServerIsSaidToBeSo()
{
    QTcpServer reserved;
    QVERIFY(reserved.listen(QHostAddress::LocalHost));
    const quint16 port = reserved.serverPort();
    reserved.close();
    StreamClient client(configFor(Encoding::Binary, false));
    QSignalSpy closed(&client, &StreamClient::closed);
    client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/stream").arg(port)));
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY2(closed[0][0].toString().contains(QStringLiteral("Cannot connect to ws://127.0.0.1:")), qPrintable(closed[0][0].toString()));
    QVERIFY2(closed[0][0].toString().contains(QStringLiteral("refused")), qPrintable(closed[0][0].toString()));
}

void tst_Client::whyThereIsNoConnectionIsToldByKind()
{
    const auto kindFor = [](const QUrl& url) {
        StreamClient::Config config;
        config.reconnect = false;
        config.welcomeTimeout = std::chrono::seconds(10);
        StreamClient client(config);
        QSignalSpy closed(&client, &StreamClient::closed);
        client.open(url);
        return closed.wait(20'000) ? client.stats(Clock::now()).stateKind : ErrorKind::Other;
    };
    const QString noHost = QStringLiteral("no-such-host.invalid");
    if (QHostInfo::fromName(noHost).error() == QHostInfo::HostNotFound)   // else there is no way to ask for names here
        QCOMPARE(kindFor(QUrl(QStringLiteral("ws://%1/stream").arg(noHost))), ErrorKind::NotFound);
    QCOMPARE(kindFor(QUrl(QStringLiteral("ws://127.0.0.1:1/stream"))), ErrorKind::NoAnswer);
}

void tst_Client::aServerThatRefusesTheHandshakeIsSaidToDoSo()
{
    QTcpServer refusing;
    QVERIFY(refusing.listen(QHostAddress::LocalHost));
    connect(&refusing, &QTcpServer::newConnection, this, [&] {
        QTcpSocket* const socket = refusing.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
            socket->disconnectFromHost();
        });
    });
    StreamClient client(configFor(Encoding::Binary, false));
    QSignalSpy closed(&client, &StreamClient::closed);
    client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/stream").arg(refusing.serverPort())));
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY2(closed[0][0].toString().contains(QStringLiteral("Cannot connect")), qPrintable(closed[0][0].toString()));
}

void tst_Client::aServerOfAnotherSubprotocolIsNoWeirServer()
{
    QFETCH(Encoding, encoding);
    FakeServer server(encoding, {QStringLiteral("chat")});
    StreamClient client(configFor(encoding));
    QSignalSpy closed(&client, &StreamClient::closed);
    client.open(server.url());
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY2(closed[0][0].toString().contains(QLatin1String(subprotocolOf(encoding))), qPrintable(closed[0][0].toString()));
}

void tst_Client::aServerOfAnotherVersionIsRefused()
{
    QFETCH(Encoding, encoding);
    FakeServer server(encoding);
    StreamClient client(configFor(encoding));
    QSignalSpy closed(&client, &StreamClient::closed);
    client.open(server.url());
    QTRY_VERIFY(server.last<Hello>());
    Welcome welcome = FakeServer::usualWelcome();
    welcome.version = 2;
    server.say(welcome);
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY2(closed[0][0].toString().contains(QStringLiteral("version 2")), qPrintable(closed[0][0].toString()));
    QTRY_VERIFY(server.clientIsGone());
    QCOMPARE(int{server.socket()->closeCode()}, 4003);
}

void tst_Client::anythingBeforeTheWelcomeIsRefused()
{
    QFETCH(Encoding, encoding);
    OriginGraph origin(1);
    origin.grow(10);
    static_cast<void>(origin.parts());
    for (const Message& message : {Message(origin.head(0)), Message(origin.manifest(1)), Message(Ping{1, 1})}) {
        FakeServer server(encoding);
        StreamClient client(configFor(encoding));
        QSignalSpy closed(&client, &StreamClient::closed);
        client.open(server.url());
        QTRY_VERIFY(server.last<Hello>());
        server.say(message);
        QTRY_COMPARE(closed.count(), 1);
        QVERIFY2(closed[0][0].toString().contains(QStringLiteral("before its welcome")), qPrintable(closed[0][0].toString()));
        QTRY_VERIFY(server.clientIsGone());
        QCOMPARE(int{server.socket()->closeCode()}, 4004);
    }
}

void tst_Client::aMessageThatIsCutOffChangesNothing()
{
    QFETCH(Encoding, encoding);
    // A server by hand, since it must stop in the middle of a frame.
    QTcpServer listener;
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    StreamClient client(configFor(encoding, false));
    QSignalSpy closed(&client, &StreamClient::closed);
    client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/stream").arg(listener.serverPort())));
    QTRY_VERIFY(listener.hasPendingConnections());
    const std::unique_ptr<QTcpSocket> socket(listener.nextPendingConnection());
    QByteArray request;
    QTRY_VERIFY((request += socket->readAll()).contains("\r\n\r\n"));
    const QByteArray key = request.mid(request.toLower().indexOf("sec-websocket-key:") + 18).split('\r')[0].trimmed();
    const QByteArray accept = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
    socket->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept
                  + "\r\nSec-WebSocket-Protocol: " + subprotocolOf(encoding) + "\r\n\r\n");
    const auto frameOf = [encoding](const QByteArray& payload) {
        QByteArray frame(1, encoding == Encoding::Binary ? '\x82' : '\x81');
        frame += '\x7e';
        frame += static_cast<char>(payload.size() >> 8);
        frame += static_cast<char>(payload.size() & 0xff);
        return frame + payload;
    };
    const QByteArray welcome = badFrames::encoded(encoding, FakeServer::usualWelcome());
    QVERIFY(welcome.size() > 125 && welcome.size() < 65'536);
    socket->write(frameOf(welcome));
    OriginGraph origin(2);
    origin.grow(20);
    static_cast<void>(origin.parts());
    const QByteArray manifest = frameOf(badFrames::encoded(encoding, origin.manifest(1)));
    socket->write(manifest.left(manifest.size() / 2));
    QTRY_VERIFY(stateOf(client) == StreamState::CatchingUp);
    socket->disconnectFromHost();
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY(!closed[0][0].toString().isEmpty());
    QCOMPARE(client.applier().epoch(), Epoch{0});
    QCOMPARE(client.stats(Clock::now()).messagesReceived, std::uint64_t{0});
}

void tst_Client::nothingComesPackedAsText()
{
    // As text it would cost the credit of its text, whatever it takes.
    FakeServer server(Encoding::Json);
    StreamClient client(configFor(Encoding::Json));
    QSignalSpy closed(&client, &StreamClient::closed);
    client.open(server.url());
    QTRY_VERIFY(server.last<Hello>());
    Welcome welcome = FakeServer::usualWelcome();
    welcome.packsFromBytes = 1;
    server.say(welcome);
    server.say(Packed{.rawBytes = 512U << 20, .epoch = 7, .changesTotal = 0, .zstd = "small"});
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY2(closed[0][0].toString().contains(QLatin1String("not asked for")), qPrintable(closed[0][0].toString()));
}

void tst_Client::pausedItTakesTheWindowAndNoMore()
{
    QFETCH(Encoding, encoding);
    FakeServer server(encoding);
    OriginGraph origin(3);
    origin.grow(100);
    StreamClient client(configFor(encoding));
    client.open(server.url());
    QVERIFY(server.welcome());
    Stage stage{encoding, server, origin};
    stage.bringInSync();
    QTRY_VERIFY(stateOf(client) == StreamState::Live);
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

void tst_Client::pausedItHoldsNoMoreMemoryThanIsStated_data()
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

void tst_Client::pausedItHoldsNoMoreMemoryThanIsStated()
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
        auto set = emptySet();
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

void tst_Client::afterANewConnectionNothingOfTheOldOneIsStatedAsApplied()
{
    FakeServer server(Encoding::Binary);
    OriginGraph origin(4);
    origin.grow(100);
    StreamClient client(configFor(Encoding::Binary));
    client.open(server.url());
    QVERIFY(server.welcome());
    Stage stage{Encoding::Binary, server, origin};
    stage.bringInSync();
    QTRY_VERIFY(stateOf(client) == StreamState::Live);
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

void tst_Client::aPingIsAnswered()
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

void tst_Client::aPolicyChosenDuringTheHandshakeIsStatedAfterIt()
{
    FakeServer server(Encoding::Binary);
    StreamClient::Config config = configFor(Encoding::Binary);
    config.policy = {PolicyKind::Sample, 0, 3};
    StreamClient client(config);
    client.open(server.url());
    QTRY_VERIFY(server.last<Hello>());
    client.setPolicy({});
    QVERIFY(server.welcome());
    QTRY_VERIFY(server.last<Policy>());
    QCOMPARE(server.last<Hello>()->policy.kind, PolicyKind::Sample);
    QCOMPARE(server.last<Policy>()->kind, PolicyKind::Every);
}

void tst_Client::theClockOfAnotherServerIsMeasuredAnew()
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
        Stage{Encoding::Binary, server, origin}.bringInSync([ahead](Delta& delta) { delta.oldestTimeUs = microseconds(Clock::now()) + ahead; });
        QTRY_VERIFY(client.stats(Clock::now()).latencyMsP50);
        const double latencyMs = *client.stats(Clock::now()).latencyMsP50;
        QVERIFY2(latencyMs > -1000 && latencyMs < 60'000, qPrintable(QString::number(latencyMs)));
    }
}

void tst_Client::aLongOrUnprintableTextIsShownInPart()
{
    FakeServer server(Encoding::Binary);
    StreamClient client(configFor(Encoding::Binary, false));
    QStringList faults;
    connect(&client, &StreamClient::reported, this, [&](const stream::Report& report) { faults << report.text; });
    QSignalSpy closed(&client, &StreamClient::closed);
    client.open(server.url());
    QVERIFY(server.welcome());
    server.say(Notice{"two\nlines " + std::string(500'000, 'x')});
    QTRY_COMPARE(faults.size(), 1);
    QVERIFY(faults[0].startsWith(QLatin1String("two lines xxx")));
    QVERIFY(faults[0].endsWith(QChar(0x2026)) && faults[0].size() < 500);
    server.say(Bye{1001, std::string(500'000, 'y'), false, 0});
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY(closed[0][0].toString().size() < 500);
}

void tst_Client::howFarTheSourceIsIsAmongTheFigures()
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

void tst_Client::aRefusalIsAFailureAndAReportOfTheSourceIsNone()
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

void tst_Client::pausedItKnowsOfAnotherGraphThatBegan()
{
    FakeServer server(Encoding::Binary);
    OriginGraph origin(12);
    origin.grow(50);
    StreamClient client(configFor(Encoding::Binary));
    client.open(server.url());
    QVERIFY(server.welcome());
    Stage stage{Encoding::Binary, server, origin};
    stage.bringInSync();
    QTRY_VERIFY(stateOf(client) == StreamState::Live);
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

void tst_Client::closedItVouchesForNothing()
{
    FakeServer server(Encoding::Binary);
    OriginGraph origin(13);
    origin.grow(50);
    StreamClient client(configFor(Encoding::Binary));
    client.open(server.url());
    QVERIFY(server.welcome());
    Stage{Encoding::Binary, server, origin}.bringInSync();
    QTRY_COMPARE(client.stats(Clock::now()).inSync, std::optional(true));
    client.close();
    QVERIFY(!client.stats(Clock::now()).inSync);
    QCOMPARE(client.stats(Clock::now()).nodes, origin.store().nodeCount());
}

void tst_Client::connectedWithoutAGraphItSaysThatNothingCameYet()
{
    FakeServer server(Encoding::Binary);
    StreamClient client(configFor(Encoding::Binary));
    client.open(server.url());
    QVERIFY(server.welcome());
    QTRY_VERIFY(stateOf(client) == StreamState::CatchingUp);
    QCOMPARE(client.stats(Clock::now()).catchUpShare, 0.0);
    QVERIFY(!client.stats(Clock::now()).behindSeconds);
}

WEIR_TEST_IN(QCoreApplication, tst_Client)
#include "tst_client.moc"
