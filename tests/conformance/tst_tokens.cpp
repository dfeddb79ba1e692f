#include "raw_client.h"
#include "server/door/stream_server.h"
#include "stream/stream_client.h"
#include "support/token.h"
#include "support/test_program.h"
#include <QtCore/QTemporaryDir>
#include <QtTest>

using namespace std::chrono_literals;
using namespace weir;
using namespace weir::protocol;

namespace {

const QByteArray secret = "0123456789abcdef0123456789abcdef";

QJsonObject claimsFor(std::chrono::seconds life, const char* right = "read")
{
    const auto ends = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) + life;
    return {{QStringLiteral("aud"), QStringLiteral("weir")}, {QStringLiteral("exp"), static_cast<qint64>(ends.time_since_epoch().count())},
            {QStringLiteral("weir"), QString::fromLatin1(right)}};
}
QByteArray tokenFor(std::chrono::seconds life, const char* right = "read") { return token::hs256(secret, claimsFor(life, right)); }

/// A good token of exactly so many bytes, or one less: three bytes become four letters.
QByteArray tokenOfSize(qsizetype bytes)
{
    QJsonObject claims = claimsFor(60s);
    const auto withRoom = [&](qsizetype room) {
        claims.insert(QStringLiteral("room"), QString(room, u'x'));
        return token::hs256(secret, claims);
    };
    return withRoom((bytes - withRoom(0).size()) * 3 / 4);
}

QStringList logged;
void keepLog(QtMsgType, const QMessageLogContext&, const QString& text) { logged << text; }

} // namespace

/// A server with keys serves nobody without a token, in both encodings, and a client whose token is renewed never notices.
class tst_Tokens : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_server.reset(); }
    void withoutAGoodTokenNothingIsServed_data();
    void withoutAGoodTokenNothingIsServed();
    void aTokenInTheHelloOrInTheHeaderOpens_data();
    void aTokenInTheHelloOrInTheHeaderOpens();
    void aTokenMayBeSoLong_data();
    void aTokenMayBeSoLong();
    void aTokenInTheAddressOpensNothing();
    void aTokenThatEndsClosesTheConnection();
    void anotherTokenGoesOnAndAWrongOneEnds();
    void onlyWhoMaySteerSteers();
    void noTokenIsEverLogged();
    void aClientShowsTheFileAndItsRenewal();
    void aClientThatIsRefusedDoesNotComeBack();
    void aTokenDoesNotTravelUnencrypted();

private:
    static Hello helloWith(const QByteArray& token)
    {
        Hello hello = RawClient::usualHello();
        hello.token = token.toStdString();
        return hello;
    }
    QString write(const QByteArray& token)
    {
        QFile file(m_folder.filePath(QStringLiteral("token")));
        if (!file.open(QIODevice::WriteOnly) || file.write(token + '\n') < 0)
            qFatal("cannot write the token");
        return file.fileName();
    }

    std::unique_ptr<server::StreamServer> m_server;
    QTemporaryDir m_folder;
};

void tst_Tokens::init()
{
    QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false"));
    server::StreamServer::Config config;
    config.tokens = access::TokenVerifier::create("HS256 " + secret.toBase64().toStdString(), "weir").value();
    m_server = std::make_unique<server::StreamServer>(config);
    QVERIFY(m_server->listen());
    QVERIFY(m_server->startSource(QStringLiteral("synthetic:nodes=500,edges=900,rate=2000")));
}

void tst_Tokens::withoutAGoodTokenNothingIsServed_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("words");
    for (const Encoding encoding : {Encoding::Binary, Encoding::Json}) {
        const char* const name = encoding == Encoding::Binary ? "binary" : "JSON";
        QTest::addRow("none, %s", name) << encoding << QByteArray() << QStringLiteral("asks for a token");
        QTest::addRow("expired, %s", name) << encoding << tokenFor(-1s) << QStringLiteral("has expired");
        QTest::addRow("forged, %s", name) << encoding << tokenFor(60s) + 'x' << QStringLiteral("not signed");
        QTest::addRow("nonsense, %s", name) << encoding << QByteArray("open sesame") << QStringLiteral("no JWT");
    }
}

void tst_Tokens::withoutAGoodTokenNothingIsServed()
{
    QFETCH(Encoding, encoding);
    QFETCH(QByteArray, token);
    QFETCH(QString, words);
    RawClient client(encoding);
    QVERIFY(client.open(m_server->url()));
    client.say(helloWith(token));
    QTRY_VERIFY(client.closed());
    QCOMPARE(client.closeCode(), 4001);
    QVERIFY2(client.closeReason().contains(words), qPrintable(client.closeReason()));
    QVERIFY(client.last<Bye>() && !client.last<Bye>()->reconnect);
    QCOMPARE(client.control.size(), std::size_t{1});
    QVERIFY(client.data.empty());
}

