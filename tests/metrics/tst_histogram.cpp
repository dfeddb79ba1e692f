#include "metrics/histogram.h"
#include "support/test_program.h"
#include <QtTest>

using weir::metrics::Histogram;

class tst_Histogram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSampleCountsWithTheFirstBoundThatItDoesNotExceed();
    void whatIsAboveAllBoundsCountsInTheTotalAlone();
};

void tst_Histogram::aSampleCountsWithTheFirstBoundThatItDoesNotExceed()
{
    Histogram histogram({1, 2, 4});
    for (const double value : {-1.0, 1.0, 1.5, 2.0, 4.0})
        histogram.add(value);
    QCOMPARE(histogram.counts(), (std::vector<std::uint64_t>{2, 2, 1}));
    QCOMPARE(histogram.total(), 5ULL);
    QCOMPARE(histogram.sum(), 7.5);
}

void tst_Histogram::whatIsAboveAllBoundsCountsInTheTotalAlone()
{
    Histogram histogram({1});
    histogram.add(1.0001);
    QCOMPARE(histogram.counts(), (std::vector<std::uint64_t>{0}));
    QCOMPARE(histogram.total(), 1ULL);
}

WEIR_TEST(tst_Histogram)
#include "tst_histogram.moc"
