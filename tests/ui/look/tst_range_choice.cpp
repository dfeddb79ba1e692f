#include "ui/look/range_choice.h"
#include "support/test_program.h"
#include <QtTest/QtTest>
#include <limits>

using namespace weir;
using pipeline::BinScale;
using pipeline::ColumnCounts;
using pipeline::ValueRange;
using ui::RangeChoice;

namespace {

constexpr double endless = std::numeric_limits<double>::infinity();
constexpr double day = 24 * 3600e6;
constexpr double begin = 20'000 * day;   // 2024-10-04

/// Values 0 to 40 (or the numbers that are given), one each.
ColumnCounts countsOf(std::vector<double> values, BinScale::Of of = BinScale::Of::Numbers)
{
    std::ranges::sort(values);
    ColumnCounts counts;
    counts.kind = of == BinScale::Of::Times ? graph::AttributeKind::Time : graph::AttributeKind::Number;
    counts.elements = counts.withValue = values.size();
    counts.scale = BinScale(of, values, values.front(), values.back());
    counts.bins.resize(counts.scale.bins());
    for (const double value : values)
        ++counts.bins[counts.scale.binOf(value)];
    counts.least = values.front();
    counts.greatest = values.back();
    return counts;
}

ColumnCounts ages() { return countsOf({0, 1, 1, 2, 3, 3, 3, 3, 9}); }   // a bin each, 0 to 9

QString minus(const char* text) { return QString::fromUtf8(text); }

} // namespace

/// Two handles over a histogram and two fields, which say the same.
class tst_RangeChoice final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void atFirstThereIsNoBound();
    void handlesStandAtEdgesAndSayWhichValues();
    void handlesDoNotPassEachOther();
    void anEndOfTheHistogramIsNoBound();
    void fieldsSayWhatHandlesCannot();
    void whatCannotBeUnderstoodLeavesNothingOut();
    void handlesFollowANewScale();
    void timesAreDatesAndADayIsWhole();
    void binsSayWhatTheyHave();
    void fractionsAndWildValues();
    void barsAreShares();
};

void tst_RangeChoice::atFirstThereIsNoBound()
{
    RangeChoice choice(false);
    QVERIFY(choice.range().everything());
    QCOMPARE(choice.bars(), QVariantList());
    choice.moveLow(0.5);   // there is no histogram yet
    choice.stepHigh(-3);
    QVERIFY(choice.range().everything());
    choice.setCounts(ages());
    QCOMPARE(choice.low(), 0.0);
    QCOMPARE(choice.high(), 1.0);
    QCOMPARE(choice.least(), QStringLiteral("0"));
    QCOMPARE(choice.greatest(), QStringLiteral("9"));
    QCOMPARE(choice.words(), QString());
}

void tst_RangeChoice::handlesStandAtEdgesAndSayWhichValues()
{
    RangeChoice choice(false);
    choice.setCounts(ages());
    QSignalSpy changed(&choice, &RangeChoice::changed);
    choice.moveLow(0.22);
    QCOMPARE(changed.count(), 1);
    choice.moveLow(0.18);   // the same edge
    QCOMPARE(changed.count(), 1);
    QCOMPARE(choice.low(), 0.2);
    QCOMPARE(choice.from(), QStringLiteral("2"));
    choice.moveHigh(0.4);
    QCOMPARE(choice.to(), QStringLiteral("3"));   // the bin of 3 ends before 4
    QCOMPARE(choice.high(), 0.4);
    QCOMPARE(choice.range(), (ValueRange{2, 3}));
    QCOMPARE(choice.words(), minus("2 \u2013 3"));
    choice.stepLow(1);
    QCOMPARE(choice.words(), QStringLiteral("3"));
    choice.stepLow(-2);
    choice.stepHigh(1);
    QCOMPARE(choice.range(), (ValueRange{1, 4}));
}

void tst_RangeChoice::handlesDoNotPassEachOther()
{
    RangeChoice choice(false);
    choice.setCounts(ages());
    choice.moveHigh(0.5);
    choice.moveLow(0.9);
    QCOMPARE(choice.range(), (ValueRange{4, 4}));
    choice.stepLow(100);
    QCOMPARE(choice.range(), (ValueRange{4, 4}));
    choice.moveHigh(0);
    QCOMPARE(choice.range(), (ValueRange{4, 4}));
    choice.stepHigh(-100);
    QCOMPARE(choice.range(), (ValueRange{4, 4}));
}

void tst_RangeChoice::anEndOfTheHistogramIsNoBound()
{
    RangeChoice choice(false);
    choice.setCounts(ages());
    choice.moveLow(0.5);
    choice.moveHigh(0.7);
    choice.stepLow(-100);
    QCOMPARE(choice.range(), (ValueRange{-endless, 6}));
    QCOMPARE(choice.words(), minus("\u2264 6"));
    QCOMPARE(choice.from(), QString());
    choice.stepHigh(100);
    QVERIFY(choice.range().everything());
}

