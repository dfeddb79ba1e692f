#include "flow/credit_gate.h"
#include "flow/credit_window.h"
#include "support/test_program.h"
#include <QtTest>
#include <deque>

using weir::flow::CreditGate;
using weir::flow::CreditWindow;
using weir::flow::Grant;

namespace {

constexpr CreditGate::Config usual{.firstGrant = {16, 1600},
                                   .clientMaxMessageBytes = 100,
                                   .serverMaxMessageBytes = 1000,
                                   .maxWindowBytes = 10'000,
                                   .maxBacklogBytes = 500};

CreditGate usualGate() { return CreditGate::create(usual).value(); }

void send(CreditGate& gate, int messages, std::uint64_t bytesEach)
{
    for (int i = 0; i < messages; ++i) {
        QVERIFY(gate.mayTake(bytesEach, 0));
        gate.onSent(bytesEach);
    }
}

} // namespace

class tst_CreditGate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFirstGrantOutOfRangeIsRefused_data();
    void aFirstGrantOutOfRangeIsRefused();
    void theSmallestAndTheLargestFirstGrantAreTaken();
    void theFirstGrantAllowsSendingAtOnce();
    void withoutMessageCreditsNothingGoes();
    void withoutByteCreditsNothingGoes();
    void aRepeatedGrantIsHarmless();
    void aLowerTotalIsIgnoredAndCounted();
    void aMessageIsNeverLargerThanEitherSideTakes();
    void theSocketsBacklogHoldsMessagesBack();
    void aRefusalByTheBacklogDoesNotStarve();
    void whatIsUnacknowledgedIsWhatTheWindowStillHolds();
    void aStarvedSessionWaitsForWhatItNeeds();
    void aStarvedSessionWaitsForNoMoreMessagesThanItNeeds();
    void aStarvedSessionThatNeedsMuchWaitsForHalfTheLeastWindow();
    void aClientThatMadeItsWindowSmallerIsStillServed();
};

