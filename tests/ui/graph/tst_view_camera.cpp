#include "scene/edge_shape.h"
#include "scene/node_size.h"
#include "support/test_program.h"
#include "ui/graph/view_camera.h"
#include <QtCore/QCoreApplication>
#include <cmath>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace weir;
using namespace weir::ui;
using namespace std::chrono_literals;

class tst_ViewCamera : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aGraphThatIsFollowedIsFittedInGoodTime();
    void aGraphThatOpensIsFittedMoreOften();
    void aLittleThatLeavesTheViewIsNoReason();
    void aHandEndsFollowingAndFittingBeginsIt();
    void aHeldPictureStandsStill();
    void whatLiesOverThePictureIsStoodClearOf();
    void theWayRoundACoverThatCostsLeastIsTaken();
    void aCoverThatComesFitsAFollowedGraphAgain();
    void coversThatLeaveNoRoomAreBornWith();
    void largeDiscsAndLoopsAreWhollyInView();
    void oneNodeIsSeen();
    void anotherGraphIsFittedAtOnce();

private:
    [[nodiscard]] static scene::Bounds square(double side) { return rectangle({0, 0, side, side}); }
    [[nodiscard]] static scene::Bounds rectangle(const scene::Rect& rect)
    {
        scene::Bounds bounds;
        bounds.all = bounds.most = rect;
        bounds.drawnNodes = 100;
        bounds.largestRadius = 1;
        bounds.spacing = std::max(rect.width(), rect.height()) / 10;
        return bounds;
    }
    static TimePoint now() { return s_now; }
    [[nodiscard]] QRectF shown(const scene::Bounds& bounds) const
    {
        return {m_camera->itemAt({static_cast<float>(bounds.most.left), static_cast<float>(bounds.most.top)}),
                m_camera->itemAt({static_cast<float>(bounds.most.right), static_cast<float>(bounds.most.bottom)})};
    }

    static inline TimePoint s_now{};
    std::unique_ptr<ViewCamera> m_camera;
};

void tst_ViewCamera::init()
{
    s_now = TimePoint(1h);
    m_camera = std::make_unique<ViewCamera>();
    m_camera->setClock(&tst_ViewCamera::now);
    m_camera->resize(1000, 600);
}

void tst_ViewCamera::aGraphThatIsFollowedIsFittedInGoodTime()
{
    m_camera->takeBounds(square(10));
    s_now += 1h;
    m_camera->takeBounds(square(20));
    const QRectF fitted = shown(square(20));
    s_now += 1s;
    m_camera->takeBounds(square(40));
    QCOMPARE(shown(square(20)), fitted);   // it was a second ago
    s_now += ViewCamera::refitPause - 1s;
    QTRY_COMPARE(shown(square(40)), fitted);   // in its own time
    QVERIFY(m_camera->following());
}

void tst_ViewCamera::aGraphThatOpensIsFittedMoreOften()
{
    m_camera->takeBounds(square(10));
    const QRectF fitted = shown(square(10));
    int refits = 0;
    double side = 10;
    for (int step = 0; step < 100; ++step) {   // of 100 ms
        const scene::Bounds bounds = square(side *= 1.3);
        m_camera->takeBounds(bounds);
        if (std::abs(shown(bounds).width() - fitted.width()) < 1)
            ++refits;
        s_now += 100ms;
    }
    // At 0 and 0.1, 0.2, 0.4, 0.8, 1.6 and 3.2 s, and each two seconds after it.
    QVERIFY2(refits >= 8 && refits <= 12, qPrintable(QString::number(refits)));
}

void tst_ViewCamera::aLittleThatLeavesTheViewIsNoReason()
{
    m_camera->takeBounds(square(10));
    const scene::Camera before = m_camera->camera();
    s_now += 1h;
    m_camera->takeBounds(rectangle({-0.3, -0.3, 10.3, 10.3}));
    QVERIFY(m_camera->camera() == before);
    m_camera->takeBounds(rectangle({-2, -2, 12, 12}));
    QVERIFY(m_camera->camera() != before);
}

void tst_ViewCamera::aHandEndsFollowingAndFittingBeginsIt()
{
    m_camera->takeBounds(square(10));
    m_camera->panBy(5, 0);
    const scene::Camera moved = m_camera->camera();
    QVERIFY(!m_camera->following());
    s_now += 1h;
    m_camera->takeBounds(square(100));
    QVERIFY(m_camera->camera() == moved);
    m_camera->fit();
    QVERIFY(m_camera->following());
    QCOMPARE(m_camera->zoomLevel(), 1.0);
    m_camera->goBack();
    QVERIFY(m_camera->camera() == moved && !m_camera->following());
}

