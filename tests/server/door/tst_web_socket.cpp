#include "support/test_program.h"
#include "server/limits.h"
#include "server/door/web_socket.h"
#include <QtNetwork/QTcpSocket>
#include <QtTest>

using namespace std::chrono_literals;
using namespace weir;
using namespace weir::server;
using Kind = protocol::WebSocketReader::Kind;

namespace {

/// Frames as a client sends them; the mask is zero.
QByteArray frame(unsigned char first, const QByteArray& payload = {})
{
    std::string head = protocol::frameHead(protocol::Opcode::Binary, static_cast<std::uint64_t>(payload.size()));
    head[0] = static_cast<char>(first);
    head[1] = static_cast<char>(head[1] | '\x80');
    return QByteArray::fromStdString(head) + QByteArray(4, '\0') + payload;
}

constexpr unsigned char binary = 0x82, ping = 0x89, pong = 0x8a, closing = 0x88;

class Owner final : public WebSocketOwner {
public:
    [[nodiscard]] bool mayRead() override { return reads; }
    void onMessage(Kind, std::string_view message) override
    {
        messages << QByteArray(message.data(), static_cast<qsizetype>(message.size()));
    }
    void onBareFrame(TimePoint) override { ++bareFrames; }
    void onWritten() override {}

    bool reads = true;
    QList<QByteArray> messages;
    std::size_t bareFrames = 0;
};

/// How many frames are read at most while the event loop goes round once.
class TurnMeter final : public QObject {
public:
    explicit TurnMeter(const Owner& owner) : m_owner(owner) { again(); }
    [[nodiscard]] std::size_t most() const { return m_most; }

private:
    void again()
    {
        m_most = std::max(m_most, m_owner.bareFrames - m_before);
        m_before = m_owner.bareFrames;
        QMetaObject::invokeMethod(this, &TurnMeter::again, Qt::QueuedConnection);
    }

    const Owner& m_owner;
    std::size_t m_before = 0, m_most = 0;
};

} // namespace

/// One connection, read with measure and closed so that what was said arrives.
class tst_WebSocket : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whatFollowsTheHandshakeAtOnceIsHeard();
    void oneTurnTakesSoManyFrames();
    void aTurnThatTakesAllThatTheSocketHasReadsOn();
    void oneThatIsHeldIsNotReadUntilItMayBe();
    void aPingIsAnsweredWithItsOwnWords();
    void aLongMessageTravelsInFrames();
    void whatWasSaidBeforeACloseArrivesWhileThePeerGoesOnSending();
    void afterACloseOnlySoMuchIsThrownAway();
    void aPeersCloseIsAnsweredWithItsCode();
    void whatComesWithTheEndOfTheConnectionIsHeard();
    void aConnectionThatIsCutWasClosedByNobody();
    void aTurnThatIsDueWhenTheConnectionBreaksReadsNothing();
    void whatIsNoWebSocketEndsWithTheStandardsCode_data();
    void whatIsNoWebSocketEndsWithTheStandardsCode();
    void oneWithoutAnOwnerIsToldWhyItIsClosed();
    void aRequestOfAnythingElseIsAnsweredInHttp();

private:
    /// Connects, and sends `after` right behind the handshake.
    [[nodiscard]] bool open(const QByteArray& after = {})
    {
        m_peer = std::make_unique<QTcpSocket>();
        m_peer->connectToHost(QHostAddress::LocalHost, m_listener->acceptor().port());
        m_peer->write(m_handshake + after);
        return QTest::qWaitFor([this] { return m_socket && heard().contains("\r\n\r\n"); });
    }
    const QByteArray& heard() { return m_heard += m_peer->readAll(); }
    [[nodiscard]] QByteArray frames() { return heard().mid(m_heard.indexOf("\r\n\r\n") + 4); }

    static inline const QByteArray m_handshake = "GET /stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    Owner m_owner;
    bool m_owned = true;
    QStringList m_refused;
    std::unique_ptr<Listener> m_listener;   // before what has its places
    std::unique_ptr<WebSocket> m_socket;
    std::unique_ptr<QTcpSocket> m_peer;
    QByteArray m_heard;
};

void tst_WebSocket::init()
{
    m_owner = {};
    m_owned = true;
    m_refused.clear();
    m_heard.clear();
    m_listener = std::make_unique<Listener>(
        access::AdmissionLimits::forLoopback(), 5s, std::nullopt,
        Listener::Calls{[this](std::unique_ptr<Listener::Place> place, const protocol::WebSocketRequest& request) {
                            m_socket =
                                std::make_unique<WebSocket>(std::move(place), request, "", maxControlBytes, m_owned ? &m_owner : nullptr);
                        },
                        [this](const QString&, const QString& why) { m_refused << why; }, [](const QString&) {}});
    QVERIFY(m_listener->listen(QHostAddress::LocalHost, 0));
}

void tst_WebSocket::cleanup()
{
    m_peer.reset();
    m_socket.reset();
    m_listener.reset();
}

