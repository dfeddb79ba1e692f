#include "metrics/rate_meter.h"
#include "support/test_program.h"
#include <QtTest>

using namespace std::chrono_literals;
using weir::TimePoint;
using weir::metrics::RateMeter;

namespace {

constexpr TimePoint start{1h};

void compareRate(RateMeter& meter, TimePoint now, double expected)
{
    const double rate = meter.perSecond(now);
    QVERIFY2(qAbs(rate - expected) <= 0.001 * expected, qPrintable(QString::number(rate)));
}

} // namespace

class tst_RateMeter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingCountedIsNoRate();
    void anEvenStreamGivesItsRate();
    void beforeAFullWindowItIsTheRateSinceTheStart();
    void theFirstCountIsNoRateOfMillions();
    void aStreamThatStoppedFallsToNothing();
    void aChangeOfPaceShowsWithinTwoSeconds();
    void longSilenceIsCheap();
};

void tst_RateMeter::nothingCountedIsNoRate()
{
    RateMeter meter(start);
    QCOMPARE(meter.perSecond(start), 0.0);
    QCOMPARE(meter.perSecond(start + 1s), 0.0);
}

void tst_RateMeter::anEvenStreamGivesItsRate()
{
    RateMeter meter(start);
    TimePoint now = start;
    for (int i = 0; i < 500; ++i, now += 20ms)
        meter.add(10, now);
    compareRate(meter, now, 500);
}

void tst_RateMeter::beforeAFullWindowItIsTheRateSinceTheStart()
{
    RateMeter meter(start);
    for (int i = 0; i < 5; ++i)
        meter.add(10, start + i * 100ms);
    compareRate(meter, start + 500ms, 100);
}

void tst_RateMeter::theFirstCountIsNoRateOfMillions()
{
    RateMeter meter(start);
    meter.add(100, start);
    compareRate(meter, start, 1000);
}

void tst_RateMeter::aStreamThatStoppedFallsToNothing()
{
    RateMeter meter(start);
    for (int i = 0; i < 100; ++i)
        meter.add(10, start + i * 20ms);
    QVERIFY(meter.perSecond(start + 2500ms) < 400);
    QCOMPARE(meter.perSecond(start + 4s), 0.0);
}

void tst_RateMeter::aChangeOfPaceShowsWithinTwoSeconds()
{
    RateMeter meter(start);
    TimePoint now = start;
    for (int i = 0; i < 500; ++i, now += 10ms)
        meter.add(1, now);
    for (int i = 0; i < 200; ++i, now += 10ms)
        meter.add(7, now);
    compareRate(meter, now, 700);
}

void tst_RateMeter::longSilenceIsCheap()
{
    RateMeter meter(start);
    meter.add(10, start);
    meter.add(5, start + 24h * 365);
    compareRate(meter, start + 24h * 365 + 50ms, 5 / 1.45);
}

WEIR_TEST(tst_RateMeter)
#include "tst_rate_meter.moc"
