#include "metrics/percentiles.h"
#include "support/test_program.h"
#include <QtTest>
#include <cmath>
#include <limits>

using namespace std::chrono_literals;
using weir::TimePoint;
using weir::metrics::Percentiles;

namespace {

constexpr TimePoint start{1h};

void compareWithin2Percent(std::optional<double> actual, double expected)
{
    QVERIFY(actual.has_value());
    QVERIFY2(qAbs(*actual - expected) <= 0.02 * expected, qPrintable(QString::number(*actual)));
}

} // namespace

class tst_Percentiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutSamplesThereAreNone();
    void oneSampleIsEveryPercentile();
    void theyAreRightToTwoPercentOverTheWholeRange();
    void aFewSlowOnesShowAtTheEnd();
    void oldSamplesLeave();
    void samplesStayForAtLeastHalfTheWindow();
    void valuesOutOfRangeCountAsTheNearest();
    void noNumberIsNoSample();
};

void tst_Percentiles::withoutSamplesThereAreNone()
{
    Percentiles percentiles;
    QVERIFY(!percentiles.at(0.5, start).has_value());
    QCOMPARE(percentiles.count(start), 0U);
}

void tst_Percentiles::oneSampleIsEveryPercentile()
{
    Percentiles percentiles;
    percentiles.add(16.7, start);
    for (const double share : {0.0, 0.5, 0.99, 1.0})
        QCOMPARE(percentiles.at(share, start), 16.7);
}

void tst_Percentiles::theyAreRightToTwoPercentOverTheWholeRange()
{
    for (const double unit : {0.001, 0.37, 1.0, 4711.0, 1e5}) {
        Percentiles percentiles;
        for (int i = 1; i <= 10'000; ++i)
            percentiles.add(unit * i, start);
        compareWithin2Percent(percentiles.at(0.5, start), unit * 5000);
        compareWithin2Percent(percentiles.at(0.95, start), unit * 9500);
        compareWithin2Percent(percentiles.at(0.99, start), unit * 9900);
        compareWithin2Percent(percentiles.at(1.0, start), unit * 10'000);
    }
}

void tst_Percentiles::aFewSlowOnesShowAtTheEnd()
{
    Percentiles percentiles;
    for (int i = 0; i < 98; ++i)
        percentiles.add(1, start);
    percentiles.add(500, start);
    percentiles.add(500, start);
    compareWithin2Percent(percentiles.at(0.5, start), 1);
    compareWithin2Percent(percentiles.at(0.98, start), 1);
    compareWithin2Percent(percentiles.at(0.99, start), 500);
}

void tst_Percentiles::oldSamplesLeave()
{
    Percentiles percentiles(5s);
    percentiles.add(100, start);
    percentiles.add(1, start + 6s);
    QCOMPARE(percentiles.count(start + 6s), 2U);
    QCOMPARE(percentiles.count(start + 11s), 1U);
    QCOMPARE(percentiles.at(1.0, start + 11s), 1.0);
    QVERIFY(!percentiles.at(0.5, start + 1min).has_value());
}

void tst_Percentiles::samplesStayForAtLeastHalfTheWindow()
{
    Percentiles percentiles(5s);
    for (int i = 0; i < 100; ++i) {
        const TimePoint now = start + i * 1s;
        percentiles.add(i, now);
        QVERIFY(percentiles.count(now) >= std::min<std::uint64_t>(static_cast<std::uint64_t>(i) + 1, 5));
        QVERIFY(percentiles.count(now) <= 11);
    }
}

void tst_Percentiles::valuesOutOfRangeCountAsTheNearest()
{
    Percentiles percentiles;
    for (const double value : {-1.0, 0.0, -0.0, 1e-300})
        percentiles.add(value, start);
    QVERIFY(*percentiles.at(0.9, start) < 0.002);
    Percentiles large;
    large.add(1e300, start);
    large.add(std::numeric_limits<double>::infinity(), start);
    QVERIFY(*large.at(0.5, start) > 1e9);
}

void tst_Percentiles::noNumberIsNoSample()
{
    Percentiles percentiles;
    percentiles.add(std::nan(""), start);
    QCOMPARE(percentiles.count(start), 0U);
}

WEIR_TEST(tst_Percentiles)
#include "tst_percentiles.moc"
