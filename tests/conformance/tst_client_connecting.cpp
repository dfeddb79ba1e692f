#include "client_stage.h"
#include "support/test_program.h"
#include <QtNetwork/QHostInfo>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest>

using namespace weir;
using namespace weir::protocol;
using stream::StreamClient;
using stream::StreamState;

/// How a real client gets to a server, or says why it does not.
class tst_ClientConnecting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
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

void tst_ClientConnecting::whyThereIsNoConnectionIsToldByKind()
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

void tst_ClientConnecting::aServerThatRefusesTheHandshakeIsSaidToDoSo()
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
