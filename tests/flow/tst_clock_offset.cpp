#include "flow/clock_offset.h"
#include "support/test_program.h"
#include <QtTest>
#include <limits>

using namespace std::chrono_literals;
using weir::TimePoint;
using weir::flow::ClockOffset;

namespace {

constexpr TimePoint start{1h};
constexpr std::int64_t ahead = 1'000'000;   // microseconds the peer's clock is ahead of ours

/// A ping whose way there and way back take the given times.
void ping(ClockOffset& clock, TimePoint at, std::chrono::microseconds there, std::chrono::microseconds back)
{
    const std::uint64_t id = clock.onPing(at);
    QVERIFY(clock.onPong(id, weir::microseconds(at + there) + ahead, at + there + back));
}

} // namespace

class tst_ClockOffset : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAnAnswerNothingIsKnown();
    void evenWaysGiveTheExactOffset();
    void unevenWaysStayWithinTheUncertainty();
    void theFastestPingDecides();
    void oldMeasurementsAreForgotten();
    void answersToUnknownPingsAreIgnored();
    void anAnswerCountsOnce();
    void lostPingsAreGivenUp();
    void aMadPeerClockIsHarmless();
};

void tst_ClockOffset::withoutAnAnswerNothingIsKnown()
{
    ClockOffset clock({});
    static_cast<void>(clock.onPing(start));
    QVERIFY(!clock.estimate(start + 1s).has_value());
}

void tst_ClockOffset::evenWaysGiveTheExactOffset()
{
    ClockOffset clock({});
    ping(clock, start, 300us, 300us);
    QCOMPARE(clock.estimate(start)->offsetMicroseconds, ahead);
    QCOMPARE(clock.estimate(start)->uncertaintyMicroseconds, 300);
}

void tst_ClockOffset::unevenWaysStayWithinTheUncertainty()
{
    for (const auto there : {0us, 1us, 499us, 1000us}) {
        ClockOffset clock({});
        ping(clock, start, there, 1000us - there);
        const auto estimate = clock.estimate(start);
        QVERIFY(qAbs(estimate->offsetMicroseconds - ahead) <= estimate->uncertaintyMicroseconds);
    }
}

void tst_ClockOffset::theFastestPingDecides()
{
    ClockOffset clock({});
    ping(clock, start, 100us, 100us);
    ping(clock, start + 1s, 90'000us, 100us);
    QCOMPARE(clock.estimate(start + 2s)->offsetMicroseconds, ahead);
    QCOMPARE(clock.estimate(start + 2s)->uncertaintyMicroseconds, 100);
}

void tst_ClockOffset::oldMeasurementsAreForgotten()
{
    ClockOffset clock({.memory = 5min});
    ping(clock, start, 100us, 100us);
    ping(clock, start + 4min, 2000us, 2000us);
    QCOMPARE(clock.estimate(start + 4min)->uncertaintyMicroseconds, 100);
    QCOMPARE(clock.estimate(start + 6min)->uncertaintyMicroseconds, 2000);
    QVERIFY(!clock.estimate(start + 20min).has_value());
}

void tst_ClockOffset::answersToUnknownPingsAreIgnored()
{
    ClockOffset clock({});
    const std::uint64_t id = clock.onPing(start);
    QVERIFY(!clock.onPong(id + 1, 0, start + 1ms));
    QVERIFY(!clock.estimate(start + 1ms).has_value());
}

void tst_ClockOffset::anAnswerCountsOnce()
{
    ClockOffset clock({});
    const std::uint64_t id = clock.onPing(start);
    QVERIFY(clock.onPong(id, 5, start + 1ms));
    QVERIFY(!clock.onPong(id, 5, start + 2ms));
}

void tst_ClockOffset::lostPingsAreGivenUp()
{
    ClockOffset clock({});
    const std::uint64_t lost = clock.onPing(start);
    for (int i = 0; i < 100; ++i)
        static_cast<void>(clock.onPing(start + 1s));
    QVERIFY(!clock.onPong(lost, 5, start + 2s));
}

void tst_ClockOffset::aMadPeerClockIsHarmless()
{
    ClockOffset clock({});
    for (const std::int64_t peer : {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
        const std::uint64_t id = clock.onPing(start);
        QVERIFY(clock.onPong(id, peer, start + 1ms));
        QVERIFY(clock.estimate(start + 1ms).has_value());
    }
}

WEIR_TEST(tst_ClockOffset)
#include "tst_clock_offset.moc"
