#include "pipeline/columns/bin_scale.h"
#include "support/test_program.h"
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace weir;
using pipeline::BinScale;

namespace {

constexpr double day = 24 * 3600e6;

BinScale scaleOf(std::vector<double> values, BinScale::Of of = BinScale::Of::Numbers)
{
    std::ranges::sort(values);
    return {of, values, values.front(), values.back()};
}

std::vector<double> from(double first, double step, int count)
{
    std::vector<double> values;
    for (int i = 0; i < count; ++i)
        values.push_back(first + step * i);
    return values;
}

} // namespace

/// Bins that a person can read, whatever the values are.
class tst_BinScale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutValuesThereIsNoBin();
    void aFewWholeNumbersHaveABinEach();
    void manyWholeNumbersHaveBinsOfRoundWidth();
    void fractionsHaveRoundEdges();
    void oneValueHasOneBin();
    void aWildValueDoesNotMakeAllOthersOneBin();
    void decadesAreLogarithmicAlsoFromZero();
    void negativeValuesAreNever();
    void anEvenSpreadOverALargeRangeIsNot();
    void timesHaveWholeDaysOrSeconds();
    void everyValueHasTheBinBetweenItsEdges();
};

void tst_BinScale::withoutValuesThereIsNoBin()
{
    QCOMPARE(BinScale().bins(), 0U);
    QCOMPARE(BinScale().place(3), 0.0);
}

void tst_BinScale::aFewWholeNumbersHaveABinEach()
{
    const BinScale scale = scaleOf({3, 4, 4, 4, 9});
    QVERIFY(scale.whole() && !scale.logarithmic());
    QCOMPARE(scale.bins(), 7U);
    QCOMPARE(scale.edge(0), 3.0);
    QCOMPARE(scale.edge(7), 10.0);
    QCOMPARE(scale.binOf(4), 1U);
    QCOMPARE(scale.binOf(9), 6U);
}

void tst_BinScale::manyWholeNumbersHaveBinsOfRoundWidth()
{
    const BinScale scale = scaleOf(from(18, 1, 400));   // 18 to 417
    QVERIFY(scale.whole());
    QCOMPARE(scale.edge(0), 10.0);
    QCOMPARE(scale.edge(1), 20.0);
    QCOMPARE(scale.edge(scale.bins()), 420.0);
    QCOMPARE(scale.binOf(20), 1U);
    QCOMPARE(scale.binOf(19), 0U);
}

void tst_BinScale::fractionsHaveRoundEdges()
{
    const BinScale scale = scaleOf(from(0.13, 0.017, 200));   // to 3.513
    QVERIFY(!scale.whole());
    QCOMPARE(scale.edge(0), 0.1);
    QVERIFY(std::abs(scale.edge(1) - 0.2) < 1e-9);
    QVERIFY(scale.edge(scale.bins()) >= 3.513);
    QVERIFY(scale.bins() > 20 && scale.bins() <= BinScale::most);
}

void tst_BinScale::oneValueHasOneBin()
{
    QCOMPARE(scaleOf({7, 7}).bins(), 1U);
    const BinScale fraction = scaleOf({0.3});
    QCOMPARE(fraction.bins(), 1U);
    QVERIFY(fraction.edge(0) < 0.3 && fraction.edge(1) > 0.3);
    QCOMPARE(scaleOf({0.0}).bins(), 1U);
}

void tst_BinScale::aWildValueDoesNotMakeAllOthersOneBin()
{
    std::vector<double> values = from(-20, 0.1, 1000);
    values.push_back(1e12);
    values.push_back(-1e9);
    const BinScale scale = scaleOf(values);
    QVERIFY(scale.bins() >= 16);
    QVERIFY(scale.edge(scale.bins()) < 100 && scale.edge(0) > -100);
    QCOMPARE(scale.binOf(1e12), scale.bins() - 1);
    QCOMPARE(scale.binOf(-1e9), 0U);
    QCOMPARE(scale.place(1e12), 1.0);
    QVERIFY(scale.beginsBefore(-1e9) && scale.endsAfter(1e12) && !scale.endsAfter(scale.edge(3)));
}

void tst_BinScale::decadesAreLogarithmicAlsoFromZero()
{
    std::vector<double> values(50, 0);
    for (int i = 0; i < 600; ++i)
        values.push_back(std::pow(10, i / 100.0));   // 1 to a million, each decade as often
    const BinScale scale = scaleOf(values);
    QVERIFY(scale.logarithmic());
    QCOMPARE(scale.edge(0), 0.0);
    QCOMPARE(scale.binOf(0), 0U);
    QVERIFY(scale.place(1000) > 0.4 && scale.place(1000) < 0.6);
    QVERIFY(scale.binOf(100) > scale.binOf(10) + 3);
    for (std::uint32_t bin = 0; bin < scale.bins(); ++bin)
        QVERIFY(scale.edge(bin) < scale.edge(bin + 1));
}

void tst_BinScale::negativeValuesAreNever()
{
    std::vector<double> values = from(1, 1, 100);
    values.insert(values.end(), {-5, 1e5, 1e6, 1e7});
    QVERIFY(!scaleOf(values).logarithmic());
}

void tst_BinScale::anEvenSpreadOverALargeRangeIsNot()
{
    QVERIFY(!scaleOf(from(1, 1000, 1000)).logarithmic());
}

void tst_BinScale::timesHaveWholeDaysOrSeconds()
{
    const BinScale days = scaleOf({0, 30 * day, 31.4 * day}, BinScale::Of::Times);
    QCOMPARE(days.edge(1) - days.edge(0), day);
    QCOMPARE(days.edge(0), 0.0);
    QCOMPARE(days.bins(), 32U);
    const BinScale years = scaleOf({0, 3000 * day}, BinScale::Of::Times);
    QCOMPARE(std::fmod(years.edge(1), day), 0.0);
    const BinScale moments = scaleOf({5e6, 11e6}, BinScale::Of::Times);
    QCOMPARE(moments.edge(1) - moments.edge(0), 1e6);
    QVERIFY(moments.whole());
}

void tst_BinScale::everyValueHasTheBinBetweenItsEdges()
{
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        std::vector<double> values;
        const double spread = std::pow(10, std::uniform_real_distribution(-3.0, 6.0)(random));
        for (int i = 0; i < 300; ++i) {
            double value = std::normal_distribution(spread / 3, spread)(random);
            if (round % 3 == 0)
                value = std::round(value);
            if (round % 5 == 0)
                value = std::exp(value / spread * 3);
            values.push_back(value);
        }
        const BinScale scale = scaleOf(values);
        QVERIFY(scale.bins() >= 1 && scale.bins() <= BinScale::most);
        for (const double value : values) {
            const std::uint32_t bin = scale.binOf(value);
            QVERIFY(bin < scale.bins());
            const double slack = 0.006 * std::abs(value) + 1e-9;   // edges of decades are rounded
            QVERIFY(bin == 0 || scale.edge(bin) <= value + slack);
            QVERIFY(bin + 1 == scale.bins() || scale.edge(bin + 1) >= value - slack);
        }
    }
}

WEIR_TEST(tst_BinScale)
#include "tst_bin_scale.moc"
