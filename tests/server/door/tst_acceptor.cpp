#include "support/test_program.h"
#include "server/door/acceptor.h"
#include "support/no_descriptors.h"
#include <QtNetwork/QTcpSocket>
#include <QtTest>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using weir::server::Acceptor;

/// Who comes is accepted, a few at a time; where there is no descriptor for them they are told, and nothing spins.
class tst_Acceptor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void soManyAreAcceptedInOneTurn();
    void withoutDescriptorsThoseWhoWaitAreTurnedAwayAndItIsSaidOnce();
    void afterACloseNobodyComes();

private:
    /// Connected as far as the system is concerned. They keep their descriptors, whatever the other side does.
    class Crowd final {
    public:
        Crowd(std::size_t count, quint16 port)
        {
            sockaddr_in server{};
            server.sin_family = AF_INET;
            server.sin_port = htons(port);
            server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            for (std::size_t i = 0; i < count; ++i) {
                m_sockets.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
                if (::connect(m_sockets.back(), reinterpret_cast<const sockaddr*>(&server), sizeof server) != 0)
                    qFatal("the system does not accept");
            }
        }
        ~Crowd()
        {
            for (const int socket : m_sockets)
                ::close(socket);
        }
        Crowd(const Crowd&) = delete;
        Crowd& operator=(const Crowd&) = delete;

        [[nodiscard]] std::size_t size() const { return m_sockets.size(); }

    private:
        std::vector<int> m_sockets;
    };

    std::unique_ptr<Acceptor> m_acceptor;
    std::vector<int> m_accepted;
    std::size_t m_turnedAway = 0;
    QStringList m_said;
};

void tst_Acceptor::init()
{
    m_turnedAway = 0;
    m_said.clear();
    m_acceptor = std::make_unique<Acceptor>(Acceptor::Calls{[this](int descriptor) { m_accepted.push_back(descriptor); },
                                                            [this](int descriptor) {
                                                                ++m_turnedAway;
                                                                ::close(descriptor);
                                                            },
                                                            [this](const QString& why) { m_said << why; }});
    QVERIFY(m_acceptor->listen(QHostAddress::LocalHost, 0));
}

void tst_Acceptor::cleanup()
{
    m_acceptor.reset();
    for (const int descriptor : std::exchange(m_accepted, {}))
        ::close(descriptor);
}

void tst_Acceptor::soManyAreAcceptedInOneTurn()
{
    const Crowd all(3 * Acceptor::acceptedATurn, m_acceptor->port());
    std::size_t before = 0;
    while (m_accepted.size() < all.size()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QVERIFY(m_accepted.size() - before <= Acceptor::acceptedATurn);
        before = m_accepted.size();
    }
    QCOMPARE(m_said, QStringList());
}

void tst_Acceptor::withoutDescriptorsThoseWhoWaitAreTurnedAwayAndItIsSaidOnce()
{
    const Crowd all(2 * Acceptor::acceptedATurn, m_acceptor->port());
    {
        const NoDescriptors none;
        // Two pauses long: one descriptor is spare, and with it all of them are told, one after the other.
        QTRY_COMPARE(m_turnedAway, all.size());
        QVERIFY(m_accepted.empty());
        QCOMPARE(m_said.size(), 1);
        // In every pause one try that fails, and one that finds nobody: a loop that spins makes thousands.
        QVERIFY2(m_acceptor->attempts() <= all.size() + 20, qPrintable(QString::number(m_acceptor->attempts())));
    }
    const Crowd later(3, m_acceptor->port());
    QTRY_COMPARE(m_accepted.size(), later.size());
    QCOMPARE(m_said.size(), 1);
}

void tst_Acceptor::afterACloseNobodyComes()
{
    QTcpSocket waiting;
    waiting.connectToHost(QHostAddress::LocalHost, m_acceptor->port());
    QVERIFY(waiting.waitForConnected());
    m_acceptor->close();
    QTRY_VERIFY(waiting.state() == QAbstractSocket::UnconnectedState);
    QVERIFY(m_accepted.empty());
}

WEIR_TEST_IN(QCoreApplication, tst_Acceptor)
#include "tst_acceptor.moc"