void tst_WebSocket::whatFollowsTheHandshakeAtOnceIsHeard()
{
    QVERIFY(open(frame(binary, "impatient")));
    QTRY_COMPARE(m_owner.messages, QList<QByteArray>{"impatient"});
}

void tst_WebSocket::oneTurnTakesSoManyFrames()
{
    QVERIFY(open());
    constexpr std::size_t count = 5000;
    const TurnMeter meter(m_owner);
    m_peer->write(frame(ping).repeated(count));
    QEventLoop loop;   // QTRY_ would go round until nothing is left to do
    QTimer look;
    connect(&look, &QTimer::timeout, &loop, [&] {
        if (m_owner.bareFrames == count)
            loop.quit();
    });
    look.start(1);
    QTimer::singleShot(10s, &loop, &QEventLoop::quit);
    loop.exec();
    QCOMPARE(m_owner.bareFrames, count);
    // However often new bytes come: one that waits for its turn has no other.
    QVERIFY2(meter.most() <= std::size_t{2} * WebSocket::framesATurn, qPrintable(QString::number(meter.most())));
    QVERIFY(meter.most() >= WebSocket::framesATurn);
}

void tst_WebSocket::aTurnThatTakesAllThatTheSocketHasReadsOn()
{
    QVERIFY(open());
    constexpr qsizetype frameBytes = WebSocket::turnBytes / WebSocket::framesATurn, headBytes = 8;
    const QByteArray message(frameBytes - headBytes, 'm');
    QCOMPARE(frame(binary, message).size(), frameBytes);
    constexpr qsizetype count = 20 * WebSocket::framesATurn;
    m_peer->write(frame(binary, message).repeated(count));
    QTRY_COMPARE(m_owner.messages.size(), count);
}

void tst_WebSocket::oneThatIsHeldIsNotReadUntilItMayBe()
{
    QVERIFY(open());
    m_owner.reads = false;
    m_socket->send(protocol::Opcode::Binary, "something to be written");
    m_peer->write(frame(ping).repeated(10));
    QTRY_VERIFY(m_socket->held());
    QCOMPARE(m_owner.bareFrames, std::size_t{0});
    m_owner.reads = true;
    m_socket->send(protocol::Opcode::Binary, "and when it was");
    QTRY_COMPARE(m_owner.bareFrames, std::size_t{10});
    QVERIFY(!m_socket->held());
}

void tst_WebSocket::aPingIsAnsweredWithItsOwnWords()
{
    QVERIFY(open(frame(ping, "are you there")));
    QTRY_COMPARE(frames(), QByteArray("\x8a\x0d"
                                      "are you there"));
    QCOMPARE(m_owner.bareFrames, std::size_t{1});
}

void tst_WebSocket::aLongMessageTravelsInFrames()
{
    QVERIFY(open());
    const std::string message(WebSocket::frameBytes + 1, 'm');
    m_socket->send(protocol::Opcode::Text, message);
    const auto first =
        QByteArray::fromStdString(protocol::frameHead(protocol::Opcode::Text, WebSocket::frameBytes, protocol::FramePlace::MoreFollow));
    const auto last = QByteArray::fromStdString(protocol::frameHead(protocol::Opcode::Continuation, 1));
    QTRY_COMPARE(frames().size(), first.size() + last.size() + static_cast<qsizetype>(message.size()));
    QVERIFY(frames().startsWith(first));
    QVERIFY(frames().endsWith(last + 'm'));
}

