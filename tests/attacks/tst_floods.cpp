#include "support/test_program.h"
#include "attacker.h"
#include "server/door/web_socket.h"
#include "stage.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;

namespace {

constexpr std::size_t flooders = 4;
/// A question and its answer are a few rounds of the event loop, in each of which every flooder has one turn.
constexpr std::uint64_t mostFramesUntilAnswered = flooders * server::WebSocket::framesATurn * 12;
constexpr std::uint64_t mostHeap = 16U << 20;

QByteArray message(const Message& message)
{
    Encoder encoder(Encoding::Binary);
    const std::string_view bytes = encoder.encode(message);
    return attack::frame(attack::binary, QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())));
}

} // namespace

/// Frames as fast as they go, of every kind: whoever sends them is told to go, and nobody else notices.
class tst_Floods : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void aFloodEndsWithItsReasonAndDelaysNobody_data();
    void aFloodEndsWithItsReasonAndDelaysNobody();
};

void tst_Floods::aFloodEndsWithItsReasonAndDelaysNobody_data()
{
    QTest::addColumn<QByteArray>("opening");
    QTest::addColumn<QByteArray>("burst");
    QTest::addColumn<int>("code");
    QTest::addColumn<attack::Flooder::Told>("told");
    using enum attack::Flooder::Told;
    const auto row = [](const char* name, const QByteArray& opening, const QByteArray& frames, int code,
                        attack::Flooder::Told told = Leaves) {
        QTest::newRow(name) << opening << frames.repeated(1 + (64 << 10) / frames.size()) << code << told;
    };
    const QByteArray hello = message(RawClient::usualHello());
    Fetch fetch;
    for (std::uint32_t chunk = 0; chunk < 1000; ++chunk)
        fetch.nodes.push_back(chunk * 7919 % 1000);
    row("pings", {}, attack::frame(attack::ping), 4006);
    row("pings that go on", {}, attack::frame(attack::ping), 4006, GoesOn);
    row("long pings", {}, attack::frame(attack::ping, QByteArray(125, 'p')), 4006);
    row("pongs", {}, attack::frame(attack::pong), 4006);
    row("empty fragments", attack::frame(attack::firstOfMore), attack::frame(attack::continuation), 4006);
    row("fragments of a byte", attack::frame(attack::firstOfMore), attack::frame(attack::continuation, "x"), 4006);
    row("pings after a hello", hello, attack::frame(attack::ping), 4006);
    row("pings of the protocol", hello, message(Ping{1, 2}), 4006);
    row("answers to nothing", hello, message(Pong{}), 4006);
    row("credits", hello, message(Credit{{64, 8U << 20}, 0, 0}), 4006);
    row("audits", hello, message(Audit{}), 4006);
    row("resyncs", hello, message(Resync{"again"}), 4006);
    row("fetches", hello, message(fetch), 4006);
    row("policies", hello, message(Policy{}), 4006);
    row("steers", hello, message(Steer{{}, -1.0, {}}), 4006);
    row("tokens", hello, message(Token{"none"}), 4006);
    row("hellos", {}, hello, 4004);
    row("empty messages", {}, attack::frame(attack::binary), 4002);
    row("noise", {}, QByteArray(1000, '\xa5'), 1002);
}

void tst_Floods::aFloodEndsWithItsReasonAndDelaysNobody()
{
    QFETCH(QByteArray, opening);
    QFETCH(QByteArray, burst);
    QFETCH(int, code);
    QFETCH(attack::Flooder::Told, told);
    attack::Stage stage;
    std::vector<std::unique_ptr<attack::Flooder>> all;
    for (std::size_t i = 0; i < flooders; ++i)
        all.push_back(std::make_unique<attack::Flooder>(stage.port(), opening, burst, told));
    QVERIFY2(stage.askUntil([&] { return std::ranges::all_of(all, [](const auto& one) { return one->cutOff(); }); }),
             "no answer under attack, or no end of it");
    for (const auto& one : all)
        QCOMPARE(attack::closeCodeIn(one->heard()), code);
    const std::uint64_t most = stage.mostFramesUntilAnswered();
    QVERIFY2(most <= mostFramesUntilAnswered,
             qPrintable(QStringLiteral("%1 frames were read between a question and its answer").arg(most)));
    if (heapIsCounted())
        QVERIFY2(stage.heapGrew() <= mostHeap, qPrintable(QStringLiteral("the heap grew by %1 bytes").arg(stage.heapGrew())));
    QVERIFY(stage.followerIsUnharmed());
    QVERIFY(attack::turnUntil([&] { return stage.server.figures(Clock::now()).closes[code] == flooders; }));
    qInfo("at most %llu frames until an answer, the heap grew by %.1f MiB", static_cast<unsigned long long>(most),
          static_cast<double>(stage.heapGrew()) / (1U << 20));
}

WEIR_TEST_IN(QCoreApplication, tst_Floods)
#include "tst_floods.moc"
