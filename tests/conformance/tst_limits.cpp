#include "raw_client.h"
#include "raw_socket.h"
#include "server/embedded_server.h"
#include "server/limits.h"
#include "server/door/stream_server.h"
#include "stream/stream_client.h"
#include "support/heap.h"
#include "support/test_program.h"
#include <QtTest>

using namespace std::chrono_literals;
using namespace weir;
using namespace weir::protocol;

/// Whoever asks for too much is told so and sent away; who was there before, and who comes with measure, notices nothing.
class tst_Limits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void cleanup();
    void onlyTheLoopbackIsListenedAtUnlessAnyoneMayRead();
    void aForeignPageReadsNothing_data();
    void aForeignPageReadsNothing();
    void pagesOfThisMachineMayRead();
    void anOriginThatNamesNobodyReadsAndDoesNotSteer();
    void oneAddressHasSoManyClients();
    void aServerHasSoManyClients();
    void aFloodOfHandshakesIsTurnedAway();
    void aHandshakeThatTricklesEnds();
    void handshakesThatNeverEndLeaveRoomForOthers();
    void allSocketsTogetherHoldSoMuch();
    void aDeafClientCostsNoMoreMemoryThanWelcomeStates();
    void theEmbeddedServerTakesAsManyOfItsOneAddressAsInAll();

private:
    void serve(server::StreamServer::Config config, const QString& source = QStringLiteral("synthetic:nodes=500,edges=900,rate=2000"));
    /// A client that was there before is still live and in sync; whoever comes from its address comes in.
    void compareWitnessUnharmed();

    std::unique_ptr<server::StreamServer> m_server;
    std::unique_ptr<stream::StreamClient> m_witness;
};

void tst_Limits::serve(server::StreamServer::Config config, const QString& source)
{
    m_server = std::make_unique<server::StreamServer>(std::move(config));
    QVERIFY(m_server->listen());
    QVERIFY(m_server->startSource(source));
    stream::StreamClient::Config witness;
    witness.reconnect = false;
    m_witness = std::make_unique<stream::StreamClient>(witness);
    m_witness->open(m_server->url());
    QTRY_VERIFY(m_witness->stats(Clock::now()).inSync == true);
}

void tst_Limits::cleanup()
{
    m_witness.reset();
    m_server.reset();
}

void tst_Limits::compareWitnessUnharmed()
{
    const Tick before = m_witness->stats(Clock::now()).appliedTick;
    QTRY_VERIFY(m_witness->stats(Clock::now()).appliedTick > before + 5 && m_witness->stats(Clock::now()).inSync == true);
    QCOMPARE(m_witness->stats(Clock::now()).faults, 0ULL);
    QCOMPARE(m_witness->stats(Clock::now()).state, stream::StreamState::Live);
    RawClient next(Encoding::Binary);
    QVERIFY(next.open(m_server->url()));
    QVERIFY(next.greet());
}

void tst_Limits::onlyTheLoopbackIsListenedAtUnlessAnyoneMayRead()
{
    server::StreamServer::Config config;
    for (const auto& address : {QHostAddress(QHostAddress::Any), QHostAddress(QHostAddress::AnyIPv4), QHostAddress(QStringLiteral("192.0.2.1"))}) {
        config.address = address;
        const auto listening = server::StreamServer(config).listen();
        QVERIFY(!listening);
        QVERIFY2(listening.error().text.find("could read the graph") != std::string::npos, listening.error().text.c_str());
    }
    config.address = QHostAddress::AnyIPv4;
    config.anyoneMayRead = true;
    QVERIFY(server::StreamServer(config).listen());
    config.address = QHostAddress(QStringLiteral("127.0.0.2"));
    config.anyoneMayRead = false;
    QVERIFY(server::StreamServer(config).listen());
}

void tst_Limits::aForeignPageReadsNothing_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::newRow("of the web") << QByteArray("https://example.org");
    QTest::newRow("with a likely name") << QByteArray("http://localhost.example.org");
    QTest::newRow("opened from a file, or sandboxed") << QByteArray("null");
}

void tst_Limits::aForeignPageReadsNothing()
{
    QFETCH(QByteArray, origin);
    serve({});
    RawSocket page;
    QVERIFY(page.open(m_server->url(), "Origin: " + origin + "\r\n"));
    page.socket().write(RawSocket::framed(RawClient::usualHello()));
    QTRY_VERIFY(page.answer().contains("may not connect here"));
    QTRY_VERIFY(page.closed());
    const auto body = page.answer().mid(page.answer().indexOf("\r\n\r\n") + 4);
    QCOMPARE(static_cast<unsigned char>(body[0]), 0x88);   // a close frame, and nothing before it
    QCOMPARE(qFromBigEndian<quint16>(body.constData() + 2), quint16{4001});
    compareWitnessUnharmed();
}

