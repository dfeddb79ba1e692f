#include "client_stage.h"
#include "protocol/close_code.h"
#include "support/test_program.h"
#include <QtNetwork/QHostInfo>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest>

using namespace weir;
using namespace weir::protocol;
using stream::EndCause;
using stream::StreamClient;
using stream::StreamState;

/// For a welcome, where what comes before it is looked at.
static constexpr std::chrono::milliseconds longEnough{10'000};

/// How a real client gets to a server, or says why it does not.
class tst_ClientConnecting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void aServerThatSaysNothingIsGivenUp_data() { encodings(); }
    void aServerThatSaysNothingIsGivenUp();
    void aSocketThatSaysNothingIsGivenUp();
    void anUnreachableServerIsSaidToBeSo();
    void whyThereIsNoConnectionIsToldByItsCause();
    void whatAnswersAndIsNoStreamIsSaidToBeSo_data();
    void whatAnswersAndIsNoStreamIsSaidToBeSo();
    void aServerThatIsFullIsToldFromOneThatIsNotUnderstood();
    void aServerOfAnotherSubprotocolIsNoWeirServer_data() { encodings(); }
    void aServerOfAnotherSubprotocolIsNoWeirServer();
    void aServerOfAnotherVersionIsRefused_data() { encodings(); }
    void aServerOfAnotherVersionIsRefused();
    void anythingBeforeTheWelcomeIsRefused_data() { encodings(); }
    void anythingBeforeTheWelcomeIsRefused();
    void aPolicyChosenDuringTheHandshakeIsStatedAfterIt();
};

void tst_ClientConnecting::aServerThatSaysNothingIsGivenUp()
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

void tst_ClientConnecting::aSocketThatSaysNothingIsGivenUp()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    StreamClient client(configFor(Encoding::Binary, false));
    QSignalSpy closed(&client, &StreamClient::closed);
    client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/stream").arg(silent.serverPort())));
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY2(closed[0][0].toString().contains(QStringLiteral("No answer from")), qPrintable(closed[0][0].toString()));
}

void tst_ClientConnecting::anUnreachableServerIsSaidToBeSo()
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

void tst_ClientConnecting::whyThereIsNoConnectionIsToldByItsCause()
{
    const auto causeFor = [](const QUrl& url, std::chrono::milliseconds patience) {
        StreamClient::Config config = configFor(Encoding::Binary, false);
        config.welcomeTimeout = patience;
        StreamClient client(config);
        QSignalSpy closed(&client, &StreamClient::closed);
        client.open(url);
        return closed.wait(20'000) ? client.stats(Clock::now()).stateCause : EndCause::Other;
    };
    const QString noHost = QStringLiteral("no-such-host.invalid");
    if (QHostInfo::fromName(noHost).error() == QHostInfo::HostNotFound)   // else there is no way to ask for names here
        QCOMPARE(causeFor(QUrl(QStringLiteral("ws://%1/stream").arg(noHost)), longEnough), EndCause::NoHost);
    QCOMPARE(causeFor(QUrl(QStringLiteral("ws://127.0.0.1:1/stream")), longEnough), EndCause::Refused);
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const QUrl toSilent(QStringLiteral("ws://127.0.0.1:%1/stream").arg(silent.serverPort()));
    QCOMPARE(causeFor(toSilent, std::chrono::milliseconds(300)), EndCause::NoAnswer);
}

void tst_ClientConnecting::whatAnswersAndIsNoStreamIsSaidToBeSo_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<EndCause>("cause");
    QTest::addColumn<QString>("words");
    struct Row {
        const char *name, *answer;
        EndCause cause;
        const char* words;
    };
    for (const Row& row : std::initializer_list<Row>{
             {"a page that is not there", "HTTP/1.1 404 Not Found\r\n\r\n<p>nothing\r\n\r\nhere</p>\r\n\r\n", EndCause::NotAStream,
              "no stream there (HTTP 404 Not Found)"},
             {"a page", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello\n", EndCause::NotAStream,
              "not with a Weir stream (HTTP 200 OK)"},
             {"a request that is not understood", "HTTP/1.1 400 Bad Request\r\n\r\n", EndCause::NotAStream, "is no Weir stream"},
             {"a door that is shut", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", EndCause::Denied,
              "does not let this program in (HTTP 403 Forbidden)"},
             {"a server that is full", "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n\r\ntry again later\n", EndCause::NotNow,
              "(HTTP 503 Service Unavailable)"},
             {"a proof that is wrong",
              "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n",
              EndCause::NotAStream, "is no Weir stream"},
             {"no HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n", EndCause::NotAStream, "is no Weir stream"},
             {"nothing", "", EndCause::NotAStream, "without an answer"},
         }) {
        QTest::newRow(row.name) << QByteArray(row.answer) << row.cause << QString::fromLatin1(row.words);
    }
}

