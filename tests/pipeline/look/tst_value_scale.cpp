#include "pipeline/look/value_scale.h"
#include "support/test_program.h"
#include <QtTest>
#include <cmath>
#include <limits>

using weir::pipeline::ValueExtent;
using weir::pipeline::ValueScale;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double endless = std::numeric_limits<double>::infinity();

using Values = std::vector<double>;

Values even(double from, double to, int count = 1001)
{
    std::vector<double> values;
    for (int i = 0; i < count; ++i)
        values.push_back(from + (to - from) * i / (count - 1));
    return values;
}

} // namespace

class tst_ValueScale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAValueNothingIsKnown();
    void valuesStandBetweenTheUsualEnds();
    void aWildValueDoesNotSqueezeTheOthers();
    void whereMostAreSmallItIsLogarithmic();
    void negativeValuesAreNeverLogarithmic();
    void equalValuesStandInTheMiddle();
    void nearlyTheSameSampleChangesNothing();
};

void tst_ValueScale::withoutAValueNothingIsKnown()
{
    ValueScale scale;
    QVERIFY(!scale.adopt({}));
    const Values strange{none, endless, -endless, none}, mixed{none, 3, endless}, nothing{none};
    QVERIFY(!scale.adopt(strange));
    QVERIFY(!scale.known());
    QVERIFY(scale.adopt(mixed));
    QCOMPARE(scale.extent(), (ValueExtent{3, 3, true}));
    QVERIFY(scale.adopt(nothing));   // they are gone again
    QVERIFY(!scale.known());
}

void tst_ValueScale::valuesStandBetweenTheUsualEnds()
{
    ValueScale scale;
    QVERIFY(scale.adopt(even(-50, 50)));
    QCOMPARE(scale.extent(), (ValueExtent{-49, 49, true}));
    QCOMPARE(scale.place(-49), 0.0);
    QCOMPARE(scale.place(0), 0.5);
    QCOMPARE(scale.place(49), 1.0);
    QCOMPARE(scale.place(-1e9), 0.0);
    QCOMPARE(scale.place(1e9), 1.0);
}

void tst_ValueScale::aWildValueDoesNotSqueezeTheOthers()
{
    ValueScale scale;
    auto values = even(-50, 50);
    values[17] = 1e12;
    QVERIFY(scale.adopt(values));
    QVERIFY(scale.extent().to <= 50);
}

void tst_ValueScale::whereMostAreSmallItIsLogarithmic()
{
    ValueScale scale;
    std::vector<double> values;
    for (int i = 0; i < 1000; ++i)
        values.push_back(std::pow(10, i / 200.0));   // 1 to 100,000
    QVERIFY(scale.adopt(values));
    QVERIFY(scale.logarithmic());
    QVERIFY(std::abs(scale.place(300) - 0.5) < 0.15);   // the middle one
    double before = -1;
    for (const double value : {0.0, 1.0, 2.0, 30.0, 3000.0, 80'000.0}) {
        QVERIFY(scale.place(value) >= before);
        before = scale.place(value);
    }
    // Most of them nothing at all, as of a column that few nodes have.
    std::vector<double> rare(1000, 0.0);
    std::fill_n(rare.begin(), 50, 20.0);
    QVERIFY(scale.adopt(rare));
    QVERIFY(scale.place(0) == 0 && scale.place(20) == 1 && scale.place(2) > 0);
}

void tst_ValueScale::negativeValuesAreNeverLogarithmic()
{
    ValueScale scale;
    std::vector<double> values(1000, 1.0);
    std::fill_n(values.begin(), 100, 1e6);
    values[500] = -1;
    QVERIFY(scale.adopt(values));
    QVERIFY(!scale.logarithmic());
}

void tst_ValueScale::equalValuesStandInTheMiddle()
{
    for (const double value : {0.0, 7.0, -7.0, 1e300}) {
        ValueScale scale;
        QVERIFY(scale.adopt(std::vector<double>(100, value)));
        QCOMPARE(scale.place(value), 0.5);
    }
}

void tst_ValueScale::nearlyTheSameSampleChangesNothing()
{
    ValueScale scale;
    QVERIFY(scale.adopt(even(0, 100)));
    const ValueScale before = scale;
    QVERIFY(!scale.adopt(even(2, 104)));
    QVERIFY(scale == before);
    QVERIFY(scale.adopt(even(0, 150)));
    QVERIFY(!(scale == before));
}

WEIR_TEST(tst_ValueScale)
#include "tst_value_scale.moc"
