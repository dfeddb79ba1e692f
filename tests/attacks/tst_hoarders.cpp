#include "support/test_program.h"
#include "attacker.h"
#include "conformance/bad_frames.h"
#include "conformance/raw_socket.h"
#include "server/limits.h"
#include "server/door/web_socket.h"
#include "stage.h"
#include "support/no_descriptors.h"
#include <QtTest>

using namespace std::chrono_literals;
using namespace weir;
using namespace weir::protocol;

namespace {

constexpr std::uint64_t MiB = 1U << 20;

QByteArray claim(unsigned char first, quint64 size)
{
    const quint64 bytes = qToBigEndian(size);
    return QByteArray(1, static_cast<char>(first))
        .append('\xff')
        .append(reinterpret_cast<const char*>(&bytes), sizeof bytes)
        .append(4, '\0');
}

} // namespace

/// Whoever takes without giving: memory, descriptors, places. They get what is stated, and the others theirs.
class tst_Hoarders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void whoDoesNotReadIsNotReadEither();
    void pingsWhoseAnswersAreNotTakenAreNotReadForEver();
    void halfAnythingIsHeldOnlySoLong_data();
    void halfAnythingIsHeldOnlySoLong();
    void whatIsOnlyClaimedTakesNothing_data();
    void whatIsOnlyClaimedTakesNothing();
    void withoutDescriptorsThoseInsideGoOnAndOthersComeInLater();
};