void tst_ClientConnecting::whatAnswersAndIsNoStreamIsSaidToBeSo()
{
    QFETCH(QByteArray, answer);
    QFETCH(EndCause, cause);
    QFETCH(QString, words);
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    connect(&other, &QTcpServer::newConnection, this, [&] {
        QTcpSocket* const socket = other.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
            socket->write(answer);
            socket->disconnectFromHost();
        });
    });
    StreamClient::Config config = configFor(Encoding::Binary, false);
    config.welcomeTimeout = longEnough;
    StreamClient client(config);
    QSignalSpy closed(&client, &StreamClient::closed);
    client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/stream").arg(other.serverPort())));
    QTRY_COMPARE(closed.count(), 1);
    const QString said = closed[0][0].toString();
    QVERIFY2(said.startsWith(QStringLiteral("Cannot connect to ws://127.0.0.1:")) && said.contains(words), qPrintable(said));
    QCOMPARE(client.stats(Clock::now()).stateCause, cause);
}

void tst_ClientConnecting::aServerThatIsFullIsToldFromOneThatIsNotUnderstood()
{
    const std::pair<CloseCode, EndCause> endings[]{{CloseCode::Overloaded, EndCause::NotNow},
                                                   {CloseCode::Authentication, EndCause::Denied},
                                                   {CloseCode::Malformed, EndCause::Broken},
                                                   {CloseCode::GoingAway, EndCause::Other}};
    for (const auto& [code, cause] : endings) {
        FakeServer server(Encoding::Binary);
        StreamClient::Config config = configFor(Encoding::Binary, false);
        config.welcomeTimeout = longEnough;
        StreamClient client(config);
        QSignalSpy closed(&client, &StreamClient::closed);
        client.open(server.url());
        QTRY_VERIFY(server.last<Hello>());
        server.say(Bye{static_cast<std::uint16_t>(code), "so it is", true, 0});
        QTRY_COMPARE(closed.count(), 1);
        QCOMPARE(client.stats(Clock::now()).stateCause, cause);
    }
}

void tst_ClientConnecting::aServerOfAnotherSubprotocolIsNoWeirServer()
{
    QFETCH(Encoding, encoding);
    FakeServer server(encoding, {QStringLiteral("chat")});
    StreamClient client(configFor(encoding));
    QSignalSpy closed(&client, &StreamClient::closed);
    client.open(server.url());
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY2(closed[0][0].toString().contains(QLatin1String(subprotocolOf(encoding))), qPrintable(closed[0][0].toString()));
}

void tst_ClientConnecting::aServerOfAnotherVersionIsRefused()
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

void tst_ClientConnecting::anythingBeforeTheWelcomeIsRefused()
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

void tst_ClientConnecting::aPolicyChosenDuringTheHandshakeIsStatedAfterIt()
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

WEIR_TEST_IN(QCoreApplication, tst_ClientConnecting)
#include "tst_client_connecting.moc"