void tst_WebSocket::whatWasSaidBeforeACloseArrivesWhileThePeerGoesOnSending()
{
    QVERIFY(open());
    m_socket->send(protocol::Opcode::Binary, "bye");
    m_socket->close(4006, "enough");
    // Not read, it would be answered by a reset, which takes back what is on its way.
    m_peer->write(frame(binary, QByteArray(60'000, 'x')).repeated(8));
    QTRY_COMPARE(m_peer->bytesToWrite(), qint64{0});
    QTRY_COMPARE(frames(), QByteArray("\x82\x03"
                                      "bye\x88\x08\x0f\xa6"
                                      "enough"));
    QVERIFY(!m_socket->over(Clock::now()));
    m_peer->write(frame(closing, QByteArray("\x0f\xa6")));
    QTRY_COMPARE(m_peer->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_peer->error(), QAbstractSocket::RemoteHostClosedError);   // and not a reset
    QVERIFY(m_socket->over(Clock::now()));
    QCOMPARE(m_socket->ending().code, std::uint16_t{4006});
    QVERIFY(m_owner.messages.isEmpty());
}

void tst_WebSocket::afterACloseOnlySoMuchIsThrownAway()
{
    QVERIFY(open());
    m_socket->close(4006, "enough");
    const std::uint64_t before = m_socket->receivedFrames();
    m_peer->write(frame(binary, QByteArray(60'000, 'x')).repeated(400));
    QTRY_VERIFY(m_socket->over(Clock::now()));   // it does not go by itself
    QVERIFY((m_socket->receivedFrames() - before) * 60'000 <= WebSocket::mostThrownAway + WebSocket::turnBytes);
    m_socket.reset();
    QTRY_COMPARE(m_peer->state(), QAbstractSocket::UnconnectedState);
}

void tst_WebSocket::aPeersCloseIsAnsweredWithItsCode()
{
    QVERIFY(open(frame(closing, QByteArray("\x0b\xb8"
                                           "so long"))));
    QTRY_COMPARE(frames(), QByteArray("\x88\x02\x0b\xb8"));
    QTRY_COMPARE(m_peer->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_socket->ending().code, std::uint16_t{3000});
    QCOMPARE(m_socket->ending().reason, std::string("so long"));
}

void tst_WebSocket::whatComesWithTheEndOfTheConnectionIsHeard()
{
    QVERIFY(open());
    m_peer->write(frame(pong).repeated(5 * WebSocket::framesATurn) + frame(closing, QByteArray("\x03\xe8")));
    m_peer->disconnectFromHost();
    QTRY_VERIFY(m_socket->over(Clock::now()));
    QCOMPARE(m_owner.bareFrames, std::size_t{5} * WebSocket::framesATurn);
    QCOMPARE(m_socket->ending().code, std::uint16_t{1000});
}

void tst_WebSocket::aConnectionThatIsCutWasClosedByNobody()
{
    QVERIFY(open(frame(binary, "x").left(4)));
    QSignalSpy ended(m_socket.get(), &WebSocket::ended);
    m_peer->abort();
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(m_socket->over(Clock::now()));
    QCOMPARE(m_socket->ending().code, std::uint16_t{1006});
    m_socket->send(protocol::Opcode::Binary, "to nobody");
    m_socket->close(1000, "nor this");
}

void tst_WebSocket::aTurnThatIsDueWhenTheConnectionBreaksReadsNothing()
{
    QVERIFY(open());
    m_socket->close(4006, "enough");   // what comes now is thrown away a little later
    m_peer->write(frame(ping).repeated(1000));
    QTRY_COMPARE(m_peer->bytesToWrite(), qint64{0});
    m_peer->abort();   // with something unread, so that it is a reset
    QTRY_VERIFY(m_socket->over(Clock::now()));
    QTRY_COMPARE(m_socket->ending().code, std::uint16_t{4006});
}

void tst_WebSocket::whatIsNoWebSocketEndsWithTheStandardsCode_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("a frame without a mask") << QByteArray("\x82\x01x\0\0\0", 6) << QByteArray("\x03\xea");
    QTest::newRow("a message that claims too much") << QByteArray("\x82\xff\0\0\0\0\x40\0\0\0\0\0\0\0", 14) << QByteArray("\x03\xf1");
    QTest::newRow("a text that is not UTF-8") << frame(0x81, "\xff\xff") << QByteArray("\x03\xef");
}

void tst_WebSocket::whatIsNoWebSocketEndsWithTheStandardsCode()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, code);
    QVERIFY(open(bytes + frame(ping).repeated(3)));
    QTRY_VERIFY(frames().size() > 4);
    QCOMPARE(frames().at(0), '\x88');
    QCOMPARE(frames().mid(2, 2), code);
    QCOMPARE(m_owner.bareFrames, std::size_t{0});
    m_peer->disconnectFromHost();
    QTRY_VERIFY(m_socket->over(Clock::now()));
}

void tst_WebSocket::oneWithoutAnOwnerIsToldWhyItIsClosed()
{
    m_owned = false;
    QVERIFY(open(frame(binary, "hello")));
    m_socket->close(4001, "not you");
    QTRY_COMPARE(frames(), QByteArray("\x88\x09\x0f\xa1"
                                      "not you"));
    m_peer->write(frame(closing, QByteArray("\x0f\xa1")));
    QTRY_COMPARE(m_peer->state(), QAbstractSocket::UnconnectedState);
    QVERIFY(m_owner.messages.isEmpty());
}

void tst_WebSocket::aRequestOfAnythingElseIsAnsweredInHttp()
{
    for (const auto& [request, answer] : {std::pair<QByteArray, QByteArray>{"GET /stream HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 426 "},
                                          {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/1.1 400 "},
                                          {"GET /stream HTTP/1.1\r\nX: " + QByteArray(Listener::maxHeadBytes, 'x'), "HTTP/1.1 431 "}}) {
        m_refused.clear();
        QTcpSocket asker;
        asker.connectToHost(QHostAddress::LocalHost, m_listener->acceptor().port());
        asker.write(request);
        QByteArray heard;
        QTRY_VERIFY((heard += asker.readAll(), asker.state() == QAbstractSocket::UnconnectedState));
        QVERIFY2(heard.startsWith(answer), heard.constData());
        QCOMPARE(m_refused.size(), 1);
        m_listener->checkDeadlines(Clock::now());
        QCOMPARE(m_listener->admission().inside(), std::size_t{0});
    }
    QVERIFY(!m_socket);
}

WEIR_TEST_IN(QCoreApplication, tst_WebSocket)
#include "tst_web_socket.moc"