void tst_RangeChoice::fieldsSayWhatHandlesCannot()
{
    RangeChoice choice(false);
    choice.setCounts(ages());
    choice.setFrom(QStringLiteral("2.5"));
    choice.setTo(QStringLiteral("1,000"));
    QCOMPARE(choice.range(), (ValueRange{2.5, 1000}));
    QCOMPARE(choice.low(), 0.25);
    QCOMPARE(choice.high(), 1.0);
    QCOMPARE(choice.words(), minus("2.5 \u2013 1,000"));
    choice.setFrom(QString());
    QCOMPARE(choice.range(), (ValueRange{-endless, 1000}));
    choice.stepHigh(-1);
    QCOMPARE(choice.to(), QStringLiteral("8"));
}

void tst_RangeChoice::whatCannotBeUnderstoodLeavesNothingOut()
{
    RangeChoice choice(false);
    choice.setCounts(ages());
    choice.setFrom(QStringLiteral("many"));
    QVERIFY(choice.range().everything());
    QCOMPARE(choice.fault(), QStringLiteral("\"many\" is no number."));
    choice.setFrom(QStringLiteral("7"));
    choice.setTo(QStringLiteral("3"));
    QVERIFY(choice.range().everything());
    QCOMPARE(choice.fault(), QStringLiteral("Nothing is from 7 to 3."));
    choice.setTo(QString());
    QCOMPARE(choice.fault(), QString());
    RangeChoice times(true);
    times.setTo(QStringLiteral("yesterday"));
    QVERIFY(times.fault().contains(QStringLiteral("2026-11-30")));
    times.clear();
    QCOMPARE(times.fault(), QString());
    QCOMPARE(times.to(), QString());
}

void tst_RangeChoice::handlesFollowANewScale()
{
    RangeChoice choice(false);
    choice.setCounts(ages());
    choice.moveLow(0.5);
    choice.setCounts(countsOf({0, 19}));
    QCOMPARE(choice.range().from, 5.0);   // what was chosen stays
    QCOMPARE(choice.low(), 0.25);
}

void tst_RangeChoice::timesAreDatesAndADayIsWhole()
{
    RangeChoice choice(true);
    choice.setCounts(countsOf({begin, begin + 9 * day, begin + 4.5 * day}, BinScale::Of::Times));
    QCOMPARE(choice.least(), QStringLiteral("2024-10-04"));
    choice.setFrom(QStringLiteral("2024-10-05"));
    choice.setTo(QStringLiteral("2024-10-06"));
    QCOMPARE(choice.range(), (ValueRange{begin + day, begin + 3 * day - 1}));
    QCOMPARE(choice.words(), minus("2024-10-05 \u2013 2024-10-06"));
    const double low = choice.low(), high = choice.high();
    choice.stepLow(4);
    QVERIFY(choice.low() > low);
    choice.stepLow(-4);
    choice.stepHigh(1);
    QVERIFY(choice.high() > high);
    choice.setTo(QStringLiteral("2024-10-06 12:34"));
    QCOMPARE(choice.range().to, begin + 2 * day + (12 * 60 + 34) * 60e6 + 1e6 - 1);
    QCOMPARE(choice.fault(), QString());
}

void tst_RangeChoice::binsSayWhatTheyHave()
{
    RangeChoice choice(false);
    choice.setCounts(ages());
    QCOMPARE(choice.wordsOf(3), QStringLiteral("3: 4"));
    QCOMPARE(choice.wordsOf(-1), QString());
    QCOMPARE(choice.wordsOf(10), QString());
}

void tst_RangeChoice::fractionsAndWildValues()
{
    std::vector<double> values;
    for (int i = 0; i < 1000; ++i)
        values.push_back(0.01 * i);
    values.push_back(1e9);
    RangeChoice choice(false);
    choice.setCounts(countsOf(values));
    QVERIFY(choice.wordsOf(static_cast<int>(choice.bars().size()) - 1).startsWith(QStringLiteral("from ")));
    QCOMPARE(choice.greatest(), QStringLiteral("1,000,000,000"));
    choice.stepLow(1);
    QCOMPARE(choice.range(), (ValueRange{0.25, endless}));   // the wild one still passes
    QCOMPARE(choice.from(), QStringLiteral("0.25"));
    choice.setCounts(countsOf({-1234.5, 0.000123, 2389212.43}));
    QCOMPARE(choice.least(), minus("\u22121,234.5"));
    QCOMPARE(choice.greatest(), QStringLiteral("2,389,212"));
}

void tst_RangeChoice::barsAreShares()
{
    RangeChoice choice(false);
    choice.setCounts(ages());
    QCOMPARE(choice.bars().size(), 10);
    QCOMPARE(choice.bars()[3].toDouble(), 1.0);
    QCOMPARE(choice.bars()[1].toDouble(), 0.5);
    QCOMPARE(choice.bars()[5].toDouble(), 0.0);
}

WEIR_TEST(tst_RangeChoice)
#include "tst_range_choice.moc"
