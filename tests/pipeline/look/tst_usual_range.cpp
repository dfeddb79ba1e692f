#include "pipeline/look/usual_range.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <limits>

using weir::pipeline::UsualRange;

class tst_UsualRange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itReachesFromTheLowestToTheHighestOfMost();
    void whatIsNoPositiveNumberDoesNotCount();
    void itStaysUntilASampleLeavesItTwofold();
    void withoutValuesItStays();
};

void tst_UsualRange::itReachesFromTheLowestToTheHighestOfMost()
{
    std::vector<double> sample;
    for (int i = 0; i < 1000; ++i)
        sample.push_back(10 + 30.0 * i / 999);
    sample.front() = 1e-9;
    sample.back() = 1e30;
    UsualRange range;
    QVERIFY(range.adopt(sample));
    QVERIFY(range.low() >= 10 && range.low() < 11);
    QVERIFY(range.high() > 39 && range.high() <= 40);
}

void tst_UsualRange::whatIsNoPositiveNumberDoesNotCount()
{
    UsualRange range;
    QVERIFY(range.adopt({0, -3, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), 5, 7}));
    QCOMPARE(range.low(), 5.0);
    QCOMPARE(range.high(), 7.0);
}

void tst_UsualRange::itStaysUntilASampleLeavesItTwofold()
{
    UsualRange range;
    QVERIFY(range.adopt({10, 40}));
    QVERIFY(!range.adopt({19, 79}));
    QVERIFY(!range.adopt({6, 21}));
    QCOMPARE(range.low(), 10.0);
    QCOMPARE(range.high(), 40.0);
    QVERIFY(range.adopt({10, 81}));
    QCOMPARE(range.high(), 81.0);
    QVERIFY(range.adopt({4, 81}));
    QCOMPARE(range.low(), 4.0);
}

void tst_UsualRange::withoutValuesItStays()
{
    UsualRange range;
    QVERIFY(!range.adopt({}));
    QCOMPARE(range.low(), 1.0);
    QCOMPARE(range.high(), 1.0);
    QVERIFY(range.adopt({3}));
    QVERIFY(!range.adopt({0}));
    QCOMPARE(range.high(), 3.0);
}

WEIR_TEST(tst_UsualRange)
#include "tst_usual_range.moc"