void tst_Tokens::aTokenInTheHelloOrInTheHeaderOpens_data()
{
    QTest::addColumn<bool>("inHeader");
    QTest::newRow("hello") << false;
    QTest::newRow("header") << true;
}

void tst_Tokens::aTokenInTheHelloOrInTheHeaderOpens()
{
    QFETCH(bool, inHeader);
    RawClient client(Encoding::Json);
    QNetworkRequest request(m_server->url());
    request.setRawHeader("Sec-WebSocket-Protocol", "weir.v1.json");
    if (inHeader)
        request.setRawHeader("Authorization", "Bearer " + tokenFor(60s));
    client.socket().open(request);
    QTRY_COMPARE(client.socket().state(), QAbstractSocket::ConnectedState);
    client.say(helloWith(inHeader ? QByteArray() : tokenFor(60s)));
    QTRY_VERIFY(client.last<Welcome>() && !client.data.empty());
}

void tst_Tokens::aTokenMayBeSoLong_data()
{
    QTest::addColumn<bool>("inHeader");
    QTest::addColumn<qsizetype>("bytes");
    QTest::addColumn<bool>("opens");
    QTest::newRow("hello") << false << qsizetype{8192} << true;
    QTest::newRow("hello, longer") << false << qsizetype{8200} << false;
    QTest::newRow("header") << true << qsizetype{8000} << true;
}

void tst_Tokens::aTokenMayBeSoLong()
{
    QFETCH(bool, inHeader);
    QFETCH(qsizetype, bytes);
    QFETCH(bool, opens);
    const QByteArray token = tokenOfSize(bytes);
    QVERIFY(token.size() > bytes - 4 && token.size() <= bytes);
    RawClient client(Encoding::Json);
    QNetworkRequest request(m_server->url());
    request.setRawHeader("Sec-WebSocket-Protocol", "weir.v1.json");
    if (inHeader)
        request.setRawHeader("Authorization", "Bearer " + token);
    bool ended = false;
    connect(&client.socket(), &QWebSocket::disconnected, &client.socket(), [&ended] { ended = true; });
    client.socket().open(request);
    QTRY_VERIFY(ended || client.socket().state() == QAbstractSocket::ConnectedState);
    if (!ended)
        client.say(helloWith(inHeader ? QByteArray() : token));
    QTRY_VERIFY(opens ? client.count<Welcome>() == 1 : ended);
    QCOMPARE(client.count<Welcome>(), opens ? std::size_t{1} : std::size_t{0});
}

void tst_Tokens::aTokenInTheAddressOpensNothing()
{
    RawClient client(Encoding::Binary);
    QUrl url = m_server->url();
    url.setQuery(QStringLiteral("token=") + QString::fromLatin1(tokenFor(60s)));
    QVERIFY(client.open(url));
    client.say(RawClient::usualHello());
    QTRY_COMPARE(client.closeCode(), 4001);
}

void tst_Tokens::aTokenThatEndsClosesTheConnection()
{
    RawClient client(Encoding::Binary);
    QVERIFY(client.open(m_server->url()));
    client.say(helloWith(tokenFor(2s)));
    QTRY_VERIFY(client.last<Welcome>());
    QTRY_VERIFY(client.closed());
    QCOMPARE(client.closeCode(), 4001);
    QCOMPARE(client.closeReason(), QStringLiteral("the token has expired"));
}

void tst_Tokens::anotherTokenGoesOnAndAWrongOneEnds()
{
    RawClient client(Encoding::Json);
    QVERIFY(client.open(m_server->url()));
    client.say(Token{tokenFor(60s).toStdString()});
    QTRY_COMPARE(client.closeCode(), 4004);   // before hello

    RawClient renewed(Encoding::Json);
    QVERIFY(renewed.open(m_server->url()));
    renewed.say(helloWith(tokenFor(2s)));
    QTRY_VERIFY(renewed.last<Welcome>());
    renewed.say(Token{tokenFor(600s).toStdString()});
    const auto heads = renewed.count<Head>();
    QTRY_VERIFY(renewed.count<Head>() >= heads + 7);   // beyond the end of the first
    QVERIFY(!renewed.closed());
    renewed.say(Token{tokenFor(-1s).toStdString()});
    QTRY_COMPARE(renewed.closeCode(), 4001);
}

