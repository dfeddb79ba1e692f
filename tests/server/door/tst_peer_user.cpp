#include "server/door/peer_user.h"
#include "support/test_program.h"
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest>
#include <unistd.h>

using namespace weir::server;

/// Who is at the other end of a connection within this machine.
class tst_PeerUser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theOtherEndOfARealConnectionIsOurs_data();
    void theOtherEndOfARealConnectionIsOurs();
    void aConnectionThatIsInNoTableIsNobodys();
    void whoHungUpIsNobody();
    void anotherUsersConnectionIsToldFromOurs();
    void onlyOurOwnUserAndRootCountAsOurs();
};

void tst_PeerUser::theOtherEndOfARealConnectionIsOurs_data()
{
    QTest::addColumn<QHostAddress>("listensAt");
    QTest::addColumn<QHostAddress>("connectsTo");
    QTest::newRow("IPv4") << QHostAddress(QHostAddress::LocalHost) << QHostAddress(QHostAddress::LocalHost);
    QTest::newRow("IPv6") << QHostAddress(QHostAddress::LocalHostIPv6) << QHostAddress(QHostAddress::LocalHostIPv6);
    QTest::newRow("IPv4 to a socket of both") << QHostAddress(QHostAddress::Any) << QHostAddress(QHostAddress::LocalHost);
}

void tst_PeerUser::theOtherEndOfARealConnectionIsOurs()
{
    QFETCH(const QHostAddress, listensAt);
    QFETCH(const QHostAddress, connectsTo);
    QTcpServer server;
    if (!server.listen(listensAt))
        QSKIP("This machine has no such address.");
    QTcpSocket client;
    client.connectToHost(connectsTo, server.serverPort());
    QVERIFY(server.waitForNewConnection(5000));
    const std::unique_ptr<QTcpSocket> accepted(server.nextPendingConnection());
    QVERIFY(client.waitForConnected(5000));
    const auto user = userOfPeer({accepted->peerAddress(), accepted->peerPort()}, {accepted->localAddress(), accepted->localPort()});
    QCOMPARE(user, std::optional<std::uint32_t>(::geteuid()));
    QVERIFY(isOwnUser(user));
    QCOMPARE(userInTables({accepted->peerAddress(), accepted->peerPort()}, {accepted->localAddress(), accepted->localPort()}), user);
}

void tst_PeerUser::aConnectionThatIsInNoTableIsNobodys()
{
    const QHostAddress elsewhere(QStringLiteral("192.0.2.7"));
    QVERIFY(!userOfPeer({elsewhere, 4711}, {elsewhere, 80}));
    QVERIFY(!userInTables({QHostAddress::LocalHost, 4711}, {QHostAddress::LocalHost, 80}, {"/nonexistent/table"}));
    QVERIFY(!isOwnUser(std::nullopt));
}

void tst_PeerUser::whoHungUpIsNobody()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, server.serverPort());
    QVERIFY(server.waitForNewConnection(5000));
    const std::unique_ptr<QTcpSocket> accepted(server.nextPendingConnection());
    QVERIFY(client.waitForConnected(5000));
    const TcpEnd peer{accepted->peerAddress(), accepted->peerPort()}, here{accepted->localAddress(), accepted->localPort()};
    client.abort();
    QVERIFY(!userOfPeer(peer, here));
}

void tst_PeerUser::anotherUsersConnectionIsToldFromOurs()
{
    if constexpr (std::endian::native != std::endian::little)
        QSKIP("The table below is that of a little-endian machine.");
    QTemporaryDir folder;
    QFile table(folder.filePath(QStringLiteral("tcp")));
    QVERIFY(table.open(QIODevice::WriteOnly));
    table.write("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
                "   0: 0100007F:1F90 0100007F:C350 01 0:0 00:0 0 1000 0 111 1\n"    // our end
                "   1: 0100007F:C350 0100007F:1F90 01 0:0 00:0 0 1001 0 222 1\n"    // the peer's
                "   2: 0100007F:C351 0100007F:1F90 06 0:0 00:0 0 1002 0 0 1\n");    // one that is gone
    table.close();
    const std::vector<std::string> tables{table.fileName().toStdString()};
    const TcpEnd here{QHostAddress::LocalHost, 8080};
    QCOMPARE(userInTables({QHostAddress::LocalHost, 50'000}, here, tables), std::optional<std::uint32_t>(1001));
    QVERIFY(!userInTables({QHostAddress::LocalHost, 50'001}, here, tables));
    QVERIFY(!userInTables({QHostAddress::LocalHost, 50'000}, {QHostAddress::LocalHost, 8081}, tables));
}

void tst_PeerUser::onlyOurOwnUserAndRootCountAsOurs()
{
    QVERIFY(isOwnUser(::geteuid()));
    QVERIFY(isOwnUser(0));
    QVERIFY(!isOwnUser(::geteuid() + 1));
}

WEIR_TEST_IN(QCoreApplication, tst_PeerUser)
#include "tst_peer_user.moc"
