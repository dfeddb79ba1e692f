#include "support/fault_proxy.h"
#include "support/test_program.h"
#include <QtNetwork/QTcpSocket>
#include <QtTest>
#include <sys/socket.h>

using Kind = FaultProxy::Kind;
using Direction = FaultProxy::Direction;

/// Each fault of the proxy, seen from a bare socket on either side.
class tst_FaultProxy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void withoutAFaultEveryByteGoesThroughBothWays();
    void aGoodbyeGoesThroughAfterTheLastByte();
    void aCutComesAfterExactlySoManyBytes_data();
    void aCutComesAfterExactlySoManyBytes();
    void aStallHoldsEverythingBackAndLosesNothing();
    void whatAStallHoldsIsBounded();
    void nothingIsWrittenToWhoeverLeftDuringAStall();
    void aThrottleIsKeptTo();
    void splitBytesArriveInPieces();
    void tricklingBytesComeOneByOne();
    void oneByteIsGarbledAndOnlyOnce();
    void halfOpenNeitherSideHearsOfTheOther();
    void refusedConnectionsCannotBeMadeUntilItHeals();
    void aSlowHandshakeReachesTheServerLate();
    void theServerCanBeAnotherOne();

private:
    void connectThrough();
    [[nodiscard]] static QByteArray pattern(int size)
    {
        QByteArray bytes(size, '\0');
        for (int i = 0; i < size; ++i)
            bytes[i] = static_cast<char>(i * 7);
        return bytes;
    }
    [[nodiscard]] bool received(QTcpSocket& socket, const QByteArray& bytes)
    {
        return QTest::qWaitFor([&] { return socket.bytesAvailable() >= bytes.size(); }) && socket.readAll() == bytes;
    }

    std::unique_ptr<QTcpServer> m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<QTcpSocket> m_client;
    QTcpSocket* m_peer = nullptr;   // the server's end, its child
};

void tst_FaultProxy::init()
{
    m_server = std::make_unique<QTcpServer>();
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    QUrl url(QStringLiteral("ws://127.0.0.1/stream"));
    url.setPort(m_server->serverPort());
    m_proxy = std::make_unique<FaultProxy>(url);
    QCOMPARE(m_proxy->url().path(), QStringLiteral("/stream"));
    m_client = std::make_unique<QTcpSocket>();
    m_peer = nullptr;
}

void tst_FaultProxy::cleanup()
{
    m_client.reset();
    m_proxy.reset();
    m_server.reset();
}

void tst_FaultProxy::connectThrough()
{
    m_client->connectToHost(QHostAddress(QHostAddress::LocalHost), static_cast<quint16>(m_proxy->url().port()));
    QTRY_VERIFY(m_server->hasPendingConnections());
    m_peer = m_server->nextPendingConnection();
    QTRY_COMPARE(m_client->state(), QAbstractSocket::ConnectedState);
}

void tst_FaultProxy::withoutAFaultEveryByteGoesThroughBothWays()
{
    connectThrough();
    const QByteArray large = pattern(1 << 20);
    m_client->write(large);
    QVERIFY(received(*m_peer, large));
    m_peer->write(large);
    QVERIFY(received(*m_client, large));
    QCOMPARE(m_proxy->bytesForwarded(Direction::ToServer), std::uint64_t{1U << 20});
    QCOMPARE(m_proxy->links(), std::size_t{1});
}

void tst_FaultProxy::aGoodbyeGoesThroughAfterTheLastByte()
{
    connectThrough();
    const QByteArray large = pattern(1 << 20);
    m_peer->write(large);
    m_peer->disconnectFromHost();
    QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_client->readAll(), large);
    QTRY_COMPARE(m_proxy->links(), std::size_t{0});
}

void tst_FaultProxy::aCutComesAfterExactlySoManyBytes_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<Direction>("direction");
    for (const int bytes : {0, 1, 777, 200'000}) {
        QTest::addRow("%d to the client", bytes) << bytes << Direction::ToClient;
        QTest::addRow("%d to the server", bytes) << bytes << Direction::ToServer;
    }
}