void tst_CreditGate::aFirstGrantOutOfRangeIsRefused_data()
{
    QTest::addColumn<quint64>("messages");
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<quint64>("largest");
    QTest::newRow("three messages") << quint64(3) << quint64(1600) << quint64(100);
    QTest::newRow("bytes for less than four of the largest") << quint64(16) << quint64(399) << quint64(100);
    QTest::newRow("a client that takes no message") << quint64(16) << quint64(1600) << quint64(0);
    QTest::newRow("more than the server holds") << quint64(16) << quint64(10'001) << quint64(100);
    QTest::newRow("a largest message beyond all bounds") << quint64(16) << quint64(1600) << ~quint64(0);
}

void tst_CreditGate::aFirstGrantOutOfRangeIsRefused()
{
    QFETCH(quint64, messages);
    QFETCH(quint64, bytes);
    QFETCH(quint64, largest);
    CreditGate::Config config = usual;
    config.firstGrant = {messages, bytes};
    config.clientMaxMessageBytes = largest;
    const auto gate = CreditGate::create(config);
    QVERIFY(!gate.has_value());
    QVERIFY(!gate.error().text.empty());
}

void tst_CreditGate::theSmallestAndTheLargestFirstGrantAreTaken()
{
    CreditGate::Config config = usual;
    config.firstGrant = {4, 400};
    QVERIFY(CreditGate::create(config).has_value());
    config.firstGrant = {1000, config.maxWindowBytes};
    QVERIFY(CreditGate::create(config).has_value());
}

void tst_CreditGate::theFirstGrantAllowsSendingAtOnce()
{
    CreditGate gate = usualGate();
    QVERIFY(gate.mayTake(100, 0));
    gate.onSent(60);
    QCOMPARE(gate.creditsMessages(), 15U);
    QCOMPARE(gate.creditsBytes(), 1540U);
    QCOMPARE(gate.unacknowledgedBytes(), 60U);
}

void tst_CreditGate::withoutMessageCreditsNothingGoes()
{
    CreditGate gate = usualGate();
    send(gate, 16, 1);
    QVERIFY(!gate.mayTake(1, 0));
    QVERIFY(gate.starved());
    QCOMPARE(gate.sendableBytes(), 0U);
    QCOMPARE(gate.onCredit({17, 1601}), CreditGate::CreditOutcome::Raised);
    QVERIFY(gate.mayTake(1, 0));
    QVERIFY(!gate.starved());
}

void tst_CreditGate::withoutByteCreditsNothingGoes()
{
    CreditGate::Config config = usual;
    config.firstGrant = {1000, 400};
    CreditGate gate = CreditGate::create(config).value();
    send(gate, 3, 100);
    send(gate, 1, 50);
    QVERIFY(!gate.mayTake(51, 0));
    QVERIFY(gate.mayTake(50, 0));
}

void tst_CreditGate::aRepeatedGrantIsHarmless()
{
    CreditGate gate = usualGate();
    send(gate, 4, 100);
    QCOMPARE(gate.onCredit({20, 2000}), CreditGate::CreditOutcome::Raised);
    QCOMPARE(gate.onCredit({20, 2000}), CreditGate::CreditOutcome::Repeated);
    QCOMPARE(gate.creditsMessages(), 16U);
    QCOMPARE(gate.creditsBytes(), 1600U);
    QCOMPARE(gate.unacknowledgedBytes(), 0U);
}

void tst_CreditGate::aLowerTotalIsIgnoredAndCounted()
{
    CreditGate gate = usualGate();
    QCOMPARE(gate.onCredit({20, 2000}), CreditGate::CreditOutcome::Raised);
    QCOMPARE(gate.onCredit({19, 2000}), CreditGate::CreditOutcome::Lower);
    QCOMPARE(gate.onCredit({30, 1999}), CreditGate::CreditOutcome::Lower);
    QCOMPARE(gate.creditsMessages(), 20U);
    QCOMPARE(gate.creditsBytes(), 2000U);
    QCOMPARE(gate.lowerTotals(), 2U);
}

void tst_CreditGate::aMessageIsNeverLargerThanEitherSideTakes()
{
    CreditGate::Config config = usual;
    QCOMPARE(CreditGate::create(config)->sendableBytes(), 100U);
    config.serverMaxMessageBytes = 70;
    QCOMPARE(CreditGate::create(config)->sendableBytes(), 70U);
}

void tst_CreditGate::theSocketsBacklogHoldsMessagesBack()
{
    CreditGate gate = usualGate();
    QVERIFY(gate.mayTake(10, 499));
    QVERIFY(!gate.mayTake(10, 500));
    QVERIFY(gate.mayTake(10, 0));
}

void tst_CreditGate::aRefusalByTheBacklogDoesNotStarve()
{
    CreditGate gate = usualGate();
    QVERIFY(!gate.mayTake(1'000'000, 500));
    QVERIFY(!gate.starved());
}

void tst_CreditGate::whatIsUnacknowledgedIsWhatTheWindowStillHolds()
{
    CreditGate gate = usualGate();
    send(gate, 3, 100);
    QCOMPARE(gate.unacknowledgedBytes(), 300U);
    QCOMPARE(gate.onCredit({17, 1700}), CreditGate::CreditOutcome::Raised);
    QCOMPARE(gate.unacknowledgedBytes(), 200U);
    QCOMPARE(gate.onCredit({99, 9900}), CreditGate::CreditOutcome::Raised);   // a larger window
    QCOMPARE(gate.unacknowledgedBytes(), 0U);
}

void tst_CreditGate::aStarvedSessionWaitsForWhatItNeeds()
{
    CreditGate::Config config = usual;
    config.firstGrant = {1000, 400};
    CreditGate gate = CreditGate::create(config).value();
    send(gate, 4, 100);
    QVERIFY(!gate.mayTake(150, 0));
    QCOMPARE(gate.onCredit({1001, 549}), CreditGate::CreditOutcome::Raised);
    QVERIFY(!gate.mayTake(150, 0));   // a largest message would fit, but dribbling is what starving avoids
    QCOMPARE(gate.onCredit({1001, 550}), CreditGate::CreditOutcome::Raised);
    QVERIFY(gate.mayTake(150, 0));
}

void tst_CreditGate::aStarvedSessionWaitsForNoMoreMessagesThanItNeeds()
{
    CreditGate gate = usualGate();
    send(gate, 16, 10);
    QVERIFY(!gate.mayTake(100, 0));   // exactly one of the largest
    QCOMPARE(gate.onCredit({17, 1700}), CreditGate::CreditOutcome::Raised);
    QVERIFY(gate.mayTake(100, 0));
}

void tst_CreditGate::aStarvedSessionThatNeedsMuchWaitsForHalfTheLeastWindow()
{
    CreditGate gate = usualGate();
    send(gate, 16, 100);
    QVERIFY(!gate.mayTake(1'000'000, 0));
    QCOMPARE(gate.onCredit({17, 1800}), CreditGate::CreditOutcome::Raised);
    QVERIFY(!gate.mayTake(1'000'000, 0));
    QCOMPARE(gate.onCredit({18, 1800}), CreditGate::CreditOutcome::Raised);
    QVERIFY(gate.mayTake(1'000'000, 0));
}

// Both ends together: whatever the client does to its window, the session never stands still for ever.
void tst_CreditGate::aClientThatMadeItsWindowSmallerIsStillServed()
{
    CreditWindow window = CreditWindow::create({.windowMessages = 64, .windowBytes = 6400, .maxMessageBytes = 100}).value();
    CreditGate::Config config = usual;
    config.firstGrant = window.firstGrant();
    config.serverMaxMessageBytes = 100;
    CreditGate gate = CreditGate::create(config).value();
    std::deque<std::uint64_t> queue;
    int delivered = 0;
    for (int round = 0; round < 200; ++round) {
        if (round == 50)
            QVERIFY(window.setWindow({.windowMessages = 4, .windowBytes = 400, .maxMessageBytes = 100}).has_value());
        while (gate.mayTake(1'000'000, 0)) {
            const std::uint64_t bytes = gate.sendableBytes();
            gate.onSent(bytes);
            QVERIFY(window.onReceived(bytes).has_value());
            queue.push_back(bytes);
        }
        const int before = delivered;
        for (; !queue.empty(); queue.pop_front(), ++delivered)
            window.onDisposed(queue.front());
        if (const auto grant = window.takeGrant())
            QCOMPARE(gate.onCredit(*grant), CreditGate::CreditOutcome::Raised);
        QVERIFY(delivered > before);
    }
}

WEIR_TEST(tst_CreditGate)
#include "tst_credit_gate.moc"
