#include "flow/backoff.h"
#include "support/test_program.h"
#include <QtTest>

using namespace std::chrono_literals;
using weir::Clock;
using weir::TimePoint;
using weir::flow::Backoff;

namespace {

constexpr Backoff::Config usual{.firstBound = 500ms, .lastBound = 20s, .stableAfter = 60s, .longestRetryAfter = 10min};
constexpr TimePoint start{1h};

Backoff withRandom(double value) { return Backoff(usual, [value] { return value; }); }

void compareDelay(Clock::duration actual, Clock::duration expected)
{
    QCOMPARE(weir::milliseconds(actual), weir::milliseconds(expected));
}

} // namespace

class tst_Backoff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBoundDoublesUpToTheLast();
    void theWaitIsARandomShareOfTheBound();
    void randomNumbersOutOfRangeAreCutOff();
    void aShortConnectionDoesNotStartAnew();
    void aStableConnectionStartsAnew();
    void whatThePeerAsksForComesOnTop();
    void thePeerCannotSendUsAwayForEver();
    void aPersonsWishStartsAnew();
};

void tst_Backoff::theBoundDoublesUpToTheLast()
{
    Backoff backoff = withRandom(1.0);
    for (const auto expected : {500ms, 1000ms, 2000ms, 4000ms, 8000ms, 16'000ms, 20'000ms, 20'000ms})
        compareDelay(backoff.onFailed(start), expected);
    for (int i = 0; i < 1000; ++i)
        compareDelay(backoff.onFailed(start), 20s);
    QCOMPARE(backoff.attempts(), 1008U);
}

void tst_Backoff::theWaitIsARandomShareOfTheBound()
{
    Backoff backoff = withRandom(0.25);
    compareDelay(backoff.onFailed(start), 125ms);
    compareDelay(backoff.onFailed(start), 250ms);
}

void tst_Backoff::randomNumbersOutOfRangeAreCutOff()
{
    Backoff high = withRandom(7.0);
    compareDelay(high.onFailed(start), 500ms);
    Backoff low = withRandom(-7.0);
    compareDelay(low.onFailed(start), 0ms);
}

void tst_Backoff::aShortConnectionDoesNotStartAnew()
{
    Backoff backoff = withRandom(1.0);
    compareDelay(backoff.onFailed(start), 500ms);
    backoff.onConnected(start + 1s);
    compareDelay(backoff.onFailed(start + 60s), 1000ms);
}

void tst_Backoff::aStableConnectionStartsAnew()
{
    Backoff backoff = withRandom(1.0);
    compareDelay(backoff.onFailed(start), 500ms);
    compareDelay(backoff.onFailed(start), 1000ms);
    backoff.onConnected(start + 1s);
    compareDelay(backoff.onFailed(start + 61s), 500ms);
    compareDelay(backoff.onFailed(start + 200s), 1000ms);   // the connection counts once
}

void tst_Backoff::whatThePeerAsksForComesOnTop()
{
    Backoff backoff = withRandom(0.5);
    compareDelay(backoff.onFailed(start, 30s), 30'250ms);
    compareDelay(backoff.onFailed(start, -5s), 500ms);
}

void tst_Backoff::thePeerCannotSendUsAwayForEver()
{
    Backoff backoff = withRandom(0.0);
    compareDelay(backoff.onFailed(start, Clock::duration::max()), 10min);
}

void tst_Backoff::aPersonsWishStartsAnew()
{
    Backoff backoff = withRandom(1.0);
    compareDelay(backoff.onFailed(start), 500ms);
    compareDelay(backoff.onFailed(start), 1000ms);
    backoff.reset();
    compareDelay(backoff.onFailed(start), 500ms);
}

WEIR_TEST(tst_Backoff)
#include "tst_backoff.moc"
