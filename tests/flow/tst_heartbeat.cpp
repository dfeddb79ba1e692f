#include "flow/heartbeat.h"
#include "support/test_program.h"
#include <QtTest>

using namespace std::chrono_literals;
using weir::TimePoint;
using weir::flow::Heartbeat;

namespace {

constexpr Heartbeat::Config usual{.interval = 5s, .mostInterval = 20s, .deadAfter = 15s};
constexpr TimePoint start{1h};

} // namespace

class tst_Heartbeat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void silenceIsAskedAbout();
    void aBusyStreamNeedsNoPings();
    void aQuietLinkIsAskedLessAndLessOften();
    void aFrameOfItsOwnAccordEndsTheQuiet();
    void aPeerThatStaysSilentIsDead();
    void anyFrameAfterThePingIsLife();
    void laterPingsDoNotProlongTheLifeOfASilentPeer();
    void timeThatPassedAsleepKillsNobody();
};

void tst_Heartbeat::silenceIsAskedAbout()
{
    const Heartbeat heartbeat(usual, start);
    QVERIFY(!heartbeat.pingDue(start + 4'999ms));
    QVERIFY(heartbeat.pingDue(start + 5s));
    QVERIFY(!heartbeat.dead(start + 1h));
}

void tst_Heartbeat::aBusyStreamNeedsNoPings()
{
    Heartbeat heartbeat(usual, start);
    for (int i = 1; i <= 100; ++i) {
        QVERIFY(!heartbeat.pingDue(start + i * 1s));
        heartbeat.onFrame(start + i * 1s);
    }
}

void tst_Heartbeat::aQuietLinkIsAskedLessAndLessOften()
{
    Heartbeat heartbeat(usual, start);
    TimePoint now = start;
    for (const auto interval : {5s, 10s, 20s, 20s}) {
        QVERIFY(!heartbeat.pingDue(now + interval - 1ms));
        now += interval;
        QVERIFY(heartbeat.pingDue(now));
        heartbeat.onPingSent(now);
        QVERIFY(!heartbeat.pingDue(now + 14s));   // one at a time
        heartbeat.onFrame(now, Heartbeat::Frame::Answer);
    }
}

void tst_Heartbeat::aFrameOfItsOwnAccordEndsTheQuiet()
{
    Heartbeat heartbeat(usual, start);
    heartbeat.onPingSent(start + 5s);
    heartbeat.onFrame(start + 6s);
    QVERIFY(heartbeat.pingDue(start + 11s));
}

void tst_Heartbeat::aPeerThatStaysSilentIsDead()
{
    Heartbeat heartbeat(usual, start);
    heartbeat.onPingSent(start);
    QVERIFY(!heartbeat.dead(start + 14'999ms));
    QVERIFY(heartbeat.dead(start + 15s));
}

void tst_Heartbeat::anyFrameAfterThePingIsLife()
{
    Heartbeat heartbeat(usual, start);
    heartbeat.onPingSent(start);
    heartbeat.onFrame(start + 14s);
    QVERIFY(!heartbeat.dead(start + 1h));
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
    heartbeat.onFrame(start);
    const TimePoint afterSleep = start + 8h;
    QVERIFY(!heartbeat.dead(afterSleep));
    QVERIFY(heartbeat.pingDue(afterSleep));
    heartbeat.onPingSent(afterSleep);
    QVERIFY(!heartbeat.dead(afterSleep + 1s));
    QVERIFY(heartbeat.dead(afterSleep + 15s));
}

WEIR_TEST(tst_Heartbeat)
#include "tst_heartbeat.moc"
