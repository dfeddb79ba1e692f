#include "ui/words/theme.h"
#include "support/test_program.h"
#include "ui/graph/view_stage.h"
#include <QtGui/QGuiApplication>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace weir;
using namespace weir::ui;

/// What a view says of its picture, and when it draws another.
class tst_GraphViewPictures : public QObject, private ViewStage {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void saysWhatThePictureShows();
    void thePictureIsAsOldAsTheFirstSceneThatItLacks();
    void anIndexAloneMakesThePictureNoOlder();
    void saysAtOnceThatThereIsAFirstPicture();
    void framesEndWhenNothingChanges();
    void coloursRedrawThePicture();
};

void tst_GraphViewPictures::saysWhatThePictureShows()
{
    const QSignalSpy changed(m_view, &GraphView::pictureChanged);
    showCross();
    m_builder.edge(1, m_builder.unplacedNode());
    const auto scene = m_builder.scene();
    m_view->takeUpdate(m_indexed.next({scene, {}}));
    QTRY_VERIFY(current());
    QTRY_COMPARE(m_view->shownNodes(), 5);
    QTRY_VERIFY(m_view->shownEdges() >= 4);
    QTRY_COMPARE(m_view->shownVersion(), scene->version);
    QCOMPARE(m_view->shownTick(), scene->shownTick);
    QCOMPARE(m_view->drawnShare(), 1.0);
    QCOMPARE(m_view->pictureAgeMs(), 0.0);
    QVERIFY(m_view->errorText().isEmpty());
    QTRY_VERIFY(changed.count() > 0);
    QVERIFY(m_view->frameMsP50() > 0);
    QVERIFY(m_view->uploadedPageBytes() > 0);
}

void tst_GraphViewPictures::thePictureIsAsOldAsTheFirstSceneThatItLacks()
{
    render::RenderConfig config;
    config.edges = render::EdgeDrawing::Cpu;
    config.leastRestMs = 1e6;   // so it never draws again for a newer scene alone
    makeView(config);
    showCross();
    const auto take = [this] {
        m_builder.edge(1, 2);   // no node: the space of one is part of the view
        m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    };
    const auto handOver = [this] {
        QTRY_COMPARE(m_view->pickIndex()->scene(), m_view->scene());
        QSignalSpy swapped(m_window.get(), &QQuickWindow::frameSwapped);
        m_view->update();
        QVERIFY(swapped.wait());
    };
    // Not as old as the scene in the picture, which was the newest all the time.
    const TimePoint before = Clock::now();
    take();
    const double age = m_view->pictureAgeMs();
    QVERIFY(age <= milliseconds(Clock::now() - before));
    const TimePoint after = Clock::now();
    const auto ageSinceFirst = [&] {
        const double least = milliseconds(Clock::now() - after);
        const double said = m_view->pictureAgeMs();
        return said >= least && said <= milliseconds(Clock::now() - before);
    };
    // More that come make it no younger, handed to the render thread or not.
    take();
    QVERIFY(ageSinceFirst());
    handOver();
    const auto outdatedSince = m_view->pictureReport().outdatedSince;
    QVERIFY(outdatedSince);
    QVERIFY(ageSinceFirst());
    take();
    QVERIFY(ageSinceFirst());
    handOver();
    QCOMPARE(m_view->pictureReport().outdatedSince, outdatedSince);
    QVERIFY(ageSinceFirst());
    // A picture has all that came before it was begun.
    const TimePoint beforeMove = Clock::now();
    m_view->panBy(10, 0);
    QTRY_VERIFY(current());
    QVERIFY(!m_view->pictureReport().outdatedSince);
    QCOMPARE(m_view->pictureAgeMs(), 0.0);
    take();
    QVERIFY(m_view->pictureAgeMs() <= milliseconds(Clock::now() - beforeMove));
}

void tst_GraphViewPictures::anIndexAloneMakesThePictureNoOlder()
{
    showCross();
    scene::IndexedUpdate sorted = m_indexed.next({m_view->scene(), {}});
    sorted.since = TimePoint::max();
    m_view->takeUpdate(std::move(sorted));
    QCOMPARE(m_view->pictureAgeMs(), 0.0);
    m_builder.edge(1, 2);
    const TimePoint before = Clock::now();
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QVERIFY(m_view->pictureAgeMs() <= milliseconds(Clock::now() - before));
}

void tst_GraphViewPictures::saysAtOnceThatThereIsAFirstPicture()
{
    // The ground has just been spoken of, so that the next word would wait for its turn.
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QSignalSpy changed(m_view, &GraphView::pictureChanged);
    QVERIFY(changed.wait());
    int saidWith = 0;
    connect(m_view, &GraphView::pictureChanged, m_view, [&] { saidWith = m_view->shownNodes(); });
    m_builder.node(0, 0);
    m_builder.node(1, 0);
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    const auto shown = [this] { return m_view->shownNodes() > 0; };
    while (!shown())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    QCOMPARE(saidWith, 2);
}

void tst_GraphViewPictures::framesEndWhenNothingChanges()
{
    showCross();
    // Quiet for as long as the slowest of the view's own timers takes, twice over.
    int frames = 0;
    connect(m_window.get(), &QQuickWindow::frameSwapped, m_view, [&frames] { ++frames; });
    const auto quiet = [&frames] {
        frames = 0;
        return !QTest::qWaitFor([&frames] { return frames > 0; }, 800);
    };
    QTRY_VERIFY(quiet());
    const quint64 passes = m_view->graphPasses();
    QVERIFY(quiet());
    QCOMPARE(m_view->graphPasses(), passes);
}

void tst_GraphViewPictures::coloursRedrawThePicture()
{
    showCross();
    QCOMPARE(m_window->grabWindow().pixelColor(5, 5), QColor(0x0F, 0x13, 0x18));
    m_view->setDark(false);
    QTRY_COMPARE(m_window->grabWindow().pixelColor(5, 5), QColor(0xF7, 0xF8, 0xFA));
    const ThemeColours& theme = themeColours(Ground::Light);
    QCOMPARE(m_view->pictureStyle().edge, theme.edge);
    QCOMPARE(m_view->pictureStyle().label, theme.label);
    QCOMPARE(m_view->pictureStyle().mark, theme.mark);
    const QVariantList colours{QColor(Qt::red), QColor(Qt::green)};
    m_view->setCategoryColors(colours);
    QCOMPARE(m_view->categoryColors(), colours);
    QTRY_VERIFY(m_window->grabWindow().pixelColor(at(0)).red() > 200);
    QVERIFY(m_window->grabWindow().pixelColor(at(0)).green() < 60);
}

WEIR_TEST_IN(QGuiApplication, tst_GraphViewPictures)
#include "tst_graph_view_pictures.moc"