void tst_Limits::pagesOfThisMachineMayRead()
{
    serve({});
    RawSocket page;
    QVERIFY(page.open(m_server->url(), "Origin: http://localhost:3000\r\n"));
    page.socket().write(RawSocket::framed(RawClient::usualHello()));
    QTRY_VERIFY(page.answer().contains("synthetic:nodes=500"));   // of its welcome
}

// "Pages in browsers" of the protocol's page.
void tst_Limits::anOriginThatNamesNobodyReadsAndDoesNotSteer()
{
    serve({});
    const QByteArray steering = RawSocket::framed(RawClient::usualHello()) + RawSocket::framed(Steer{{}, 700.0, {}});
    RawSocket nobody;
    QVERIFY(nobody.open(m_server->url(), "Origin:\r\n"));
    nobody.socket().write(steering);
    QTRY_VERIFY(nobody.answer().contains("synthetic:nodes=500"));   // of its welcome
    QTRY_VERIFY(nobody.answer().contains("does not let clients steer"));
    QCOMPARE(m_server->host().feed().rate, 2000.0);
    RawSocket program;
    QVERIFY(program.open(m_server->url()));
    program.socket().write(steering);
    QTRY_COMPARE(m_server->host().feed().rate, 700.0);
    compareWitnessUnharmed();
}

void tst_Limits::oneAddressHasSoManyClients()
{
    server::StreamServer::Config config;
    config.limits = access::AdmissionLimits{100, 3, 1000, 1000};
    serve(config);
    const char elsewhere[] = "127.0.0.2";
    std::vector<std::unique_ptr<RawSocket>> crowd;
    for (int i = 0; i < 20; ++i) {
        crowd.push_back(std::make_unique<RawSocket>(elsewhere));
        crowd.back()->connectTo(m_server->url());
        crowd.back()->socket().write(RawSocket::handshake());
    }
    const auto with = [&crowd](const char* words) { return std::ranges::count_if(crowd, [words](auto& one) { return one->answer().contains(words); }); };
    QTRY_COMPARE(with("3 clients here already") + with("503 Service"), 17);
    QTRY_COMPARE(with("101 Switching"), 3 + with("3 clients here already"));
    QVERIFY(with("3 clients here already") >= 1);
    QTRY_COMPARE(m_server->clientCount(), std::size_t{4});
    compareWitnessUnharmed();
    crowd.clear();   // and the places with it
    QTRY_COMPARE(m_server->clientCount(), std::size_t{1});
    RawSocket later(elsewhere);
    QVERIFY(later.open(m_server->url()));
    QTRY_COMPARE(m_server->clientCount(), std::size_t{2});
}

void tst_Limits::aServerHasSoManyClients()
{
    server::StreamServer::Config config;
    config.limits = access::AdmissionLimits{2, 2, 1000, 1000};
    serve(config);
    RawSocket second("127.0.0.2");
    QVERIFY(second.open(m_server->url()));
    RawClient third(Encoding::Json);
    static_cast<void>(third.open(m_server->url()));
    QTRY_VERIFY(third.closed());
    QCOMPARE(third.closeCode(), 4008);
    QVERIFY2(third.closeReason().contains(QStringLiteral("2 clients already")), qPrintable(third.closeReason()));
    second.socket().abort();
    QTRY_COMPARE(m_server->clientCount(), std::size_t{1});
    compareWitnessUnharmed();
}

void tst_Limits::aFloodOfHandshakesIsTurnedAway()
{
    server::StreamServer::Config config;
    config.limits = access::AdmissionLimits{1000, 1000, 200, 20};
    serve(config);
    std::vector<std::unique_ptr<RawSocket>> flood;
    for (int i = 0; i < 300; ++i) {
        flood.push_back(std::make_unique<RawSocket>("127.0.0.2"));
        flood.back()->connectTo(m_server->url());
    }
    // How many of them came within the same second is not ours to say; most are turned away, in HTTP, and at once.
    QTRY_VERIFY(std::ranges::count_if(flood, [](auto& one) { return one->answer().startsWith("HTTP/1.1 503") && one->closed(); }) >= 150);
    compareWitnessUnharmed();
}

void tst_Limits::aHandshakeThatTricklesEnds()
{
    server::StreamServer::Config config;
    config.handshakeTimeout = 400ms;
    serve(config);
    RawSocket slow;
    slow.connectTo(m_server->url());
    QTimer trickle;
    const QByteArray words = RawSocket::handshake();
    qsizetype said = 0;
    connect(&trickle, &QTimer::timeout, this, [&] {
        if (said < words.size() - 4 && !slow.closed())
            slow.socket().write(words.mid(said++, 1));
    });
    trickle.start(20ms);
    QTRY_VERIFY(said > 3 && slow.closed());
    compareWitnessUnharmed();
}

