#include "pipeline/look/age_steps.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace std::chrono_literals;
using pipeline::AgeSteps;
using pipeline::LookSettings;
using pipeline::StampTimes;

namespace {

const TimePoint start{1h};

} // namespace

class tst_StampTimes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasNotedHasItsTime();
    void whatCameWhileCatchingUpIsOlderThanEverything();
    void aCatchUpLaterIsAsOldAsTheLastKnown();
    void aDayTakesSomeThousandEntriesAndKeepsAgesExact();
    void anAgeReachedIsNeverTakenBack();
    void aFilterPassesFromItsFirstBoundToBeforeItsLast();
    void coloursFollowTheBoundsOfAge();
};

void tst_StampTimes::whatWasNotedHasItsTime()
{
    StampTimes times;
    QVERIFY(!times.timeOf(1));
    QCOMPARE(times.newestUntil(start), Tick{0});
    times.note(3, start);
    times.note(7, start + 1s);
    QCOMPARE(times.timeOf(1), start);
    QCOMPARE(times.timeOf(3), start);
    QCOMPARE(times.timeOf(4), start + 1s);
    QCOMPARE(times.newestUntil(start - 1ms), Tick{0});
    QCOMPARE(times.newestUntil(start), Tick{3});
    QCOMPARE(times.newestUntil(start + 999ms), Tick{3});
    QCOMPARE(times.newestUntil(start + 1h), Tick{7});
    times.note(7, start + 2s);   // nothing new
    QCOMPARE(times.timeOf(7), start + 1s);
}

void tst_StampTimes::whatCameWhileCatchingUpIsOlderThanEverything()
{
    StampTimes times;
    times.leaveOut(5);
    times.note(6, start);
    QVERIFY(!times.timeOf(5));
    QCOMPARE(times.timeOf(6), start);
    QCOMPARE(times.newestUntil(TimePoint::min()), Tick{5});
}

void tst_StampTimes::aCatchUpLaterIsAsOldAsTheLastKnown()
{
    StampTimes times;
    times.note(2, start);
    times.leaveOut(9);
    times.note(10, start + 5s);
    QCOMPARE(times.timeOf(9), start);
    QCOMPARE(times.timeOf(10), start + 5s);
}

void tst_StampTimes::aDayTakesSomeThousandEntriesAndKeepsAgesExact()
{
    StampTimes times;
    constexpr auto step = 16ms;
    Tick stamp = 0;
    TimePoint now = start;
    while (now < start + 24h) {
        times.note(++stamp, now);
        now += step;
    }
    QVERIFY(times.size() <= 4096);
    for (const auto age : {1s, 10s, 60s, 3600s, 80'000s}) {
        const Tick at = stamp - static_cast<Tick>(age / step);
        const auto known = now - times.timeOf(at).value();
        QVERIFY(known >= age);
        QVERIFY(known <= age + age / 16 + 100ms);
    }
}

void tst_StampTimes::anAgeReachedIsNeverTakenBack()
{
    StampTimes times;
    Tick stamp = 0, reached = 0;
    for (TimePoint now = start; now < start + 20min; now += 15ms) {
        times.note(++stamp, now);
        const Tick newest = times.newestUntil(now - 30s);
        QVERIFY(newest >= reached);
        reached = newest;
    }
}

void tst_StampTimes::aFilterPassesFromItsFirstBoundToBeforeItsLast()
{
    StampTimes times;
    times.leaveOut(1);
    times.note(2, start);
    times.note(3, start + 8s);
    LookSettings settings;
    settings.age = {5, 20};
    AgeSteps ages;
    QVERIFY(!ages.matter());
    ages.setBounds(settings);
    QVERIFY(ages.matter());
    const auto passing = [&](TimePoint now) {
        ages.setNow(times, now);
        std::string answers;
        for (const Tick stamp : {1, 2, 3})
            answers += ages.passes(ages.step(stamp)) ? 'y' : 'n';
        return answers;
    };
    QCOMPARE(passing(start + 4s), std::string("nnn"));
    QCOMPARE(passing(start + 5s), std::string("nyn"));
    QCOMPARE(passing(start + 13s), std::string("nyy"));
    QCOMPARE(passing(start + 20s), std::string("nny"));
    QCOMPARE(passing(start + 30s), std::string("nnn"));
    ages.setNow(times, start + 30s);
    QCOMPARE(ages.nextStep(times, 3, ages.step(3)), TimePoint::max());

    settings.age = {5, std::numeric_limits<double>::infinity()};
    ages.setBounds(settings);
    QCOMPARE(passing(start + 6s), std::string("yyn"));
    QCOMPARE(ages.nextStep(times, 3, ages.step(3)), start + 13s);
    settings.age = {-std::numeric_limits<double>::infinity(), 10};
    ages.setBounds(settings);
    QCOMPARE(passing(start + 9s), std::string("nyy"));
    for (const auto& nobody : {pipeline::ValueRange{8, 3}, pipeline::ValueRange{-5, 0}, pipeline::ValueRange{1e300, 1e301}}) {
        settings.age = nobody;
        ages.setBounds(settings);
        QCOMPARE(passing(start + 9s), std::string("nnn"));
    }
}

void tst_StampTimes::coloursFollowTheBoundsOfAge()
{
    StampTimes times;
    times.leaveOut(1);
    times.note(2, start);
    LookSettings settings;
    settings.colourBy = pipeline::ColourBy::Age;
    settings.age = {5, 60};   // bounds of a filter between those of colours change no colour
    AgeSteps ages;
    ages.setBounds(settings);
    const auto colour = [&](Tick stamp, TimePoint now) {
        ages.setNow(times, now);
        return ages.colour(ages.step(stamp));
    };
    QCOMPARE(colour(2, start), std::size_t{0});
    QCOMPARE(colour(1, start), pipeline::ageColourBounds.size());
    QCOMPARE(colour(2, start + 2s), std::size_t{1});
    QCOMPARE(colour(2, start + 7s), std::size_t{1});
    QCOMPARE(colour(2, start + 10s), std::size_t{2});
    QCOMPARE(colour(2, start + 61s), std::size_t{3});
    QCOMPARE(colour(2, start + 1h), std::size_t{4});
}

WEIR_TEST(tst_StampTimes)
#include "tst_stamp_times.moc"
