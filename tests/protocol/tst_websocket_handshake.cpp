#include "support/test_program.h"
#include "protocol/websocket_handshake.h"
#include <QtTest>
#include <array>

using namespace weir;
using protocol::WebSocketRequest;

namespace {

QByteArray head(const QByteArray& more = {}, const QByteArray& first = "GET /stream HTTP/1.1")
{
    return first
           + "\r\nHost: server.example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
             "Sec-WebSocket-Version: 13\r\n"
           + more + "\r\n";
}

std::expected<WebSocketRequest, WebSocketRequest::Refusal> requestOf(const QByteArray& text)
{
    return WebSocketRequest::of(HttpHead::parse({text.constData(), static_cast<std::size_t>(text.size())}).value());
}

} // namespace

/// Who asks for a WebSocket, and the answer.
class tst_WebsocketHandshake : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theExampleOfTheStandardIsAnsweredAsThere();
    void whatIsAskedForIsTakenApart();
    void anEmptyOriginIsNotNone();
    void aTargetIsAPathAndWhatFollowsItSaysNothing_data();
    void aTargetIsAPathAndWhatFollowsItSaysNothing();
    void theFirstWantedThatIsSpokenIsChosen();
    void whatIsNoRequestForOneIsAnsweredInHttp_data();
    void whatIsNoRequestForOneIsAnsweredInHttp();
};

void tst_WebsocketHandshake::theExampleOfTheStandardIsAnsweredAsThere()
{
    // RFC 6455, 1.3.
    const auto request = requestOf(head("Origin: http://example.com\r\nSec-WebSocket-Protocol: chat, superchat\r\n", "GET /chat HTTP/1.1"));
    QVERIFY(request.has_value());
    QCOMPARE(request->answer("chat"),
             std::string("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                         "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: chat\r\n\r\n"));
    QVERIFY(request->answer("").find("Protocol:") == std::string::npos);
}

void tst_WebsocketHandshake::whatIsAskedForIsTakenApart()
{
    const auto request = requestOf(
        head("Origin: https://example.org\r\nAuthorization: Bearer abc\r\nSec-WebSocket-Protocol: b\r\nSec-WebSocket-Protocol: a,c\r\n"));
    QVERIFY(request.has_value());
    QCOMPARE(request->path, std::string("/stream"));
    QCOMPARE(request->origin, std::optional<std::string>("https://example.org"));
    QCOMPARE(request->authorization, std::string("Bearer abc"));
    QCOMPARE(request->subprotocols, (std::vector<std::string>{"b", "a", "c"}));
}

void tst_WebsocketHandshake::anEmptyOriginIsNotNone()
{
    QVERIFY(!requestOf(head())->origin);
    QCOMPARE(requestOf(head("Origin:\r\n"))->origin, std::optional<std::string>(""));
    // Two are the origin of neither.
    QCOMPARE(requestOf(head("Origin: http://localhost\r\nOrigin: https://example.org\r\n"))->origin,
             std::optional<std::string>("http://localhost, https://example.org"));
}

void tst_WebsocketHandshake::aTargetIsAPathAndWhatFollowsItSaysNothing_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("a path") << QByteArray("/stream") << QByteArray("/stream");
    QTest::newRow("with a query") << QByteArray("/stream?token=x?y") << QByteArray("/stream");
    QTest::newRow("absolute") << QByteArray("http://example.org:80/stream?x") << QByteArray("/stream");
    QTest::newRow("absolute without a path") << QByteArray("http://example.org") << QByteArray();
    QTest::newRow("encoded") << QByteArray("/%73tream") << QByteArray("/%73tream");
    QTest::newRow("the root") << QByteArray("/") << QByteArray("/");
}

void tst_WebsocketHandshake::aTargetIsAPathAndWhatFollowsItSaysNothing()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, path);
    QCOMPARE(QByteArray::fromStdString(requestOf(head({}, "GET " + target + " HTTP/1.1"))->path), path);
}

void tst_WebsocketHandshake::theFirstWantedThatIsSpokenIsChosen()
{
    constexpr std::array<std::string_view, 2> spoken{"one", "two"};
    QCOMPARE(requestOf(head("Sec-WebSocket-Protocol: three, two, one\r\n"))->chosen(spoken), std::string_view("two"));
    QCOMPARE(requestOf(head("Sec-WebSocket-Protocol: ONE\r\n"))->chosen(spoken), std::string_view());
    QCOMPARE(requestOf(head())->chosen(spoken), std::string_view());
}

void tst_WebsocketHandshake::whatIsNoRequestForOneIsAnsweredInHttp_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("a page") << QByteArray("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n") << QByteArray("426");
    QTest::newRow("another method") << head({}, "POST /stream HTTP/1.1") << QByteArray("405");
    QTest::newRow("no upgrade of the connection") << head().replace("Connection: Upgrade", "Connection: close") << QByteArray("426");
    QTest::newRow("an upgrade to something else") << head().replace("Upgrade: websocket", "Upgrade: h2c") << QByteArray("426");
    QTest::newRow("an older version") << head().replace("Version: 13", "Version: 8") << QByteArray("426");
    QTest::newRow("two versions") << head("Sec-WebSocket-Version: 13\r\n") << QByteArray("426");
    QTest::newRow("no host") << head().replace("Host: ", "Hast: ") << QByteArray("400");
    QTest::newRow("no key") << head().replace("Key: ", "Kay: ") << QByteArray("400");
    QTest::newRow("a short key") << head().replace("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZQ==") << QByteArray("400");
    QTest::newRow("a key of other letters") << head().replace("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25j*Q==") << QByteArray("400");
    QTest::newRow("two keys") << head("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n") << QByteArray("400");
    QTest::newRow("content") << head("Content-Length: 5\r\n") << QByteArray("400");
}

void tst_WebsocketHandshake::whatIsNoRequestForOneIsAnsweredInHttp()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, status);
    const auto request = requestOf(text);
    QVERIFY(!request);
    QVERIFY2(request.error().answer.starts_with("HTTP/1.1 " + status.toStdString() + ' '), request.error().answer.c_str());
    QVERIFY(!request.error().reason.empty());
    QVERIFY(request.error().answer.find(request.error().reason) != std::string::npos);
}

WEIR_TEST_IN(QCoreApplication, tst_WebsocketHandshake)
#include "tst_websocket_handshake.moc"