void tst_Limits::handshakesThatNeverEndLeaveRoomForOthers()
{
    server::StreamServer::Config config;
    config.limits = access::AdmissionLimits{1000, 5, 1000, 1000};
    serve(config);
    std::vector<std::unique_ptr<RawSocket>> idle;
    for (int i = 0; i < 50; ++i) {
        idle.push_back(std::make_unique<RawSocket>("127.0.0.2"));
        idle.back()->connectTo(m_server->url());
        idle.back()->socket().write("GET /stream HTTP/1.1\r\n");
    }
    QTRY_VERIFY(std::ranges::count_if(idle, [](auto& one) { return one->closed(); }) >= 40);
    compareWitnessUnharmed();
}

void tst_Limits::allSocketsTogetherHoldSoMuch()
{
    server::StreamServer::Config config;
    config.maxUnsentBytes = 6U << 20;
    serve(config, QStringLiteral("synthetic:nodes=30000,edges=90000,rate=100000"));
    std::vector<std::unique_ptr<RawSocket>> deaf;
    Hello hello = RawClient::usualHello();
    hello.grant = {100'000, 64U << 20};
    for (int i = 0; i < 12; ++i) {
        deaf.push_back(std::make_unique<RawSocket>("127.0.0.2"));
        deaf.back()->stopReading();
        QVERIFY(deaf.back()->open(m_server->url()));
        deaf.back()->socket().write(RawSocket::framed(hello));
    }
    QTRY_COMPARE(m_server->clientCount(), std::size_t{13});
    std::uint64_t most = 0;
    QTimer look;
    connect(&look, &QTimer::timeout, this, [&] { most = std::max(most, m_server->unsentBytes()); });
    look.start(5ms);
    QTRY_VERIFY2_WITH_TIMEOUT(most > config.maxUnsentBytes, std::to_string(most).c_str(), 20'000);
    for (int i = 0; i < 3; ++i)
        compareWitnessUnharmed();
    // What goes out in one turn to those who held nothing may come on top: a message and a turn's data each.
    const std::uint64_t aTurn = deaf.size() * (2U << 20);
    QVERIFY2(most <= config.maxUnsentBytes + aTurn, std::to_string(most).c_str());
}

void tst_Limits::aDeafClientCostsNoMoreMemoryThanWelcomeStates()
{
    if (!heapIsCounted())
        QSKIP("this allocator does not count");
    serve({}, QStringLiteral("synthetic:nodes=100000,edges=300000,rate=0"));
    const std::uint64_t stated = m_witness->welcome().limits.maxClientBytes;
    QCOMPARE(stated, server::maxClientBytes);
    const std::uint64_t before = heapBytes();
    const Hello hello{version, "deaf", 4U << 20, 16U << 20, {1000, 64U << 20}, 0, 0, {}, {}};
    std::vector<std::unique_ptr<RawSocket>> deaf;
    for (int i = 0; i < 4; ++i) {
        deaf.push_back(std::make_unique<RawSocket>());
        deaf.back()->stopReading();
        QVERIFY(deaf.back()->open(m_server->url()));
        deaf.back()->socket().write(RawSocket::framed(hello));
    }
    QTRY_VERIFY_WITH_TIMEOUT(m_server->unsentBytes() >= deaf.size() * server::maxBacklogBytes, 20'000);
    const std::uint64_t grew = heapBytes() - std::min(before, heapBytes());
    const QString words = QStringLiteral("%1 bytes for %2 clients of at most %3").arg(grew).arg(deaf.size()).arg(stated);
    QVERIFY2(grew <= deaf.size() * stated, qPrintable(words));
    QVERIFY2(grew >= deaf.size() * server::maxBacklogBytes, qPrintable(words));
}

void tst_Limits::theEmbeddedServerTakesAsManyOfItsOneAddressAsInAll()
{
    // What the window's own server uses, since its address is the loopback: 64 clients of one address would be too few there.
    constexpr auto limits = access::AdmissionLimits::forLoopback();
    QCOMPARE(limits.clientsPerAddress, limits.clients);
    QCOMPARE(limits.handshakesPerSecondPerAddress, limits.handshakesPerSecond);
    QCOMPARE(limits.clients, access::AdmissionLimits{}.clients);
    server::EmbeddedServer embedded;
    const auto url = embedded.start(QStringLiteral("synthetic:nodes=20,edges=20,rate=0"));
    QVERIFY(url.has_value());
    std::vector<std::unique_ptr<RawClient>> clients;
    for (std::size_t i = 0; i < access::AdmissionLimits{}.clientsPerAddress + access::Admission::roomToBeToldPerAddress + 1; ++i) {
        clients.push_back(std::make_unique<RawClient>(Encoding::Binary));
        QVERIFY(clients.back()->open(*url));
        QVERIFY(clients.back()->greet());
    }
    clients.clear();
}

WEIR_TEST_IN(QCoreApplication, tst_Limits)
#include "tst_limits.moc"