void tst_ViewCamera::aHeldPictureStandsStill()
{
    m_camera->takeBounds(square(10));
    const scene::Camera before = m_camera->camera();
    m_camera->setHeld(true);
    s_now += 1h;
    m_camera->takeBounds(square(100));
    QVERIFY(m_camera->camera() == before);
    m_camera->setHeld(false);   // and makes up for it
    QVERIFY(m_camera->camera() != before);
}

void tst_ViewCamera::whatLiesOverThePictureIsStoodClearOf()
{
    const QRectF legend(780, 400, 210, 190), chip(600, 350, 390, 40);
    m_camera->setCovers({legend, chip});
    for (const scene::Rect& rect : {scene::Rect{0, 0, 10, 10}, {0, 0, 30, 1}, {0, 0, 1, 30}}) {
        const scene::Bounds bounds = rectangle(rect);
        m_camera->takeBounds(bounds);
        m_camera->fit();
        const QRectF graph = shown(bounds);
        QVERIFY(!graph.intersects(legend) && !graph.intersects(chip));
        QVERIFY(QRectF(0, 0, 1000, 600).contains(graph));
        QCOMPARE(m_camera->zoomLevel(), 1.0);
    }
}

void tst_ViewCamera::theWayRoundACoverThatCostsLeastIsTaken()
{
    const scene::Bounds wide = rectangle({0, 0, 30, 1}), high = rectangle({0, 0, 1, 30});
    m_camera->takeBounds(wide);
    const double alone = m_camera->camera().scale();
    m_camera->setCovers({QRectF(700, 300, 300, 300)});
    QCOMPARE(m_camera->camera().scale(), alone);   // above it is room enough
    QVERIFY(shown(wide).bottom() <= 300);
    m_camera->takeBounds(high);
    m_camera->fit();
    QVERIFY(shown(high).height() > 500);   // and beside it
    QVERIFY(shown(high).right() <= 700);
}

void tst_ViewCamera::aCoverThatComesFitsAFollowedGraphAgain()
{
    const scene::Bounds bounds = square(10);
    const QRectF legend(600, 0, 400, 600);
    m_camera->takeBounds(bounds);
    m_camera->setCovers({legend});
    QVERIFY(!shown(bounds).intersects(legend));
    m_camera->setCovers({});
    QVERIFY(shown(bounds).intersects(legend));
    m_camera->panBy(1, 0);
    const scene::Camera before = m_camera->camera();
    m_camera->setCovers({legend});
    QVERIFY(m_camera->camera() == before);
}

void tst_ViewCamera::coversThatLeaveNoRoomAreBornWith()
{
    m_camera->setCovers({QRectF(0, 0, 1000, 600), QRectF(2000, 0, 10, 10), QRectF()});
    m_camera->takeBounds(square(10));
    QVERIFY(std::isfinite(m_camera->camera().scale()) && m_camera->camera().scale() > 0);
    QVERIFY(shown(square(10)).width() > 50);
}

void tst_ViewCamera::largeDiscsAndLoopsAreWhollyInView()
{
    scene::Bounds bounds = square(10);
    bounds.spacing = 3;
    bounds.largestRadius = 8;
    m_camera->takeBounds(bounds);
    const auto radius = [&] { return scene::drawnRadius(bounds.largestRadius, m_camera->nodeRadius()); };
    QVERIFY(radius() > 35);
    QVERIFY(shown(bounds).top() >= radius());
    bounds.hasLoops = true;
    m_camera->takeBounds(bounds);
    m_camera->fit();
    const scene::Loop loop = scene::loopOf({}, static_cast<float>(radius()), 0, {.closeness = 1}, 1);
    QVERIFY(shown(bounds).top() >= double{loop.radius - loop.centre.y});
}

void tst_ViewCamera::oneNodeIsSeen()
{
    scene::Bounds bounds = rectangle({7, 3, 7, 3});
    bounds.drawnNodes = 1;
    bounds.spacing = 1;
    m_camera->takeBounds(bounds);
    QVERIFY(m_camera->nodeRadius() >= 8);
    QCOMPARE(m_camera->itemAt({7, 3}).toPoint(), QPoint(500, 300));
    m_camera->zoomBy(2);
    m_camera->fit();
    QCOMPARE(m_camera->zoomLevel(), 1.0);
}

void tst_ViewCamera::anotherGraphIsFittedAtOnce()
{
    m_camera->takeBounds(square(10));
    m_camera->panBy(50, 0);
    const scene::Camera before = m_camera->camera();
    m_camera->forgetGraph();
    m_camera->setCovers({QRectF(0, 0, 200, 600)});   // where the other one is, nobody knows yet
    m_camera->setHeld(false);
    QVERIFY(m_camera->camera() == before);
    QVERIFY(m_camera->following() && !m_camera->boundsKnown());
    m_camera->takeBounds(square(1000));
    QCOMPARE(m_camera->zoomLevel(), 1.0);
}

WEIR_TEST_IN(QCoreApplication, tst_ViewCamera)
#include "tst_view_camera.moc"