void tst_FaultProxy::aCutComesAfterExactlySoManyBytes()
{
    QFETCH(const int, bytes);
    QFETCH(const Direction, direction);
    connectThrough();
    m_proxy->inject({.kind = Kind::Cut, .direction = direction, .bytes = static_cast<std::uint64_t>(bytes)});
    QTcpSocket& from = direction == Direction::ToClient ? *m_peer : *m_client;
    QTcpSocket& to = direction == Direction::ToClient ? *m_client : *m_peer;
    const QByteArray sent = pattern(250'000);
    from.write(sent);
    QTRY_COMPARE(to.state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(from.state(), QAbstractSocket::UnconnectedState);
    const QByteArray got = to.readAll();
    QCOMPARE(m_proxy->bytesForwarded(direction), static_cast<std::uint64_t>(bytes));
    QVERIFY(sent.startsWith(got));   // a reset may cost what was on its way
    QTRY_COMPARE(m_proxy->links(), std::size_t{0});
    connectThrough();   // once only
}

void tst_FaultProxy::aStallHoldsEverythingBackAndLosesNothing()
{
    connectThrough();
    m_proxy->inject({.kind = Kind::Stall, .lasts = std::chrono::hours(1)});
    m_client->write("before");
    m_peer->write("answer");
    QVERIFY(!QTest::qWaitFor([this] { return m_peer->bytesAvailable() > 0 || m_client->bytesAvailable() > 0; }, 50));
    m_proxy->heal();
    QVERIFY(received(*m_peer, "before"));
    QVERIFY(received(*m_client, "answer"));
    // One that ends by itself.
    m_proxy->inject({.kind = Kind::Stall, .lasts = std::chrono::milliseconds(30)});
    m_client->write("again");
    QVERIFY(received(*m_peer, "again"));
}

void tst_FaultProxy::nothingIsWrittenToWhoeverLeftDuringAStall()
{
    // A socket still counts as connected while it tells of its end, and has no descriptor any more: to write to it then made
    // Qt warn of an invalid socket.
    connectThrough();
    const auto until = weir::Clock::now() + std::chrono::milliseconds(200);
    m_proxy->inject({.kind = Kind::Stall, .lasts = std::chrono::milliseconds(200)});
    m_peer->write(pattern(1000));
    QTRY_COMPARE(m_peer->bytesToWrite(), qint64{0});
    QCoreApplication::processEvents();   // the proxy reads it
    const linger atOnce{1, 0};
    QCOMPARE(::setsockopt(static_cast<int>(m_client->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce), 0);
    m_client->abort();
    while (weir::Clock::now() < until) {
        // The stall ends before the proxy looks at its sockets again.
    }
    QTRY_COMPARE(m_proxy->links(), std::size_t{0});
}

void tst_FaultProxy::whatAStallHoldsIsBounded()
{
    connectThrough();
    m_proxy->inject({.kind = Kind::Stall, .lasts = std::chrono::hours(1)});
    const QByteArray huge(64 << 20, 'x');
    m_client->write(huge);
    QVERIFY(!QTest::qWaitFor([this] { return m_client->bytesToWrite() == 0; }, 200));
}

void tst_FaultProxy::aThrottleIsKeptTo()
{
    connectThrough();
    m_proxy->inject({.kind = Kind::Throttle, .bytes = 2});
    const QByteArray bytes = pattern(200'000);
    m_peer->write(bytes);
    QTRY_VERIFY(m_client->bytesAvailable() > 0);
    m_client->write(bytes);   // the other way is as it was
    QVERIFY(received(*m_peer, bytes));
    QVERIFY(m_client->bytesAvailable() < 1000);
    m_proxy->inject({.kind = Kind::Throttle, .bytes = 100'000'000});
    QVERIFY(received(*m_client, bytes));
}

void tst_FaultProxy::splitBytesArriveInPieces()
{
    connectThrough();
    m_proxy->inject({.kind = Kind::Split, .bytes = 3});
    int reads = 0;
    QByteArray got;
    connect(m_client.get(), &QTcpSocket::readyRead, this, [&] {
        ++reads;
        got += m_client->readAll();
    });
    const QByteArray bytes = pattern(300);
    m_peer->write(bytes);
    QTRY_COMPARE(got, bytes);
    QVERIFY(reads > 10);
}

void tst_FaultProxy::tricklingBytesComeOneByOne()
{
    connectThrough();
    m_proxy->inject({.kind = Kind::Trickle});
    QByteArray got;
    qsizetype most = 0;
    connect(m_client.get(), &QTcpSocket::readyRead, this, [&] {
        const QByteArray some = m_client->readAll();
        most = std::max(most, some.size());
        got += some;
    });
    const QByteArray bytes = pattern(40);
    m_peer->write(bytes);
    QTRY_COMPARE(got, bytes);
    QVERIFY(most < bytes.size() / 2);
}

void tst_FaultProxy::oneByteIsGarbledAndOnlyOnce()
{
    connectThrough();
    m_proxy->inject({.kind = Kind::Garble, .bytes = 5});
    m_peer->write("abc");
    QVERIFY(received(*m_client, "abc"));
    m_peer->write("defgh");
    QByteArray changed("defgh");
    changed[2] = static_cast<char>(changed[2] ^ 0x55);
    QVERIFY(received(*m_client, changed));
    QCOMPARE(m_proxy->garbled(), 1U);
    m_peer->write("defgh");
    QVERIFY(received(*m_client, "defgh"));
}

void tst_FaultProxy::halfOpenNeitherSideHearsOfTheOther()
{
    connectThrough();
    m_proxy->inject({.kind = Kind::HalfOpen});
    m_peer->write("lost");
    m_peer->disconnectFromHost();
    QTRY_COMPARE(m_peer->state(), QAbstractSocket::UnconnectedState);
    QVERIFY(!QTest::qWaitFor([this] { return m_client->bytesAvailable() > 0 || m_client->state() != QAbstractSocket::ConnectedState; }, 50));
    m_proxy->heal();
    QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_client->bytesAvailable(), 0);
    connectThrough();
}

void tst_FaultProxy::refusedConnectionsCannotBeMadeUntilItHeals()
{
    connectThrough();
    m_proxy->inject({.kind = Kind::Refuse});
    QTcpSocket second;
    second.connectToHost(QHostAddress(QHostAddress::LocalHost), static_cast<quint16>(m_proxy->url().port()));
    QTRY_COMPARE(second.error(), QAbstractSocket::ConnectionRefusedError);
    m_client->write("still here");
    QVERIFY(received(*m_peer, "still here"));
    m_proxy->heal();
    second.connectToHost(QHostAddress(QHostAddress::LocalHost), static_cast<quint16>(m_proxy->url().port()));
    QTRY_COMPARE(second.state(), QAbstractSocket::ConnectedState);
    QTRY_COMPARE(m_proxy->links(), std::size_t{2});
}

void tst_FaultProxy::aSlowHandshakeReachesTheServerLate()
{
    m_proxy->inject({.kind = Kind::SlowHandshake, .lasts = std::chrono::milliseconds(100)});
    m_client->connectToHost(QHostAddress(QHostAddress::LocalHost), static_cast<quint16>(m_proxy->url().port()));
    QTRY_COMPARE(m_proxy->accepted(), 1U);
    m_client->write("early");
    QVERIFY(!QTest::qWaitFor([this] { return m_server->hasPendingConnections(); }, 20));
    QTRY_VERIFY(m_server->hasPendingConnections());
    m_peer = m_server->nextPendingConnection();
    QVERIFY(received(*m_peer, "early"));
}

void tst_FaultProxy::theServerCanBeAnotherOne()
{
    connectThrough();
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    QUrl url(QStringLiteral("ws://127.0.0.1"));
    url.setPort(other.serverPort());
    m_proxy->setServer(url);
    QTcpSocket second;
    second.connectToHost(QHostAddress(QHostAddress::LocalHost), static_cast<quint16>(m_proxy->url().port()));
    QTRY_VERIFY(other.hasPendingConnections());
    QCOMPARE(m_client->state(), QAbstractSocket::ConnectedState);
}

WEIR_TEST_IN(QCoreApplication, tst_FaultProxy)
#include "tst_fault_proxy.moc"
