#include "bad_frames.h"
#include "client_stage.h"
#include "graph/limits.h"
#include "support/test_program.h"
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest>
#include <limits>

using namespace weir;
using namespace weir::protocol;
using stream::StreamClient;
using stream::StreamState;

namespace {

enum class Then : std::uint8_t { ClosedForGood, ComesBack, AsksForASnapshot, AsksForAnAudit };

/// What a server does wrong after its welcome and a snapshot, and what comes of it. The model stays as it was.
struct Wrong {
    const char* name;
    std::function<void(ClientStage&)> act;
    Then then;
    int closeCode;       ///< what the server is told; 0: the server closed or cut the connection itself
    const char* words;   ///< part of the reason that people see
};

Delta deltaWith(ClientStage& stage, graph::ChangeSet& set)
{
    stage.origin.idle(1);
    Delta delta = stage.origin.delta(stage.origin.tick() - 1);
    delta.changes = set.view();
    delta.rows = delta.covered = 1;
    return delta;
}

const Wrong wrongs[] = {
    {"a malformed frame", [](ClientStage& s) { s.server.send(badFrames::malformed(s.encoding)); }, Then::ClosedForGood, 4002, "unreadable"},
    {"an empty frame", [](ClientStage& s) { s.server.send({}); }, Then::ClosedForGood, 4002, "unreadable"},
    {"the other encoding in a frame of the right kind",
     [](ClientStage& s) { s.server.send(badFrames::ofTheOtherEncoding(s.encoding, Ping{1, 2})); }, Then::ClosedForGood, 4002, "unreadable"},
    {"a text frame where binary belongs, or the other way round",
     [](ClientStage& s) {
         if (s.encoding == Encoding::Binary)
             s.server.socket()->sendTextMessage(QStringLiteral("{}"));
         else
             s.server.socket()->sendBinaryMessage("{}");
     }, Then::ClosedForGood, 4002, "frame where"},
    {"what only a lenient reader takes", [](ClientStage& s) { s.server.send(badFrames::lenient(s.encoding)); }, Then::ClosedForGood, 4002, "unreadable"},
    {"an unknown message", [](ClientStage& s) { s.server.send(badFrames::unknown(s.encoding)); }, Then::ClosedForGood, 4002, "unreadable"},
    {"a second welcome", [](ClientStage& s) { s.say(FakeServer::usualWelcome()); }, Then::ClosedForGood, 4004, "second welcome"},
    {"what only a client sends", [](ClientStage& s) { s.say(Resync{"I am the client"}); }, Then::ClosedForGood, 4004, "only clients send"},
    {"a message over the limit", [](ClientStage& s) { s.say(Notice{std::string(3U << 20, 'x')}); }, Then::ClosedForGood, 1009, ""},
    {"more messages than granted",
     [](ClientStage& s) {
         for (int i = 0; i < 100; ++i)
             s.say(s.origin.delta(s.origin.tick()));
     }, Then::ClosedForGood, 4005, "granted"},
    {"a delta that does not count what it carries",
     [](ClientStage& s) {
         s.origin.change(5);
         Delta delta = s.origin.delta(s.origin.tick() - 1);
         delta.rows = 0;
         s.say(delta);
     }, Then::ClosedForGood, 4002, "states 0 elements"},
    {"a title without an end",
     [](ClientStage& s) {
         Manifest manifest = s.origin.manifest(s.origin.tick());
         manifest.schema.title.assign(100'000, 'x');
         s.say(manifest);
     }, Then::ClosedForGood, 4002, "a title or a name of 100000 bytes"},
    {"a flood of control messages",
     [](ClientStage& s) {
         for (unsigned i = 0; i <= 2 * stream::Link::mostControlPerSecond; ++i)
             s.say(Notice{"again"});
     }, Then::ClosedForGood, 0 /* what is not read any more may cost the server the goodbye */, "control messages in a second"},
    {"a digest that always differs",
     [](ClientStage& s) {
         for (unsigned i = 0; i <= stream::GraphFeed::mostResyncsInARow + 1; ++i) {   // the first is answered with an audit
             s.bringInSync([](Delta& delta) { ++delta.digest.values; });
         }
     }, Then::ClosedForGood, 4002, "snapshots in a row"},
    {"a packed message that was not asked for",
     [](ClientStage& s) {
         const std::string frame(Encoder(Encoding::Binary).encode(s.origin.manifest(s.origin.tick())));
         s.say(Packed{.rawBytes = static_cast<std::uint32_t>(frame.size()), .epoch = 7, .changesTotal = 0, .zstd = frame});
     }, Then::ClosedForGood, 4002, "not asked for"},
    {"a packed message that would take more than was granted",
     [](ClientStage& s) { s.say(Packed{.rawBytes = ~0U, .epoch = 7, .changesTotal = 0, .zstd = "small"}); }, Then::ClosedForGood, 0, ""},
    {"an edge to a node that is not there",
     [](ClientStage& s) {
         auto set = emptyOriginSet();
         set.setEdgeIdentity(s.origin.store().edgeSlots(), 1, 0, s.origin.store().nodeSlots() + 7, 0, true);
         s.say(deltaWith(s, set));
     }, Then::ClosedForGood, 4002, "not there"},
    {"a position that is not a number",
     [](ClientStage& s) {
         auto set = emptyOriginSet();
         set.setNodeIdentity(s.origin.store().nodeSlots(), 1, "new", "", 0);
         set.setNodeMotion(s.origin.store().nodeSlots(), {std::numeric_limits<float>::quiet_NaN(), 1, true, 1}, std::array<float, 2>{});
         s.say(deltaWith(s, set));
     }, Then::ClosedForGood, 4002, ""},
    {"a part that does not match its manifest",
     [](ClientStage& s) {
         const auto parts = s.origin.parts();
         Manifest manifest = s.origin.manifest(s.origin.tick());
         ++manifest.parts[0].digest.values;
         s.say(manifest);
         s.say(*decodeBinary(parts[0].bytes));
     }, Then::ClosedForGood, 4002, "does not match its manifest"},
    {"a part without a manifest", [](ClientStage& s) { s.say(*decodeBinary(s.origin.parts()[0].bytes)); }, Then::ClosedForGood, 4002, "without a manifest"},
    {"a list that goes on behind its end", [](ClientStage& s) { s.say(Growth{s.origin.epoch(), {1, {"b"}}, {}}); }, Then::ClosedForGood, 4002, "goes on at 1, but ends at 0"},
    {"a list that is another than before",
     [](ClientStage& s) {
         s.say(Growth{s.origin.epoch(), {0, {"a", "b"}}, {}});
         s.say(Growth{s.origin.epoch(), {1, {"c"}}, {}});
     }, Then::ClosedForGood, 4002, "not the one it was"},
    {"growth of another graph", [](ClientStage& s) { s.say(Growth{s.origin.epoch() + 1, {0, {"a"}}, {}}); }, Then::ClosedForGood, 4002, "another epoch"},
    {"a list over the limit",
     [](ClientStage& s) { s.say(Growth{s.origin.epoch(), {0, std::vector<std::string>(graph::maxListEntries + 1)}, {}}); }, Then::ClosedForGood, 4002, "65537"},
    {"edges before nodes",
     [](ClientStage& s) {
         const auto parts = s.origin.parts();
         s.say(s.origin.manifest(s.origin.tick()));
         s.say(*decodeBinary(parts.back().bytes));
     }, Then::ClosedForGood, 4002, "edges before"},
    {"a gap",
     [](ClientStage& s) {
         s.origin.idle(5);
         s.say(s.origin.delta(s.origin.tick() - 1));
     }, Then::AsksForASnapshot, 0, "the model is at"},
    {"a digest that differs",
     [](ClientStage& s) {
         s.origin.idle(1);
         Delta delta = s.origin.delta(s.origin.tick() - 1);
         ++delta.digest.structure;
         s.say(delta);
     }, Then::AsksForAnAudit, 0, ""},
    {"a goodbye for good", [](ClientStage& s) { s.say(Bye{4008, "too many clients", false, 0}); s.server.socket()->close(); }, Then::ClosedForGood, 0, "too many clients"},
    {"a goodbye for a while", [](ClientStage& s) { s.say(Bye{1001, "back soon", true, 20}); s.server.socket()->close(); }, Then::ComesBack, 0, "back soon"},
    {"a goodbye without a close", [](ClientStage& s) { s.say(Bye{1001, "back soon", true, 20}); }, Then::ComesBack, 0, "back soon"},
    {"a close without a goodbye", [](ClientStage& s) { s.server.socket()->close(QWebSocketProtocol::CloseCodeGoingAway); }, Then::ComesBack, 0, "lost"},
    {"a cut connection", [](ClientStage& s) { s.server.socket()->abort(); }, Then::ComesBack, 0, ""},
};

} // namespace

/// Whatever a server does wrong, the client ends or goes on as is stated, with words, and with its model as it was.
class tst_ClientWrongs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void whatIsWrongHasAStatedOutcomeAndTheModelStays_data();
    void whatIsWrongHasAStatedOutcomeAndTheModelStays();
    void aMessageThatIsCutOffChangesNothing_data() { encodings(); }
    void aMessageThatIsCutOffChangesNothing();
    void nothingComesPackedAsText();
    void aLongOrUnprintableTextIsShownInPart();
};

void tst_ClientWrongs::whatIsWrongHasAStatedOutcomeAndTheModelStays_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<std::size_t>("row");
    for (std::size_t row = 0; row < std::size(wrongs); ++row) {
        QTest::addRow("%s, binary", wrongs[row].name) << Encoding::Binary << row;
        // JSON has no words for NaN: the reader refuses the text itself.
        QTest::addRow("%s, JSON", wrongs[row].name) << Encoding::Json << row;
    }
}

void tst_ClientWrongs::whatIsWrongHasAStatedOutcomeAndTheModelStays()
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
    ClientStage stage{encoding, server, origin};
    QVERIFY(stage.connectInSync(client));
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

void tst_ClientWrongs::aMessageThatIsCutOffChangesNothing()
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

void tst_ClientWrongs::nothingComesPackedAsText()
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

void tst_ClientWrongs::aLongOrUnprintableTextIsShownInPart()
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

WEIR_TEST_IN(QCoreApplication, tst_ClientWrongs)
#include "tst_client_wrongs.moc"
