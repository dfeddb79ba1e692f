#include "flow/heartbeat.h"
#include <QtTest>

using namespace std::chrono_literals;
using weir::TimePoint;
using weir::flow::Heartbeat;

namespace {

constexpr Heartbeat::Config usual{.pingEvery = 10s, .deadAfter = 15s};
constexpr TimePoint start{1h};

} // namespace

class tst_Heartbeat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstPingIsDueAtOnce();
    void pingsGoOutAlsoOnABusyStream();
    void anyFrameCountsAsLife();
    void aPeerThatStaysSilentIsDead();
    void laterPingsDoNotProlongTheLifeOfASilentPeer();
    void timeThatPassedAsleepKillsNobody();
    void itSaysWhenToLookAgain();
};

void tst_Heartbeat::theFirstPingIsDueAtOnce()
{
    const Heartbeat heartbeat(usual, start);
    QVERIFY(heartbeat.pingDue(start));
    QVERIFY(!heartbeat.dead(start));
}

void tst_Heartbeat::pingsGoOutAlsoOnABusyStream()
{
    Heartbeat heartbeat(usual, start);
    heartbeat.onPingSent(start);
    heartbeat.onFrame();
    QVERIFY(!heartbeat.pingDue(start + 9'999ms));
    heartbeat.onFrame();
    QVERIFY(heartbeat.pingDue(start + 10s));
}

void tst_Heartbeat::anyFrameCountsAsLife()
{
    Heartbeat heartbeat(usual, start);
    heartbeat.onPingSent(start);
    heartbeat.onFrame();
    QVERIFY(!heartbeat.dead(start + 1h));
}

void tst_Heartbeat::aPeerThatStaysSilentIsDead()
{
    Heartbeat heartbeat(usual, start);
    heartbeat.onPingSent(start);
    QVERIFY(!heartbeat.dead(start + 14'999ms));
    QVERIFY(heartbeat.dead(start + 15s));
}

void tst_Heartbeat::laterPingsDoNotProlongTheLifeOfASilentPeer()
{
    Heartbeat heartbeat(usual, start);
    heartbeat.onPingSent(start);
    heartbeat.onPingSent(start + 10s);
    QVERIFY(heartbeat.dead(start + 15s));
}

void tst_Heartbeat::timeThatPassedAsleepKillsNobody()
{
    Heartbeat heartbeat(usual, start);
    heartbeat.onPingSent(start);
    heartbeat.onFrame();
    const TimePoint afterSleep = start + 8h;
    QVERIFY(!heartbeat.dead(afterSleep));
    QVERIFY(heartbeat.pingDue(afterSleep));
    heartbeat.onPingSent(afterSleep);
    QVERIFY(!heartbeat.dead(afterSleep + 1s));
    QVERIFY(heartbeat.dead(afterSleep + 15s));
}

void tst_Heartbeat::itSaysWhenToLookAgain()
{
    Heartbeat heartbeat(usual, start);
    QVERIFY(heartbeat.nextCheck() == start);
    heartbeat.onPingSent(start);
    QVERIFY(heartbeat.nextCheck() == start + 10s);
    heartbeat.onPingSent(start + 10s);
    QVERIFY(heartbeat.nextCheck() == start + 15s);
    heartbeat.onFrame();
    QVERIFY(heartbeat.nextCheck() == start + 20s);
}

QTEST_APPLESS_MAIN(tst_Heartbeat)
#include "tst_heartbeat.moc"
