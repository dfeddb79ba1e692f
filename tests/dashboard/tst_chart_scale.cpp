#include "dashboard/chart_scale.h"
#include "support/test_program.h"

#include <QtTest/QtTest>

using weir::dashboard::ChartScale;

class tst_ChartScale final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTopIsRoundAndSoIsItsHalf_data();
    void theTopIsRoundAndSoIsItsHalf();
    void bytesAreRoundedInTheirOwnUnits();
    void itRisesAtOnceAndFallsLate();
    void itNeverFallsBelowTheLeast();
};

void tst_ChartScale::theTopIsRoundAndSoIsItsHalf_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("top");
    QTest::newRow("exact") << 1000.0 << 1000.0;
    QTest::newRow("a window of credits") << 1024.0 << 1200.0;
    QTest::newRow("just above") << 6.1 << 8.0;
    QTest::newRow("up to the next power") << 85.0 << 100.0;
    QTest::newRow("small") << 0.013 << 0.016;
    QTest::newRow("nothing") << 0.0 << 0.0;
}

void tst_ChartScale::theTopIsRoundAndSoIsItsHalf()
{
    QFETCH(double, value);
    QFETCH(double, top);
    QVERIFY(std::abs(ChartScale::roundedUp(value) - top) <= 1e-9 * top);
}

void tst_ChartScale::bytesAreRoundedInTheirOwnUnits()
{
    const auto rounded = [](double value) { return ChartScale::roundedUp(value, ChartScale::Rounding::Binary); };
    QCOMPARE(rounded(700), 800.0);
    QCOMPARE(rounded(17'000), 20.0 * 1024);
    QCOMPARE(rounded(3'000'000), 4.0 * 1024 * 1024);
    QCOMPARE(rounded(900'000), 1024.0 * 1024);
    QCOMPARE(rounded(90'000), 100.0 * 1024);
    QCOMPARE(rounded(0.2), 1.0);
}

void tst_ChartScale::itRisesAtOnceAndFallsLate()
{
    ChartScale scale(10);
    QCOMPARE(scale.fit(450), 600.0);
    QCOMPARE(scale.fit(210), 600.0);
    QCOMPARE(scale.fit(199), 200.0);
    QCOMPARE(scale.fit(201), 300.0);
}

void tst_ChartScale::itNeverFallsBelowTheLeast()
{
    ChartScale scale(10);
    QCOMPARE(scale.top(), 10.0);
    QCOMPARE(scale.fit(0), 10.0);
    scale.fit(500);
    QCOMPARE(scale.fit(0), 10.0);
}

WEIR_TEST(tst_ChartScale)
#include "tst_chart_scale.moc"
