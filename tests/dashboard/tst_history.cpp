#include "dashboard/history.h"
#include "support/test_program.h"

#include <QtTest/QtTest>
#include <limits>

using weir::dashboard::Figure;
using weir::dashboard::History;
using weir::dashboard::Sample;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

Sample sampleAt(double seconds, double queue)
{
    Sample sample{.seconds = seconds, .values = {}};
    sample[Figure::QueueMessages] = queue;
    return sample;
}

} // namespace

class tst_History final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pointsCountBackFromTheNewest();
    void theOldestMakesRoom();
    void whatIsOlderThanTheSpanIsNotDrawn();
    void aMomentWithoutAValueIsAGap();
    void silenceIsAGapThoughBothEndsHaveValues();
    void theTimeBeforeTheFirstSampleIsAGap();
    void anEmptyHistoryIsOneGap();
    void aBusySecondIsNoGap();
    void theMaximumIsOfTheSpan();
    void aYoungHistoryIsShownLarger();
};

void tst_History::pointsCountBackFromTheNewest()
{
    History history(10, 100, 2);
    history.add(sampleAt(100, 5));
    history.add(sampleAt(101, 7));
    QCOMPARE(history.points(Figure::QueueMessages), (QList<QPointF>{{-1, 5}, {0, 7}}));
    QCOMPARE(history.newest(Figure::QueueMessages), 7.0);
}

void tst_History::theOldestMakesRoom()
{
    History history(1000, 3, 2);
    for (int i = 0; i < 10; ++i)
        history.add(sampleAt(i, i));
    QCOMPARE(history.size(), std::size_t{3});
    QCOMPARE(history.at(0).seconds, 7.0);
    QCOMPARE(history.at(2).seconds, 9.0);
}

void tst_History::whatIsOlderThanTheSpanIsNotDrawn()
{
    History history(10, 100, 20);
    history.add(sampleAt(0, 1));
    history.add(sampleAt(11, 2));
    QCOMPARE(history.points(Figure::QueueMessages).size(), 1);
}

void tst_History::aMomentWithoutAValueIsAGap()
{
    History history(10, 100, 2);
    for (int second = 0; second <= 10; ++second)
        history.add(sampleAt(second, second >= 4 && second <= 6 ? nothing : 1));
    QCOMPARE(history.points(Figure::QueueMessages).size(), 8);
    QCOMPARE(history.gapOutline(Figure::QueueMessages), (QList<QPointF>{{-7, 0}, {-7, 1}, {-3, 1}, {-3, 0}}));
}

void tst_History::silenceIsAGapThoughBothEndsHaveValues()
{
    History history(5, 100, 2);
    history.add(sampleAt(0, 1));
    history.add(sampleAt(5, 1));
    QCOMPARE(history.gapOutline(Figure::QueueMessages), (QList<QPointF>{{-5, 0}, {-5, 1}, {0, 1}, {0, 0}}));
}

void tst_History::theTimeBeforeTheFirstSampleIsAGap()
{
    History history(10, 100, 2);
    history.add(sampleAt(50, 1));
    history.add(sampleAt(51, 1));
    QCOMPARE(history.gapOutline(Figure::QueueMessages), (QList<QPointF>{{-10, 0}, {-10, 1}, {-1, 1}, {-1, 0}}));
}

void tst_History::anEmptyHistoryIsOneGap()
{
    const History history(10, 100, 2);
    QVERIFY(history.points(Figure::QueueMessages).isEmpty());
    QCOMPARE(history.gapOutline(Figure::QueueMessages), (QList<QPointF>{{-10, 0}, {-10, 1}, {0, 1}, {0, 0}}));
    QVERIFY(std::isnan(history.newest(Figure::QueueMessages)));
    QCOMPARE(history.maximum(Figure::QueueMessages), 0.0);
}

void tst_History::aBusySecondIsNoGap()
{
    History history(2, 100, 2);
    for (const double second : {0.0, 0.5, 2.0})
        history.add(sampleAt(second, 1));
    QVERIFY(history.gapOutline(Figure::QueueMessages).isEmpty());
}

void tst_History::theMaximumIsOfTheSpan()
{
    History history(10, 100, 2);
    history.add(sampleAt(0, 900));
    history.add(sampleAt(20, 3));
    history.add(sampleAt(21, nothing));
    QCOMPARE(history.maximum(Figure::QueueMessages), 3.0);
}

void tst_History::aYoungHistoryIsShownLarger()
{
    History history(180, 1000, 2);
    QCOMPARE(history.shownSeconds(30), 30.0);
    history.add(sampleAt(100, 1));
    history.add(sampleAt(145, 1));
    QCOMPARE(history.shownSeconds(30), 45.0);
    history.add(sampleAt(900, 1));
    QCOMPARE(history.shownSeconds(30), 180.0);
}

WEIR_TEST(tst_History)
#include "tst_history.moc"