void tst_Hoarders::whoDoesNotReadIsNotReadEither()
{
    server::StreamServer::Config config;
    config.maxUnsentBytes = MiB;   // so that one socket alone is over the bound
    attack::Stage stage(config, QStringLiteral("synthetic:nodes=100000,edges=300000,rate=0"));
    RawSocket deaf;
    deaf.stopReading();
    QVERIFY(deaf.open(stage.server.url()));
    Hello hello = RawClient::usualHello();
    hello.grant = {100'000, 64U << 20};
    deaf.socket().write(RawSocket::framed(hello));
    // Until the system takes no more either.
    for (std::uint64_t unsent = 0; unsent <= config.maxUnsentBytes || unsent != stage.server.unsentBytes();) {
        unsent = stage.server.unsentBytes();
        for (int i = 0; i < 50; ++i)
            QVERIFY(stage.framesUntilAnswered());
    }
    const std::uint64_t before = stage.receivedFrames();
    constexpr std::uint64_t count = 3 * server::maxControlPerSecond;
    deaf.socket().write(attack::frame(attack::ping, QByteArray(125, 'p')).repeated(count));
    for (int i = 0; i < 50; ++i)
        QVERIFY(stage.framesUntilAnswered());
    QVERIFY(stage.receivedFrames() - before < 200);   // of the asker, and of who follows
    if (heapIsCounted())
        QVERIFY2(stage.heapGrew() <= server::maxClientBytes, qPrintable(QString::number(stage.heapGrew())));
    // Once it reads, it is heard again, and told what all of that was.
    deaf.socket().setReadBufferSize(0);
    QVERIFY(attack::turnUntil([&] { return attack::closeCodeIn(deaf.answer()) == 4006; }));
    QVERIFY(stage.receivedFrames() - before >= server::maxControlPerSecond);
    QVERIFY(stage.followerIsUnharmed());
}

void tst_Hoarders::pingsWhoseAnswersAreNotTakenAreNotReadForEver()
{
    attack::Stage stage({}, QStringLiteral("synthetic:nodes=100000,edges=300000,rate=0"));
    RawSocket deaf;
    deaf.stopReading();
    QVERIFY(deaf.open(stage.server.url()));
    Hello hello = RawClient::usualHello();
    hello.grant = {100'000, 64U << 20};
    deaf.socket().write(RawSocket::framed(hello));
    QVERIFY(attack::turnUntil([&] { return stage.server.unsentBytes() >= server::maxBacklogBytes; }));
    // Never a flood: so many in a second and a bit. As long as they are read, what is unsent grows by the answers.
    constexpr std::uint64_t aSecond = server::maxControlPerSecond - 500;
    const QByteArray pings = attack::frame(attack::ping, QByteArray(125, 'p')).repeated(aSecond);
    bool areRead = true;
    for (int second = 0; areRead && second < 20; ++second) {
        const auto began = Clock::now();
        const std::uint64_t before = stage.receivedFrames();
        deaf.socket().write(pings);
        QVERIFY(attack::turnUntil([&] { return Clock::now() - began > 1100ms; }));
        areRead = stage.receivedFrames() - before >= aSecond;
    }
    QVERIFY(!areRead);
    QVERIFY2(stage.server.unsentBytes() > server::readsUpToBacklogBytes, qPrintable(QString::number(stage.server.unsentBytes())));
    QVERIFY2(stage.server.unsentBytes() <= server::readsUpToBacklogBytes + server::turnAnswerBytes,
             qPrintable(QString::number(stage.server.unsentBytes())));
    QVERIFY(stage.followerIsUnharmed());
}

void tst_Hoarders::halfAnythingIsHeldOnlySoLong_data()
{
    QTest::addColumn<QByteArray>("half");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a head") << attack::handshake().chopped(2);
    QTest::newRow("a WebSocket without a hello") << attack::handshake();
    QTest::newRow("half a frame") << attack::handshake() + attack::frame(attack::binary, QByteArray(300, 'x')).left(200);
    QTest::newRow("half a message") << attack::handshake() + attack::frame(attack::firstOfMore, "x");
    QTest::newRow("a hello, and nothing more") << attack::handshake() + RawSocket::framed(RawClient::usualHello());
}

void tst_Hoarders::halfAnythingIsHeldOnlySoLong()
{
    QFETCH(QByteArray, half);
    server::StreamServer::Config config;
    config.handshakeTimeout = 500ms;
    config.heartbeat = {500ms, 500ms, 500ms};
    attack::Stage stage(config);
    constexpr std::size_t many = 20;
    std::vector<std::unique_ptr<RawSocket>> all;
    for (std::size_t i = 0; i < many; ++i) {
        all.push_back(std::make_unique<RawSocket>("127.0.0.2"));
        all.back()->connectTo(stage.server.url());
        all.back()->socket().write(half);
    }
    QVERIFY(stage.askUntil([&] { return std::ranges::all_of(all, [](const auto& one) { return one->closed(); }); }));
    QVERIFY(stage.askUntil([&] { return stage.server.clientCount() == 2; }));
    QVERIFY(stage.followerIsUnharmed());
}

void tst_Hoarders::whatIsOnlyClaimedTakesNothing_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<int>("code");
    QTest::newRow("a frame of 8 EiB") << claim(attack::binary, ~quint64{0} >> 1U) << 1009;
    QTest::newRow("a frame of 1 GiB") << claim(attack::binary, quint64{1} << 30U) << 1009;
    QTest::newRow("a ping of 1 GiB") << claim(attack::ping, quint64{1} << 30U) << 1002;
    QTest::newRow("fragments without an end") << attack::frame(attack::firstOfMore, QByteArray(60'000, 'x'))
                                                     + attack::frame(attack::continuation, QByteArray(60'000, 'x'))
                                              << 1009;
    QByteArray table = badFrames::encoded(Encoding::Binary, RawClient::usualHello());
    table.replace(0, 4, QByteArray("\xff\xff\xff\x3f", 4));   // where its root is
    QTest::newRow("a message whose table is a gigabyte away") << attack::frame(attack::binary, table) << 4002;
}

void tst_Hoarders::whatIsOnlyClaimedTakesNothing()
{
    QFETCH(QByteArray, words);
    QFETCH(int, code);
    attack::Stage stage;
    for (int i = 0; i < 20; ++i) {
        RawSocket claimer;
        QVERIFY(claimer.open(stage.server.url()));
        claimer.socket().write(words);
        QVERIFY(attack::turnUntil([&] { return attack::closeCodeIn(claimer.answer()) == code; }));
        stage.look();
    }
    if (heapIsCounted())
        QVERIFY2(stage.heapGrew() <= 8 * MiB, qPrintable(QString::number(stage.heapGrew())));
    QVERIFY(stage.framesUntilAnswered());
    QVERIFY(stage.followerIsUnharmed());
}

void tst_Hoarders::withoutDescriptorsThoseInsideGoOnAndOthersComeInLater()
{
    attack::Stage stage;
    std::vector<std::unique_ptr<RawSocket>> waiting;   // connected as far as the system is concerned
    for (int i = 0; i < 5; ++i) {
        waiting.push_back(std::make_unique<RawSocket>("127.0.0.2"));
        waiting.back()->connectTo(stage.server.url());
        QVERIFY(waiting.back()->socket().waitForConnected());
    }
    {
        const NoDescriptors none;
        QVERIFY(attack::turnUntil([&] { return std::ranges::all_of(waiting, [](const auto& one) { return one->closed(); }); }));
        for (const auto& one : waiting)
            QVERIFY(one->answer().startsWith("HTTP/1.1 503 "));
        QVERIFY(stage.framesUntilAnswered());
        QVERIFY(stage.followerIsUnharmed());
        QCOMPARE(stage.server.figures(Clock::now()).exhausted, 1ULL);
    }
    RawClient later(Encoding::Binary);
    QVERIFY(later.open(stage.server.url()));
    QVERIFY(later.greet());
}

WEIR_TEST_IN(QCoreApplication, tst_Hoarders)
#include "tst_hoarders.moc"