void tst_Tokens::onlyWhoMaySteerSteers()
{
    RawClient reader(Encoding::Binary), steerer(Encoding::Binary);
    QVERIFY(reader.open(m_server->url()) && steerer.open(m_server->url()));
    reader.say(helloWith(tokenFor(60s)));
    steerer.say(helloWith(tokenFor(60s, "steer")));
    QTRY_VERIFY(reader.last<Welcome>() && steerer.last<Welcome>());
    QVERIFY(!reader.last<Welcome>()->steerable && steerer.last<Welcome>()->steerable);
    reader.say(Steer{{}, 17.0, {}});
    QTRY_VERIFY(reader.last<Notice>());
    QVERIFY(reader.last<Notice>()->text.find("not to steer") != std::string::npos);
    QCOMPARE(m_server->host().feed().rate, std::optional(2000.0));
    steerer.say(Steer{{}, 18.0, {}});
    QTRY_COMPARE(m_server->host().feed().rate, std::optional(18.0));
    // A token that allows less takes the right away.
    steerer.say(Token{tokenFor(60s).toStdString()});
    steerer.say(Steer{{}, 19.0, {}});
    QTRY_VERIFY(steerer.last<Notice>());
    QCOMPARE(m_server->host().feed().rate, std::optional(18.0));
}

void tst_Tokens::noTokenIsEverLogged()
{
    QLoggingCategory::setFilterRules(QStringLiteral("weir.*=true"));
    logged.clear();
    const auto before = qInstallMessageHandler(keepLog);
    QList<QByteArray> shown{tokenFor(60s), tokenFor(-1s), tokenFor(60s) + 'x', "nonsense-nonsense"};
    for (const QByteArray& token : shown) {
        RawClient inHello(Encoding::Json), inHeader(Encoding::Binary);
        static_cast<void>(inHello.open(m_server->url()));
        inHello.say(helloWith(token));
        QNetworkRequest request(m_server->url());
        request.setRawHeader("Sec-WebSocket-Protocol", "weir.v1.bin");
        request.setRawHeader("Authorization", "bearer " + token);
        inHeader.socket().open(request);
        QVERIFY(QTest::qWaitFor([&] { return inHeader.socket().state() == QAbstractSocket::ConnectedState; }));
        inHeader.say(RawClient::usualHello());
        QVERIFY(QTest::qWaitFor([&] { return !inHello.control.empty() && !inHeader.control.empty(); }));
    }
    QVERIFY(QTest::qWaitFor([this] { return m_server->clientCount() == 0; }));
    qInstallMessageHandler(before);
    const QString log = logged.join(u'\n');
    QVERIFY(log.contains(QStringLiteral("event=closed")) && log.contains(QStringLiteral("code=4001")));
    for (const QByteArray& token : shown)
        QVERIFY2(!log.contains(QString::fromLatin1(token.right(16))), qPrintable(log));
}

void tst_Tokens::aClientShowsTheFileAndItsRenewal()
{
    stream::StreamClient::Config config;
    config.security.tokenFile = write(tokenFor(4s));
    stream::StreamClient client(config);
    QSignalSpy closed(&client, &stream::StreamClient::closed);
    client.open(m_server->url());
    QTRY_VERIFY(client.stats(Clock::now()).inSync == true);
    write(tokenFor(600s));
    const Tick tick = client.stats(Clock::now()).appliedTick;
    QTRY_VERIFY_WITH_TIMEOUT(client.stats(Clock::now()).appliedTick > tick + 300, 20'000);   // 6 s later
    QCOMPARE(client.stats(Clock::now()).state, stream::StreamState::Live);
    QCOMPARE(client.stats(Clock::now()).snapshotsApplied, 1ULL);   // on the same connection
    QVERIFY(closed.isEmpty());
}

void tst_Tokens::aClientThatIsRefusedDoesNotComeBack()
{
    for (const QByteArray& token : {tokenFor(-1s), QByteArray("nonsense"), QByteArray()}) {
        stream::StreamClient::Config config;
        config.security.tokenFile = write(token);
        stream::StreamClient client(config);
        QSignalSpy closed(&client, &stream::StreamClient::closed);
        client.open(m_server->url());
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY2(closed[0][0].toString().contains(QStringLiteral("token")), qPrintable(closed[0][0].toString()));
        QCOMPARE(client.stats(Clock::now()).state, stream::StreamState::Closed);
        QVERIFY(!client.stats(Clock::now()).retryInSeconds);
    }
}

void tst_Tokens::aTokenDoesNotTravelUnencrypted()
{
    stream::StreamClient::Config config;
    config.security.tokenFile = write(tokenFor(60s));
    stream::StreamClient client(config);
    QSignalSpy closed(&client, &stream::StreamClient::closed);
    client.open(QUrl(QStringLiteral("ws://192.0.2.1:8080/stream")));
    QTRY_COMPARE(closed.size(), 1);
    QVERIFY2(closed[0][0].toString().contains(QStringLiteral("unencrypted")), qPrintable(closed[0][0].toString()));
}

WEIR_TEST_IN(QCoreApplication, tst_Tokens)
#include "tst_tokens.moc"
