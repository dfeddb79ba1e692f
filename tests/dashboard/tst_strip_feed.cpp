#include "dashboard/strip_feed.h"
#include "support/test_program.h"

#include <QtCharts/QLineSeries>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>

using namespace weir::dashboard;

namespace {

Sample sampleAt(double seconds)
{
    Sample sample{.seconds = seconds, .values = {}};
    sample[Figure::ChangesPerSecond] = 500;
    sample[Figure::BytesPerSecond] = 17'000;
    sample[Figure::LatencyMsP50] = 9;
    sample[Figure::LatencyMsP99] = 35;
    return sample;
}

} // namespace

class tst_StripFeed final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void eachRefreshReplacesALineOnce();
    void nothingNewMeansNoRepaint();
    void figuresOfOneKindShareAScale();
    void changesAndBytesHaveScalesOfTheirOwn();
    void itRefreshesByItselfWhileItRuns();
    void aHiddenChartRests();

private:
    void attach(StripFeed& feed, StripFeed::Pair pair);

    std::unique_ptr<ChartHistory> m_history;
    std::unique_ptr<QLineSeries> m_first, m_second, m_gaps;
};

void tst_StripFeed::init()
{
    m_history = std::make_unique<ChartHistory>();
    m_first = std::make_unique<QLineSeries>();
    m_second = std::make_unique<QLineSeries>();
    m_gaps = std::make_unique<QLineSeries>();
}

void tst_StripFeed::attach(StripFeed& feed, StripFeed::Pair pair)
{
    feed.setProperty("history", QVariant::fromValue(m_history.get()));
    feed.setProperty("pair", QVariant::fromValue(pair));
    feed.setProperty("firstLine", QVariant::fromValue<QXYSeries*>(m_first.get()));
    feed.setProperty("secondLine", QVariant::fromValue<QXYSeries*>(m_second.get()));
    feed.setProperty("gapLine", QVariant::fromValue<QXYSeries*>(m_gaps.get()));
    feed.componentComplete();
}

void tst_StripFeed::eachRefreshReplacesALineOnce()
{
    StripFeed feed;
    attach(feed, StripFeed::Latency);
    m_history->record(sampleAt(1));
    m_history->record(sampleAt(1.25));
    const QSignalSpy replaced(m_first.get(), &QXYSeries::pointsReplaced);
    feed.refresh();
    QCOMPARE(replaced.count(), 1);
    QCOMPARE(m_first->points(), (QList<QPointF>{{-0.25, 9}, {0, 9}}));
    QCOMPARE(m_second->points(), (QList<QPointF>{{-0.25, 35}, {0, 35}}));
    QCOMPARE(m_gaps->count(), 4);
    QCOMPARE(feed.firstValue(), 9.0);
}

void tst_StripFeed::nothingNewMeansNoRepaint()
{
    StripFeed feed;
    attach(feed, StripFeed::Latency);
    m_history->record(sampleAt(1));
    feed.refresh();
    const QSignalSpy replaced(m_first.get(), &QXYSeries::pointsReplaced);
    feed.refresh();
    QCOMPARE(replaced.count(), 0);
}

void tst_StripFeed::figuresOfOneKindShareAScale()
{
    StripFeed feed;
    attach(feed, StripFeed::Latency);
    m_history->record(sampleAt(1));
    feed.refresh();
    QCOMPARE(feed.firstTop(), 40.0);
    QCOMPARE(feed.secondTop(), 40.0);
}

void tst_StripFeed::changesAndBytesHaveScalesOfTheirOwn()
{
    StripFeed feed;
    attach(feed, StripFeed::ChangesAndBytes);
    m_history->record(sampleAt(1));
    feed.refresh();
    QCOMPARE(feed.firstTop(), 600.0);
    QCOMPARE(feed.secondTop(), 20.0 * 1024);
}

void tst_StripFeed::itRefreshesByItselfWhileItRuns()
{
    StripFeed feed;
    attach(feed, StripFeed::Latency);
    m_history->record(sampleAt(1));
    QTRY_COMPARE(m_first->count(), 1);
    m_history->record(sampleAt(1.25));
    QTRY_COMPARE(m_first->count(), 2);
}

void tst_StripFeed::aHiddenChartRests()
{
    StripFeed feed;
    attach(feed, StripFeed::Latency);
    feed.setRunning(false);
    m_history->record(sampleAt(1));
    const QSignalSpy replaced(m_first.get(), &QXYSeries::pointsReplaced);
    QVERIFY(!QSignalSpy(m_first.get(), &QXYSeries::pointsReplaced).wait(900));
    QCOMPARE(replaced.count(), 0);
    feed.setRunning(true);
    QCOMPARE(replaced.count(), 1);
}

WEIR_TEST_IN(QApplication, tst_StripFeed)
#include "tst_strip_feed.moc"
