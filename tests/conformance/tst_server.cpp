#include "bad_frames.h"
#include "raw_client.h"
#include "raw_socket.h"
#include "server/limits.h"
#include "server/door/stream_server.h"
#include "support/test_program.h"
#include "support/scripted_source.h"
#include <QtTest>
#include <limits>
#include <unistd.h>

using namespace weir;
using namespace weir::protocol;

namespace {

/// What a client does wrong, and what comes of it.
struct Wrong {
    const char* name;
    std::function<void(RawClient&, Encoding, server::StreamServer&)> act;
    int closeCode;
    bool saysBye;         ///< false: the socket's own layer refused the frame
    const char* words;    ///< part of the reason
};

void greet(RawClient& client) { QVERIFY(client.greet()); }

const Wrong wrongs[] = {
    {"a malformed frame first", [](RawClient& c, Encoding e, auto&) { c.send(badFrames::malformed(e)); }, 4002, true, ""},
    {"a malformed frame later", [](RawClient& c, Encoding e, auto&) { greet(c); c.send(badFrames::malformed(e)); }, 4002, true, ""},
    {"an empty frame", [](RawClient& c, Encoding, auto&) { greet(c); c.send({}); }, 4002, true, ""},
    {"the other encoding in a frame of the right kind",
     [](RawClient& c, Encoding e, auto&) { c.send(badFrames::ofTheOtherEncoding(e, RawClient::usualHello())); }, 4002, true, ""},
    {"a text frame where binary belongs, or the other way round",
     [](RawClient& c, Encoding e, auto&) {
         if (e == Encoding::Binary)
             c.socket().sendTextMessage(QString::fromUtf8(badFrames::encoded(Encoding::Json, RawClient::usualHello())));
         else
             c.socket().sendBinaryMessage(badFrames::encoded(Encoding::Binary, RawClient::usualHello()));
     }, 4002, true, "frame where"},
    {"what only a lenient reader takes", [](RawClient& c, Encoding e, auto&) { greet(c); c.send(badFrames::lenient(e)); }, 4002, true, ""},
    {"a policy of too long a time", [](RawClient& c, Encoding, auto&) { greet(c); c.say(Policy{PolicyKind::Latest, 60'001, 0}); }, 4002, true, "60001 ms"},
    {"a policy of no lanes", [](RawClient& c, Encoding, auto&) { greet(c); c.say(Policy{PolicyKind::Sample, 0, 0}); }, 4002, true, "0 lanes"},
    {"a hello with a policy of all lanes",
     [](RawClient& c, Encoding, auto&) { Hello h = c.usualHello(); h.policy = {PolicyKind::Sample, 0, 16}; c.say(h); }, 4002, true, "16 lanes"},
    {"an unknown message", [](RawClient& c, Encoding e, auto&) { greet(c); c.send(badFrames::unknown(e)); }, 4002, true, ""},
    {"a wrong version", [](RawClient& c, Encoding, auto&) { Hello h = c.usualHello(); h.version = 2; c.say(h); }, 4003, true, "version 2"},
    {"a message before hello", [](RawClient& c, Encoding, auto&) { c.say(Ping{1, 1}); }, 4004, true, "before Hello"},
    {"a second hello", [](RawClient& c, Encoding, auto&) { greet(c); c.say(c.usualHello()); }, 4004, true, "second Hello"},
    {"what only a server sends", [](RawClient& c, Encoding, auto&) { greet(c); c.say(Notice{"I am the server"}); }, 4004, true, "Notice"},
    {"a message over the limit", [](RawClient& c, Encoding, auto&) { greet(c); c.say(Resync{std::string(200'000, 'x')}); }, 1009, false, ""},
    {"too small a first grant", [](RawClient& c, Encoding, auto&) { Hello h = c.usualHello(); h.grant.bytes = 1000; c.say(h); }, 4005, true, "at least"},
    {"too large a first grant", [](RawClient& c, Encoding, auto&) { Hello h = c.usualHello(); h.grant.bytes = 1ULL << 40; c.say(h); }, 4005, true, "at most"},
    {"too small a largest message", [](RawClient& c, Encoding, auto&) { Hello h = c.usualHello(); h.maxMessageBytes = 1000; c.say(h); }, 4006, true, "max_message_bytes"},
    {"more applied than was sent",
     [](RawClient& c, Encoding, server::StreamServer& s) { greet(c); c.say(Credit{{64, 8U << 20}, s.host().epoch(), 1ULL << 40}); }, 4005, true, "was sent"},
    {"too many messages",
     [](RawClient& c, Encoding, auto&) {
         greet(c);
         for (std::uint32_t i = 0; i <= server::maxControlPerSecond + 10; ++i)
             c.say(Pong{});
     }, 4006, true, "in a second"},
};

} // namespace

/// Whatever a client does, the server answers as src/protocol/README.md says, in both encodings, and serves the others.
class tst_Server : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whatIsWrongEndsTheConnectionWithAReason_data();
    void whatIsWrongEndsTheConnectionWithAReason();
    void aWrongPathOrSubprotocolIsRefused_data();
    void aWrongPathOrSubprotocolIsRefused();
    void aQueryInTheAddressChangesNothing();
    void aTextThatIsNotUtf8EndsBelowTheProtocol();
    void silenceEndsTheConnection();
    void aPeerThatIsCutInMidMessageLeavesNothingBehind_data() { encodings(); }
    void aPeerThatIsCutInMidMessageLeavesNothingBehind();
    void aRateThatIsNoNumberIsANotice_data() { encodings(); }
    void aRateThatIsNoNumberIsANotice();
    void aSourceThatDoesNotExistIsANoticeAndTheOldOneGoesOn_data() { encodings(); }
    void aSourceThatDoesNotExistIsANoticeAndTheOldOneGoesOn();
    void aSourceThatCannotBeginIsANoticeAndTheOldOneGoesOn_data() { encodings(); }
    void aSourceThatCannotBeginIsANoticeAndTheOldOneGoesOn();
    void whatBecameOfTheSourceIsToldAndToWhoeverComesLater_data();
    void whatBecameOfTheSourceIsToldAndToWhoeverComesLater();
    void readingIsToldAtMostTwiceASecond_data() { encodings(); }
    void readingIsToldAtMostTwiceASecond();
    void aClientOfAnotherEpochGetsItsManifestOnceTheFirstGraphIsWhole_data() { encodings(); }
    void aClientOfAnotherEpochGetsItsManifestOnceTheFirstGraphIsWhole();
    void aBrowsersPageMayNotSteer();
    void anotherUserOfThisMachineMayNotChooseWhatIsRead();
    void aServerOfOneUserRefusesTheOthers();
    void headsComeWithoutCredit_data() { encodings(); }
    void headsComeWithoutCredit();
    void neverMoreIsSentThanGranted_data() { encodings(); }
    void neverMoreIsSentThanGranted();
    void aGoodbyeIsAnswered_data() { encodings(); }
    void aGoodbyeIsAnswered();
    void shuttingDownSaysByeToEveryone();
    void aPortInUseIsAnErrorInWords();

private:
    static void encodings()
    {
        QTest::addColumn<Encoding>("encoding");
        QTest::newRow("binary") << Encoding::Binary;
        QTest::newRow("JSON") << Encoding::Json;
    }

    /// The server lives, and nobody is left on it.
    void compareUnharmed()
    {
        QTRY_COMPARE(m_server->clientCount(), std::size_t{0});
        RawClient next(Encoding::Binary);
        QVERIFY(next.open(m_server->url()));
        QVERIFY(next.greet());
    }

    std::unique_ptr<server::StreamServer> m_server;
};

void tst_Server::init()
{
    QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false"));
    server::StreamServer::Config config;
    config.origins = access::OriginRule::create({"https://example.org"}).value();
    m_server = std::make_unique<server::StreamServer>(config);
    QVERIFY(m_server->listen());
    QVERIFY(m_server->startSource(QStringLiteral("synthetic:nodes=500,edges=900,rate=2000")));
}

void tst_Server::cleanup() { m_server.reset(); }

void tst_Server::whatIsWrongEndsTheConnectionWithAReason_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<std::size_t>("row");
    for (std::size_t row = 0; row < std::size(wrongs); ++row) {
        QTest::addRow("%s, binary", wrongs[row].name) << Encoding::Binary << row;
        QTest::addRow("%s, JSON", wrongs[row].name) << Encoding::Json << row;
    }
}

void tst_Server::whatIsWrongEndsTheConnectionWithAReason()
{
    QFETCH(Encoding, encoding);
    QFETCH(std::size_t, row);
    const Wrong& wrong = wrongs[row];
    RawClient client(encoding);
    QVERIFY(client.open(m_server->url()));
    wrong.act(client, encoding, *m_server);
    QTRY_VERIFY(client.closed());
    QCOMPARE(client.closeCode(), wrong.closeCode);
    const Bye* const bye = client.last<Bye>();
    QCOMPARE(bye != nullptr, wrong.saysBye);
    if (bye) {
        QCOMPARE(int{bye->code}, wrong.closeCode);
        QVERIFY(!bye->text.empty());
        QVERIFY(!bye->reconnect);
        QVERIFY2(bye->text.find(wrong.words) != std::string::npos, bye->text.c_str());
    }
    QCOMPARE(client.unreadable, QStringList());
    compareUnharmed();
}

void tst_Server::aWrongPathOrSubprotocolIsRefused_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("subprotocol");
    QTest::addColumn<QString>("words");
    QTest::newRow("another path") << QStringLiteral("/elsewhere") << QByteArray("weir.v1.bin") << QStringLiteral("/stream");
    QTest::newRow("no path") << QString() << QByteArray("weir.v1.json") << QStringLiteral("/stream");
    QTest::newRow("no subprotocol") << QStringLiteral("/stream") << QByteArray() << QStringLiteral("weir.v1.bin");
    QTest::newRow("an unknown subprotocol") << QStringLiteral("/stream") << QByteArray("weir.v9.bin") << QStringLiteral("weir.v1.bin");
}

void tst_Server::aWrongPathOrSubprotocolIsRefused()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, subprotocol);
    QFETCH(QString, words);
    RawClient client(Encoding::Binary);
    QUrl url = m_server->url();
    url.setPath(path);
    static_cast<void>(client.open(url, subprotocol));
    QTRY_VERIFY(client.closed());
    QCOMPARE(client.closeCode(), 4002);
    QVERIFY2(client.closeReason().contains(words), qPrintable(client.closeReason()));
    compareUnharmed();
}

void tst_Server::aQueryInTheAddressChangesNothing()
{
    RawClient client(Encoding::Json);
    QUrl url = m_server->url();
    url.setQuery(QStringLiteral("path=/elsewhere&epoch=1"));
    url.setFragment(QStringLiteral("there"));
    QVERIFY(client.open(url));
    QVERIFY(client.greet());
}

void tst_Server::aTextThatIsNotUtf8EndsBelowTheProtocol()
{
    RawSocket client;
    QVERIFY(client.open(m_server->url()));
    QTRY_VERIFY(client.answer().contains("\r\n\r\n"));
    const QByteArray shakenHands = client.answer();
    client.socket().write(QByteArray::fromHex("818100000000ff"));   // a masked text frame of one byte
    QTRY_VERIFY(client.closed());
    const QByteArray body = client.answer().mid(shakenHands.size());
    QCOMPARE(static_cast<unsigned char>(body[0]), 0x88);   // a close frame, and no bye before it
    QCOMPARE(qFromBigEndian<quint16>(body.constData() + 2), quint16{1007});
    compareUnharmed();
}

void tst_Server::silenceEndsTheConnection()
{
    // A socket without a handshake, and both encodings without a hello: all end on their own, after the stated time.
    QTcpSocket tcp;
    tcp.connectToHost(m_server->url().host(), static_cast<quint16>(m_server->url().port()));
    RawClient binary(Encoding::Binary), json(Encoding::Json), greeted(Encoding::Binary);
    QVERIFY(binary.open(m_server->url()) && json.open(m_server->url()));
    QVERIFY(greeted.open(m_server->url()));
    QVERIFY(greeted.greet());
    constexpr int patience = 15'000;
    QTRY_VERIFY_WITH_TIMEOUT(binary.closed() && json.closed(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(tcp.state() == QAbstractSocket::UnconnectedState, patience);
    for (RawClient* const client : {&binary, &json}) {
        QCOMPARE(client->closeCode(), 4007);
        QVERIFY(client->last<Bye>());
    }
    QVERIFY(!greeted.closed());   // whoever greeted may be silent
}

void tst_Server::aPeerThatIsCutInMidMessageLeavesNothingBehind()
{
    QFETCH(Encoding, encoding);
    QTcpSocket tcp;
    tcp.connectToHost(m_server->url().host(), static_cast<quint16>(m_server->url().port()));
    tcp.write("GET /stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: ");
    tcp.write(subprotocolOf(encoding));
    tcp.write("\r\n\r\n");
    QByteArray answer;
    QTRY_VERIFY((answer += tcp.readAll()).contains("\r\n\r\n"));
    QVERIFY(answer.startsWith("HTTP/1.1 101"));
    QTRY_COMPARE(m_server->clientCount(), std::size_t{1});
    // The head of a masked frame of 200 bytes, and a third of it.
    tcp.write(encoding == Encoding::Binary ? "\x82\xfe" : "\x81\xfe", 2);
    tcp.write(QByteArray::fromHex("00c801020304"));
    tcp.write(QByteArray(70, 'x'));
    QTRY_COMPARE(tcp.bytesToWrite(), 0);
    tcp.abort();
    compareUnharmed();
}

void tst_Server::aRateThatIsNoNumberIsANotice()
{
    QFETCH(Encoding, encoding);
    RawClient client(encoding);
    QVERIFY(client.open(m_server->url()));
    QVERIFY(client.greet());
    client.say(Steer{{}, -1.0, {}});
    QTRY_COMPARE(client.count<Notice>(), std::size_t{1});
    if (encoding == Encoding::Binary) {   // JSON has no such numbers
        client.say(Steer{{}, std::numeric_limits<double>::quiet_NaN(), {}});
        client.say(Steer{{}, std::numeric_limits<double>::infinity(), {}});
        QTRY_COMPARE(client.count<Notice>(), std::size_t{3});
    }
    client.say(Steer{{}, 1000.0, {}});
    QTRY_VERIFY(client.last<Feed>() && client.last<Feed>()->rate == 1000.0);
    QVERIFY(!client.closed());
}

void tst_Server::aSourceThatDoesNotExistIsANoticeAndTheOldOneGoesOn()
{
    QFETCH(Encoding, encoding);
    RawClient client(encoding);
    QVERIFY(client.open(m_server->url()));
    QVERIFY(client.greet());
    const Epoch epoch = m_server->host().epoch();
    client.say(Steer{"nonsense:a=b", {}, {}});
    QTRY_COMPARE(client.count<Notice>(), std::size_t{1});
    QVERIFY(client.last<Notice>()->text.find("nonsense") != std::string::npos);
    QCOMPARE(m_server->host().epoch(), epoch);
    client.say(Steer{"synthetic:nodes=10", {}, {}});
    QTRY_VERIFY(client.last<Feed>() && client.last<Feed>()->spec == "synthetic:nodes=10");
    QVERIFY(m_server->host().epoch() != epoch);
}

void tst_Server::aSourceThatCannotBeginIsANoticeAndTheOldOneGoesOn()
{
    QFETCH(Encoding, encoding);
    RawClient asker(encoding), other(encoding);
    QVERIFY(asker.open(m_server->url()) && other.open(m_server->url()));
    QVERIFY(asker.greet());
    QVERIFY(other.greet());
    const Epoch epoch = m_server->host().epoch();
    asker.say(Steer{"file:/nowhere/to/be/found.csv", {}, {}});
    QTRY_COMPARE(asker.count<Notice>(), std::size_t{1});
    QVERIFY(asker.last<Notice>()->text.find("/nowhere/to/be/found.csv") != std::string::npos);
    QCOMPARE(m_server->host().epoch(), epoch);
    const auto heads = other.count<Head>();
    QTRY_VERIFY(other.count<Head>() > heads + 1);
    QCOMPARE(other.last<Head>()->epoch, epoch);
    QVERIFY(other.last<Head>()->nodes > 0);
    QCOMPARE(other.count<Notice>() + other.count<Feed>(), std::size_t{0});
}

void tst_Server::whatBecameOfTheSourceIsToldAndToWhoeverComesLater_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<QString>("end");
    QTest::addColumn<SourceState>("state");
    for (const Encoding encoding : {Encoding::Binary, Encoding::Json}) {
        const char* const name = encoding == Encoding::Binary ? "binary" : "JSON";
        QTest::addRow("finished, %s", name) << encoding << QStringLiteral("finish") << SourceState::Finished;
        QTest::addRow("ended, %s", name) << encoding << QStringLiteral("end") << SourceState::Ended;
        QTest::addRow("failed, %s", name) << encoding << QStringLiteral("fail") << SourceState::Failed;
    }
}

void tst_Server::whatBecameOfTheSourceIsToldAndToWhoeverComesLater()
{
    QFETCH(Encoding, encoding);
    QFETCH(QString, end);
    QFETCH(SourceState, state);
    const auto script = std::make_shared<Script>();
    m_server->startSource(std::make_unique<ScriptedSource>(graph::Schema{}, script), QStringLiteral("scripted"));
    RawClient early(encoding);
    QVERIFY(early.open(m_server->url()));
    QVERIFY(early.greet());
    QCOMPARE(early.last<Welcome>()->source.state, SourceState::Reading);
    QVERIFY(!early.last<Welcome>()->source.progress);
    script->progress(0.41);
    QTRY_VERIFY(early.last<Feed>() && early.last<Feed>()->progress == 0.41F);
    QCOMPARE(early.last<Feed>()->state, SourceState::Reading);
    script->report("line 3 is none");
    QTRY_COMPARE(early.last<Feed>()->reason, std::string("line 3 is none"));
    if (end == QLatin1String("end")) {
        script->whole();
        QTRY_COMPARE(early.last<Feed>()->state, SourceState::Live);
        QVERIFY(!early.last<Feed>()->progress);
    }
    script->end(end == QLatin1String("fail") ? "the disk is gone" : "");
    QTRY_COMPARE(early.last<Feed>()->state, state);
    QVERIFY(!early.last<Feed>()->running);

    const std::string reason = state == SourceState::Failed ? "the disk is gone" : "line 3 is none";
    QCOMPARE(early.last<Feed>()->reason, reason);
    RawClient late(encoding);
    QVERIFY(late.open(m_server->url()));
    QVERIFY(late.greet());
    QCOMPARE(late.last<Welcome>()->source.state, state);
    QCOMPARE(late.last<Welcome>()->source.reason, reason);
}

void tst_Server::readingIsToldAtMostTwiceASecond()
{
    QFETCH(Encoding, encoding);
    const auto script = std::make_shared<Script>();
    m_server->startSource(std::make_unique<ScriptedSource>(graph::Schema{}, script), QStringLiteral("scripted"));
    RawClient client(encoding);
    QVERIFY(client.open(m_server->url()));
    QVERIFY(client.greet());
    // As often as a head, that is; it never stands still for so long.
    int told = 0;
    const auto heads = client.count<Head>();
    while (client.count<Head>() < heads + 4) {
        script->progress(++told / 1e6);
        script->report("line " + std::to_string(told));
        QTest::qWait(1);
    }
    QVERIFY(client.count<Feed>() >= 3);
    QVERIFY2(client.count<Feed>() <= 5, qPrintable(QString::number(client.count<Feed>())));
}

void tst_Server::aClientOfAnotherEpochGetsItsManifestOnceTheFirstGraphIsWhole()
{
    QFETCH(Encoding, encoding);
    const auto script = std::make_shared<Script>();
    m_server->startSource(std::make_unique<ScriptedSource>(graph::Schema{}, script), QStringLiteral("scripted"));
    RawClient fresh(encoding), held(encoding);
    QVERIFY(fresh.open(m_server->url()) && held.open(m_server->url()));
    QVERIFY(fresh.greet());
    Hello hello = RawClient::usualHello();
    hello.epoch = m_server->host().epoch() + 1;
    hello.keepsParts = true;
    held.say(hello);
    QTRY_COMPARE(held.count<Welcome>(), std::size_t{1});
    QTRY_VERIFY(!fresh.data.empty());
    QTRY_VERIFY(held.count<Head>() >= 3);   // a second
    QVERIFY(held.data.empty());
    script->whole();
    QTRY_VERIFY(!held.data.empty());
}

void tst_Server::aBrowsersPageMayNotSteer()
{
    QWebSocket page(QStringLiteral("https://example.org"));
    QNetworkRequest request(m_server->url());
    request.setRawHeader("Sec-WebSocket-Protocol", "weir.v1.json");
    QStringList frames;
    connect(&page, &QWebSocket::textMessageReceived, this, [&](const QString& frame) { frames << frame; });
    page.open(request);
    QTRY_COMPARE(page.state(), QAbstractSocket::ConnectedState);
    page.sendTextMessage(QString::fromUtf8(badFrames::encoded(Encoding::Json, RawClient::usualHello())));
    QTRY_VERIFY(!frames.isEmpty());
    QVERIFY(frames[0].contains(u"Welcome") && !frames[0].contains(u"\"steerable\":true"));
    const Epoch epoch = m_server->host().epoch();
    page.sendTextMessage(QString::fromUtf8(badFrames::encoded(Encoding::Json, Steer{"file:/etc/passwd", {}, {}})));
    QTRY_VERIFY(frames.filter(QStringLiteral("Notice")).size() == 1);
    QCOMPARE(m_server->host().epoch(), epoch);
}

void tst_Server::anotherUserOfThisMachineMayNotChooseWhatIsRead()
{
    server::StreamServer::Config config;
    config.userOf = [](const auto&, const auto&) { return std::optional<std::uint32_t>(::geteuid() + 1); };
    m_server = std::make_unique<server::StreamServer>(config);
    QVERIFY(m_server->listen());
    QVERIFY(m_server->startSource(QStringLiteral("synthetic:nodes=100,edges=100,rate=100")));
    RawClient stranger(Encoding::Binary);
    QVERIFY(stranger.open(m_server->url()));
    QVERIFY(stranger.greet());
    const Epoch epoch = m_server->host().epoch();
    stranger.say(Steer{"file:/etc/passwd", {}, {}});
    QTRY_COMPARE(stranger.count<Notice>(), std::size_t{1});
    QVERIFY(stranger.last<Notice>()->text.find("user") != std::string::npos);
    QCOMPARE(m_server->host().epoch(), epoch);
    stranger.say(Steer{{}, 1000.0, {}});   // that reads nothing
    QTRY_VERIFY(stranger.last<Feed>() && stranger.last<Feed>()->rate == 1000.0);
}

void tst_Server::aServerOfOneUserRefusesTheOthers()
{
    for (const std::uint32_t user : {::geteuid() + 1, ::geteuid()}) {
        server::StreamServer::Config config;
        config.users = server::StreamServer::Config::Users::Own;
        config.userOf = [user](const auto&, const auto&) { return std::optional(user); };
        m_server = std::make_unique<server::StreamServer>(config);
        QVERIFY(m_server->listen());
        RawClient client(Encoding::Binary);
        if (user == ::geteuid()) {
            QVERIFY(client.open(m_server->url()));
            QVERIFY(client.greet());
            continue;
        }
        static_cast<void>(client.open(m_server->url()));   // it may be over before this sees it open
        QTRY_VERIFY(client.closed());
        QCOMPARE(client.closeCode(), 4001);
        QCOMPARE(m_server->clientCount(), std::size_t{0});
    }
}

void tst_Server::headsComeWithoutCredit()
{
    QFETCH(Encoding, encoding);
    RawClient client(encoding);
    QVERIFY(client.open(m_server->url()));
    QVERIFY(client.greet());
    QTRY_VERIFY(!client.data.empty());
    // No grant is ever given: data ends with the first window, heads do not.
    const auto heads = client.count<Head>();
    const Tick tick = client.last<Head>()->tick;
    QTRY_VERIFY(client.count<Head>() >= heads + 3);
    QVERIFY(client.last<Head>()->tick > tick);
}

void tst_Server::neverMoreIsSentThanGranted()
{
    QFETCH(Encoding, encoding);
    RawClient client(encoding);
    QVERIFY(client.open(m_server->url()));
    Hello hello = RawClient::usualHello();
    hello.grant = {6, 4U << 20};
    client.say(hello);
    QTRY_COMPARE(client.data.size(), std::size_t{6});
    const auto heads = client.count<Head>();
    QTRY_VERIFY(client.count<Head>() >= heads + 2);   // a second later
    QCOMPARE(client.data.size(), std::size_t{6});
    client.say(Credit{{7, 5U << 20}, 0, 0});
    QTRY_COMPARE(client.data.size(), std::size_t{7});
    QTRY_VERIFY(client.count<Head>() >= heads + 4);
    QCOMPARE(client.data.size(), std::size_t{7});
}

void tst_Server::aGoodbyeIsAnswered()
{
    QFETCH(Encoding, encoding);
    RawClient client(encoding);
    QVERIFY(client.open(m_server->url()));
    QVERIFY(client.greet());
    client.say(Bye{1000, "enough", false, 0});
    QTRY_VERIFY(client.closed());
    QCOMPARE(client.closeCode(), 1000);
    compareUnharmed();
}

void tst_Server::shuttingDownSaysByeToEveryone()
{
    RawClient binary(Encoding::Binary), json(Encoding::Json);
    for (RawClient* const client : {&binary, &json}) {
        QVERIFY(client->open(m_server->url()));
        QVERIFY(client->greet());
    }
    m_server->shutDown();
    for (RawClient* const client : {&binary, &json}) {
        QTRY_VERIFY(client->closed());
        QCOMPARE(client->closeCode(), 1001);
        QVERIFY(client->last<Bye>());
        QVERIFY(client->last<Bye>()->reconnect);
    }
}

void tst_Server::aPortInUseIsAnErrorInWords()
{
    server::StreamServer::Config config;
    config.port = static_cast<quint16>(m_server->url().port());
    server::StreamServer second(config);
    const auto listening = second.listen();
    QVERIFY(!listening);
    QVERIFY(listening.error().text.find(std::to_string(config.port)) != std::string::npos);
}

WEIR_TEST_IN(QCoreApplication, tst_Server)
#include "tst_server.moc"
